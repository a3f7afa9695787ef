import type { ColumnDefinition } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import type { Sides } from '../model/side.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { cannotHave } from './engines.ts';
import { inTargetNames, inTargetSchemas, namesOtherSchema, sameDefault, sameExpression } from './equivalences.ts';
import { sameList } from './match-up.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected, PairedTable } from './paired.ts';
import { judgeTypes } from './types.ts';
import type { WholeColumn } from './types.ts';

/** What the columns of a pair of tables have that differs. */
export function compareColumns(inspected: Inspected, table: PairedTable): Draft[] {
  const paired = table.source.columns.flatMap((source) => {
    const target = table.target.columns.find((column) => column.name === table.columns.get(source.name));
    return target === undefined ? [] : [{ source, target }];
  });
  const missing = table.source.columns.filter((column) => !table.columns.has(column.name));
  const taken = new Set(table.columns.values());
  const extra = table.target.columns.filter((column) => !taken.has(column.name));
  return [
    ...missing.map((column) => missingColumn(table, column)),
    ...extra.map((column) => extraColumn(table, column)),
    ...paired.flatMap((pair) => comparePair({ inspected, table, ...pair, oneEngine: isOneEngine(inspected) })),
  ];
}

function missingColumn(table: PairedTable, { name, native }: ColumnDefinition): Draft {
  const lost = table.plan.lostColumns.includes(name);
  const message = `${lost ? 'the target has no such column' : 'the target has no such column, and it is ignored'}`;
  const severity = lost ? 'blocker' : 'note';
  return draft({ kind: 'missing', object: 'column', table: table.label, name, source: native, severity, message });
}

/** A column that every INSERT of the application leaves out must do without a value. */
function extraColumn(table: PairedTable, column: ColumnDefinition): Draft {
  const { name, native, nullable, numbering, generated } = column;
  const demands = !nullable && column.default === null && numbering === null && generated === null;
  const message = demands
    ? 'only the target has it, NOT NULL and without a default: inserts that do not know of it fail'
    : 'only the target has it';
  const severity = demands ? 'blocker' : 'note';
  const change = demands ? dropNotNull(table, column) : null;
  return draft({
    kind: 'extra',
    object: 'column',
    table: table.label,
    name,
    target: native,
    severity,
    message,
    change,
  });
}

/** Null where no server takes it: a primary key and numbers of their own need NOT NULL. */
function dropNotNull({ target }: PairedTable, column: ColumnDefinition): SchemaChange | null {
  const isKey = target.constraints.some(({ kind, columns }) => kind === 'primary key' && columns.includes(column.name));
  return isKey || column.numbering?.startsWith('identity') === true || column.numbering === 'auto increment'
    ? null
    : { type: 'drop not null', table: target, column };
}

/** A pair of columns and where it is. */
interface Context extends Sides<ColumnDefinition> {
  readonly inspected: Inspected;
  readonly table: PairedTable;
  readonly oneEngine: boolean;
}

const ASPECTS: readonly ((context: Context) => Draft | null)[] = [
  typeAspect,
  labelsAspect,
  nullableAspect,
  uncheckedAspect,
  defaultAspect,
  generatedAspect,
  numberingAspect,
  onUpdateAspect,
  collationAspect,
  characterSetAspect,
  invisibleAspect,
  factsAspect,
  commentAspect,
];

function comparePair(context: Context): Draft[] {
  return ASPECTS.flatMap((aspect) => aspect(context) ?? []);
}

interface Change {
  readonly severity: Severity;
  readonly source: string | null;
  readonly target: string | null;
  readonly message: string;
  readonly change?: SchemaChange | null;
}

function changed({ table, source }: Context, aspect: string, what: Change): Draft {
  return draft({ kind: 'changed', object: 'column', table: table.label, name: source.name, aspect, ...what });
}

function typeAspect(context: Context): Draft | null {
  const { inspected, table, source, target } = context;
  const whole = wholeColumns(table, { source, target });
  const judgement = whole === null ? null : judgeTypes(inspected, whole);
  if (judgement === null) return null;
  const { severity, why: message } = judgement;
  return changed(context, 'type', { severity, source: source.native, target: target.native, message });
}

/** Within an engine whose types have names the type itself is compared, with all columns that have it. */
function labelsAspect(context: Context): Draft | null {
  const { inspected, source, target, oneEngine } = context;
  const [from, to] = [source.labels, target.labels];
  if (from === null || to === null || (oneEngine && inspected.dialects.target.namedTypes)) return null;
  const lacking = from.filter((label) => !to.includes(label));
  if (lacking.length === 0 && sameList(from, to)) return null;
  const words = { source: from.join(', '), target: to.join(', ') };
  if (lacking.length > 0) {
    return changed(context, 'labels', {
      severity: 'blocker',
      ...words,
      message: `the target lacks ${lacking.join(', ')}`,
    });
  }
  const more = to.length > from.length;
  const message = more ? 'the target has more labels' : 'the labels sort otherwise';
  return changed(context, 'labels', { severity: more ? 'note' : 'warning', ...words, message });
}

