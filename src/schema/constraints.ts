import type { ConstraintDefinition } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { constraintText } from './definition-text.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { cannotHave } from './engines.ts';
import { inTargetNames, sameAction, sameExpression } from './equivalences.ts';
import { matchUp, sameList } from './match-up.ts';
import { isOneEngine, nameInTarget, targetColumns, targetTable } from './paired.ts';
import type { Inspected, PairedTable } from './paired.ts';

/** Primary, unique, foreign key, check and exclusion constraints of a pair of tables. */
export function compareConstraints(inspected: Inspected, table: PairedTable): Draft[] {
  const oneEngine = isOneEngine(inspected);
  const wanted = (constraint: ConstraintDefinition): boolean => oneEngine || !constraint.ofType;
  const inTarget = (one: ConstraintDefinition): ConstraintDefinition => asInTarget(inspected, table, one);
  const same = (source: ConstraintDefinition, target: ConstraintDefinition): boolean =>
    source.kind === target.kind && hasSameMeaning(inspected, inTarget(source), target);
  const { pairs, missing, extra } = matchUp(
    table.source.constraints.filter(wanted),
    table.target.constraints.filter(wanted),
    [
      (source, target) => source.name === target.name && same(source, target),
      same,
      (source, target) => source.name === target.name && source.kind === target.kind,
      // The texts of two engines cannot be held against each other: somebody has to look.
      (source, target) => !oneEngine && source.kind === 'check' && target.kind === 'check',
    ],
  );
  return [
    ...missing.map((constraint) => missingConstraint(inspected, table, constraint)),
    ...extra.map((constraint) => extraConstraint(table, constraint)),
    ...pairs.flatMap((pair) => comparePair({ inspected, table, ...pair, oneEngine, wanted: inTarget(pair.source) })),
  ];
}

/** A constraint of the source in the target's names. Columns that the target lacks keep theirs. */
function asInTarget(inspected: Inspected, table: PairedTable, constraint: ConstraintDefinition): ConstraintDefinition {
  const { references } = constraint;
  const columns = constraint.columns.map((column) => table.columns.get(column) ?? column);
  const expression = constraint.expression === null ? null : inTargetNames(constraint.expression, table.columns);
  const own = { ...constraint, columns, expression };
  if (references === null) return own;
  const referenced = inspected.bySource.get(tableName(references.table));
  const names = referenced === undefined ? references.columns : targetColumns(referenced, references.columns);
  const deleteColumns = references.deleteColumns.map((column) => table.columns.get(column) ?? column);
  const to = { table: targetTable(inspected, references.table), columns: names ?? references.columns, deleteColumns };
  return { ...own, references: { ...references, ...to } };
}

/** Both in the target's names. */
function hasSameMeaning(inspected: Inspected, source: ConstraintDefinition, target: ConstraintDefinition): boolean {
  switch (source.kind) {
    case 'primary key':
      return true;
    case 'unique':
      return sameList([...source.columns].sort(), [...target.columns].sort());
    case 'foreign key':
      return sameList(source.columns, target.columns) && sameReference(source, target);
    case 'check':
    case 'exclusion':
      return sameExpression(inspected, source.expression, target.expression);
  }
}

function sameReference(
  { references: source }: ConstraintDefinition,
  { references: target }: ConstraintDefinition,
): boolean {
  if (source === null || target === null) return source === target;
  const sameTable = source.table.schema === target.table.schema && source.table.name === target.table.name;
  return sameTable && sameList(source.columns, target.columns);
}

function missingConstraint(inspected: Inspected, table: PairedTable, constraint: ConstraintDefinition): Draft {
  const feature = constraint.kind === 'exclusion' ? 'exclusion' : null;
  const limit = feature === null ? null : cannotHave(inspected, feature);
  return draft({
    kind: 'missing',
    object: objectOf(constraint),
    table: table.label,
    name: constraint.name,
    severity: limit === null ? 'blocker' : 'note',
    source: constraintText(constraint),
    message: limit ?? LOSSES[constraint.kind],
    change: limit === null ? addition(inspected, table, constraint, null) : null,
  });
}

const LOSSES: Readonly<Record<ConstraintDefinition['kind'], string>> = {
  'primary key': 'the target has no primary key: rows can be there twice, and finding one reads them all',
  unique: 'the target does not keep these values unique',
  'foreign key': 'the target lets rows point to nothing',
  check: 'the target takes values that the source refuses',
  exclusion: 'the target takes rows that the source refuses',
};

/** What would make it; null for an expression in another dialect, or on a column that the target lacks. */
function addition(
  inspected: Inspected,
  table: PairedTable,
  source: ConstraintDefinition,
  old: ConstraintDefinition | null,
): SchemaChange | null {
  const portable = isOneEngine(inspected) || source.expression === null;
  if (!portable || targetColumns(table, source.columns) === null) return null;
  const constraint = {
    ...asInTarget(inspected, table, source),
    name: nameInTarget(inspected, table, source.kind, source.name),
  };
  if (source.index !== undefined) {
    const parts = source.index.parts.map((part, i) => ({ ...part, column: constraint.columns[i] ?? part.column }));
    return { type: 'create index', table: table.target, index: { ...source.index, name: constraint.name, parts } };
  }
  return { type: 'add constraint', table: table.target, constraint, old: old?.name ?? null };
}

/** What the target refuses and the source takes will fail in the application. */
function extraConstraint(table: PairedTable, constraint: ConstraintDefinition): Draft {
  const { kind } = constraint;
  return draft({
    kind: 'extra',
    object: objectOf(constraint),
    table: table.label,
    name: constraint.name,
    severity: kind === 'primary key' ? 'note' : 'warning',
    target: constraintText(constraint),
    message: kind === 'primary key' ? 'only the target has one' : 'the target refuses rows that the source takes',
  });
}

function objectOf(constraint: ConstraintDefinition): string {
  return constraint.index === undefined ? constraint.kind : 'index';
}

interface Context extends Sides<ConstraintDefinition> {
  readonly inspected: Inspected;
  readonly table: PairedTable;
  readonly oneEngine: boolean;
  /** The source's in the target's names. */
  readonly wanted: ConstraintDefinition;
}

interface Aspect {
  readonly aspect: string;
  readonly severity: Severity;
  readonly message: string;
  /** What the two say, where it is not the whole definition. */
  readonly words?: Sides<string>;
  readonly kind?: Draft['kind'];
  readonly change?: SchemaChange | null;
}

const ASPECTS: readonly ((context: Context) => Aspect | null)[] = [
  columnsAspect,
  periodAspect,
  actionsAspect,
  matchAspect,
  expressionAspect,
  deferrableAspect,
  nullsAspect,
  validatedAspect,
  enforcedAspect,
  inheritAspect,
  collationAspect,
  nameAspect,
];

function comparePair(context: Context): Draft[] {
  const { table, source, target } = context;
  return ASPECTS.flatMap((ask) => {
    const found = ask(context);
    if (found === null) return [];
    const {
      words = { source: constraintText(source), target: constraintText(target) },
      kind = 'changed',
      ...rest
    } = found;
    return [draft({ kind, object: objectOf(source), table: table.label, name: source.name, ...words, ...rest })];
  });
}

function replacement({ inspected, table, source, target }: Context): SchemaChange | null {
  return target.index === undefined ? addition(inspected, table, source, target) : null;
}

function columnsAspect(context: Context): Aspect | null {
  const { wanted, target } = context;
  if (sameList(wanted.columns, target.columns) && sameReference(wanted, target)) return null;
  // The server of a check may not say which columns it reads; its expression does.
  if (target.kind === 'check') return null;
  const sameSet = sameList([...wanted.columns].sort(), [...target.columns].sort()) && sameReference(wanted, target);
  if (sameSet)
    return {
      aspect: 'columns',
      severity: 'warning',
      message: 'the same columns in another order: queries by the first one may lack their index',
    };
  return { aspect: 'columns', severity: 'blocker', message: 'it is over other columns', change: replacement(context) };
}

function actionsAspect(context: Context): Aspect | null {
  const [from, to] = [context.source.references, context.target.references];
  if (from === null || to === null) return null;
  const set = context.wanted.references?.deleteColumns ?? [];
  const same =
    (['onDelete', 'onUpdate'] as const).every((on) => sameAction(from[on], to[on], context.oneEngine)) &&
    sameList(set, to.deleteColumns);
  if (same) return null;
  return {
    aspect: 'actions',
    severity: 'blocker',
    message: 'deletes or updates of the row pointed to do something else',
    change: replacement(context),
  };
}

/** `WITHOUT OVERLAPS` keeps periods apart, where a key of the same columns refuses equal ones alone. */
function periodAspect(context: Context): Aspect | null {
  const { source, target } = context;
  if (source.period === target.period) return null;
  const word = (period: boolean): string => (period ? 'without overlaps' : 'equal values alone');
  const message = target.period ? 'the target refuses periods that overlap' : 'the target takes periods that overlap';
  const words = { source: word(source.period), target: word(target.period) };
  return { aspect: 'period', severity: 'blocker', words, message };
}