function wholeColumns(table: PairedTable, pair: Sides<ColumnDefinition>): Sides<WholeColumn> | null {
  const source = table.plan.source.columns.find((column) => column.name === pair.source.name);
  const target = table.plan.target.columns.find((column) => column.name === pair.target.name);
  if (source === undefined || target === undefined) return null;
  return {
    source: { shape: source, definition: pair.source },
    target: { shape: target, definition: pair.target },
  };
}

function nullableAspect(context: Context): Draft | null {
  const { table, source, target } = context;
  if (source.nullable === target.nullable) return null;
  const words = (nullable: boolean): string => (nullable ? 'NULL' : 'NOT NULL');
  return changed(context, 'nullable', {
    severity: 'blocker',
    source: words(source.nullable),
    target: words(target.nullable),
    message: target.nullable
      ? 'the target takes NULL where the source does not'
      : 'the target refuses NULL, which the source takes: writes would fail',
    change: target.nullable
      ? { type: 'set not null', table: table.target, column: target }
      : dropNotNull(table, target),
  });
}

function uncheckedAspect(context: Context): Draft | null {
  const { table, source, target } = context;
  if (target.unchecked === null || target.nullable || source.nullable || source.unchecked !== null) return null;
  const change: SchemaChange = { type: 'validate not null', table: table.target, name: target.unchecked };
  const message = 'rows that were there before its NOT NULL have not been checked';
  const words = { source: 'checked', target: 'not checked' };
  return { ...changed(context, 'validated', { severity: 'blocker', ...words, message, change }), kind: 'invalid' };
}

function defaultAspect(context: Context): Draft | null {
  const { inspected, table, source, target, oneEngine } = context;
  if (source.numbering !== null || target.numbering !== null) return null;
  if (source.generated !== null || target.generated !== null) return null;
  const type = table.plan.source.columns.find((column) => column.name === source.name)?.type;
  const wanted = source.default === null ? null : inTargetSchemas(source.default, inspected.schemas);
  if (type === undefined || sameDefault(inspected, wanted, target.default, type)) return null;
  const lost = target.default === null;
  const value = oneEngine ? settable(inspected, wanted) : portable(source.default);
  return changed(context, 'default', {
    severity: lost && !target.nullable ? 'blocker' : source.default === null ? 'note' : 'warning',
    source: source.default,
    target: target.default,
    message: defaultWords(lost, target.nullable),
    change: value === undefined ? null : { type: 'set default', table: table.target, column: target.name, value },
  });
}

function defaultWords(lost: boolean, nullable: boolean): string {
  if (!lost) return 'another default';
  return nullable
    ? 'the default is lost: new rows get NULL'
    : 'the default is lost, and NULL is refused: inserts that rely on it fail';
}

/** Undefined for one that draws from what is in another schema: what is called so at the target may be something else. */
function settable({ plan }: Inspected, text: string | null): string | null | undefined {
  return text !== null && namesOtherSchema(text, plan.schemas.target) ? undefined : text;
}

/** A default that means the same in any dialect: a number, a plain text, the time. Undefined for any other. */
function portable(text: string | null): string | null | undefined {
  if (text === null || /^(-?\d+(\.\d+)?|'(?:[^'\\]|'')*')$/.test(text)) return text;
  return /^(current_timestamp|now)(\(\d?\))?$/i.test(text) ? 'current_timestamp' : undefined;
}

function generatedAspect(context: Context): Draft | null {
  const { inspected, source, target, oneEngine } = context;
  const [from, to] = [source.generated, target.generated];
  if (from === null && to === null) return null;
  const texts = { source: from?.expression ?? null, target: to?.expression ?? null };
  if (from === null || to === null) {
    const message =
      to === null
        ? 'it is computed in the source and a plain column in the target: new rows are not computed'
        : 'it is computed in the target, and the source writes it: writes would fail';
    return changed(context, 'generated', { severity: 'blocker', ...texts, message });
  }
  if (!sameExpression(inspected, inTargetNames(from.expression, context.table.columns), to.expression)) {
    const message = oneEngine
      ? 'it is computed by another expression'
      : 'the expressions cannot be held against each other: look';
    return changed(context, 'generated', { severity: oneEngine ? 'blocker' : 'warning', ...texts, message });
  }
  if (from.stored === to.stored) return null;
  const word = (stored: boolean): string => (stored ? 'stored' : 'virtual');
  const words = { source: word(from.stored), target: word(to.stored) };
  return changed(context, 'generated', { severity: 'note', ...words, message: 'computed at another time' });
}