function inheritAspect({ source, target }: Context): Aspect | null {
  if (source.noInherit === target.noInherit) return null;
  const word = (own: boolean): string => (own ? 'this table alone' : 'and what inherits from it');
  const words = { source: word(source.noInherit), target: word(target.noInherit) };
  return { aspect: 'inheritance', severity: 'warning', words, message: 'it holds for other tables' };
}

function matchAspect({ source, target, oneEngine }: Context): Aspect | null {
  if (!oneEngine || source.references?.match === target.references?.match) return null;
  return { aspect: 'match', severity: 'warning', message: 'partly NULL references are taken otherwise' };
}

function expressionAspect(context: Context): Aspect | null {
  const { inspected, wanted, target, oneEngine } = context;
  if (sameExpression(inspected, wanted.expression, target.expression)) return null;
  if (oneEngine)
    return {
      aspect: 'expression',
      severity: 'blocker',
      message: 'it checks something else',
      change: replacement(context),
    };
  return {
    aspect: 'expression',
    severity: 'warning',
    message: 'the two texts cannot be held against each other: look',
  };
}

function deferrableAspect({ inspected, source, target }: Context): Aspect | null {
  if (source.deferrable === target.deferrable) return null;
  const limit = cannotHave(inspected, 'deferrable');
  const words = { source: source.deferrable, target: target.deferrable };
  return {
    aspect: 'deferrable',
    severity: limit === null ? 'warning' : 'note',
    words,
    message: limit ?? 'it is checked at another time',
  };
}

function nullsAspect({ inspected, source, target }: Context): Aspect | null {
  if (source.kind !== 'unique' || source.nullsDistinct === target.nullsDistinct) return null;
  const limit = cannotHave(inspected, 'nulls not distinct');
  const word = (distinct: boolean): string => (distinct ? 'several NULLs' : 'one NULL');
  const words = { source: word(source.nullsDistinct), target: word(target.nullsDistinct) };
  return {
    aspect: 'nulls',
    severity: limit === null ? 'blocker' : 'note',
    words,
    message: limit ?? 'NULLs are taken otherwise',
  };
}

function validatedAspect({ table, source, target }: Context): Aspect | null {
  if (!source.validated || target.validated || !target.enforced) return null;
  const change: SchemaChange = { type: 'validate constraint', table: table.target, constraint: target };
  const message = 'rows that were there before it have not been checked';
  return {
    aspect: 'validated',
    kind: 'invalid',
    severity: 'blocker',
    words: { source: 'yes', target: 'no' },
    message,
    change,
  };
}

function enforcedAspect({ table, source, target }: Context): Aspect | null {
  if (source.enforced === target.enforced) return null;
  const words = { source: source.enforced ? 'yes' : 'no', target: target.enforced ? 'yes' : 'no' };
  if (target.enforced)
    return { aspect: 'enforced', severity: 'warning', words, message: 'the target refuses rows that the source takes' };
  const { index } = target;
  const change: SchemaChange =
    index === undefined
      ? { type: 'enforce constraint', table: table.target, constraint: target }
      : { type: 'rebuild index', table: table.target, name: index.name };
  const message = index?.unusable ?? 'it is there and does not act: new rows are not checked';
  return { aspect: 'enforced', kind: 'invalid', severity: 'blocker', words, message, change };
}

/** Some collations take `a` for `A`, and a unique key of theirs refuses one of the two. */
function collationAspect({ table, source, target, oneEngine }: Context): Aspect | null {
  if (oneEngine || (source.kind !== 'unique' && source.kind !== 'primary key')) return null;
  const folds = (side: 'source' | 'target', columns: readonly string[]): boolean =>
    table[side].columns.some(({ name, foldsCase }) => columns.includes(name) && foldsCase);
  const [from, to] = [folds('source', source.columns), folds('target', target.columns)];
  if (from === to) return null;
  const word = (folded: boolean): string => (folded ? 'case is ignored' : 'case counts');
  const message = from
    ? 'the target takes values that differ in case alone, which the source holds for the same'
    : 'the target refuses values that differ in case alone';
  return { aspect: 'collation', severity: 'warning', words: { source: word(from), target: word(to) }, message };
}

function nameAspect({ source, target }: Context): Aspect | null {
  if (source.name === target.name || source.kind === 'primary key') return null;
  const words = { source: source.name, target: target.name };
  return { aspect: 'name', severity: 'note', words, message: 'the same under another name' };
}