function numberingAspect(context: Context): Draft | null {
  const { table, source, target, oneEngine } = context;
  if (source.numbering === target.numbering) return null;
  const words = { source: source.numbering, target: target.numbering };
  if (target.numbering === null) {
    const message = 'the target does not number new rows: inserts without a value fail';
    const change: SchemaChange = { type: 'number column', table: table.target, column: target };
    return changed(context, 'numbering', { severity: 'blocker', ...words, message, change });
  }
  if (source.numbering === null) {
    return changed(context, 'numbering', {
      severity: 'note',
      ...words,
      message: 'the target numbers new rows by itself',
    });
  }
  if (target.numbering === 'identity always') {
    const message = 'the target refuses values of the writer: inserts that bring one fail';
    return changed(context, 'numbering', { severity: 'warning', ...words, message });
  }
  // A sequence and an identity do the same; so does AUTO_INCREMENT.
  if (!oneEngine) return null;
  return changed(context, 'numbering', { severity: 'note', ...words, message: 'numbered by other means' });
}

function onUpdateAspect(context: Context): Draft | null {
  const { inspected, source, target, oneEngine } = context;
  if (sameExpression(inspected, source.onUpdate, target.onUpdate)) return null;
  const limit = cannotHave(inspected, 'on update');
  const words = { source: source.onUpdate, target: target.onUpdate };
  if (limit !== null) return changed(context, 'on update', { severity: 'warning', ...words, message: limit });
  // A trigger of the source may do what the target's column says of itself.
  if (!oneEngine && source.onUpdate === null) {
    const message = 'updates set it, which the source does not say of its column';
    return changed(context, 'on update', { severity: 'warning', ...words, message });
  }
  const message = target.onUpdate === null ? 'updates no longer set it' : 'updates set it otherwise';
  const column = { ...target, onUpdate: source.onUpdate };
  const change: SchemaChange = { type: 'alter column', table: context.table.target, column };
  return changed(context, 'on update', { severity: 'blocker', ...words, message, change });
}

function collationAspect(context: Context): Draft | null {
  const { source, target, oneEngine } = context;
  if (!oneEngine || source.collation === target.collation) return null;
  const message = 'texts sort, and may be unique, by other rules';
  const words = { source: source.collation ?? 'default', target: target.collation ?? 'default' };
  return changed(context, 'collation', { severity: 'warning', ...words, message });
}

/** What utf8mb4 holds, the others may not. */
function characterSetAspect(context: Context): Draft | null {
  const { source, target } = context;
  // Some engines have one for the database, which holds all characters or is told otherwise by the rows.
  if (source.characterSet === null || target.characterSet === null) return null;
  if (source.characterSet === target.characterSet) return null;
  const wider = target.characterSet === 'utf8mb4';
  const words = { source: source.characterSet, target: target.characterSet };
  return wider
    ? changed(context, 'character set', { severity: 'note', ...words, message: 'the target holds more characters' })
    : changed(context, 'character set', {
        severity: 'blocker',
        ...words,
        message: 'the target may not hold all characters',
      });
}

function invisibleAspect(context: Context): Draft | null {
  const { source, target, oneEngine } = context;
  if (source.invisible === target.invisible) return null;
  const word = (invisible: boolean): string => (invisible ? 'invisible' : 'visible');
  const words = { source: word(source.invisible), target: word(target.invisible) };
  const message = 'SELECT * and INSERT without a column list see other columns';
  return changed(context, 'visibility', { severity: oneEngine ? 'warning' : 'note', ...words, message });
}

/** The first that differs: a spatial reference system decides which values fit, and what they mean. */
function factsAspect(context: Context): Draft | null {
  const { source, target, oneEngine } = context;
  const aspect = Object.keys({ ...source.facts, ...target.facts }).find(
    (one) => source.facts[one] !== target.facts[one],
  );
  if (!oneEngine || aspect === undefined) return null;
  const words = { source: source.facts[aspect] ?? 'none', target: target.facts[aspect] ?? 'none' };
  return changed(context, aspect, { ...words, ...(FACTS[aspect] ?? OTHER_VALUES) });
}

const OTHER_VALUES = { severity: 'blocker', message: 'other values fit, or mean something else' } as const;

const FACTS: Readonly<Record<string, { readonly severity: Severity; readonly message: string }>> = {
  'system versioning': { severity: 'blocker', message: 'what it was before a change is kept, or is not' },
  'reference system': {
    severity: 'warning',
    message: 'its values are said to be of another one; the server checks none',
  },
};

function commentAspect(context: Context): Draft | null {
  const { source, target } = context;
  if ((source.comment ?? '') === (target.comment ?? '')) return null;
  const words = { source: source.comment, target: target.comment };
  return changed(context, 'comment', { severity: 'note', ...words, message: 'another comment' });
}
