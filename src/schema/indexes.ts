import type { IndexDefinition, IndexPart } from '../model/definition.ts';
import type { SchemaChange } from '../model/schema-change.ts';
import { indexText } from './definition-text.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { cannotIndex } from './engines.ts';
import { inTargetNames, sameExpression } from './equivalences.ts';
import { matchUp, sameList } from './match-up.ts';
import { isOneEngine, nameInTarget } from './paired.ts';
import type { Inspected, PairedTable } from './paired.ts';

/** The indexes of a pair of tables, but for unique keys, which are constraints. */
export function compareIndexes(inspected: Inspected, table: PairedTable): Draft[] {
  const same = (source: IndexDefinition, target: IndexDefinition): boolean =>
    differingAspect(inspected, asInTarget(table, source), target) === null;
  const { pairs, missing, extra } = matchUp(table.source.indexes, table.target.indexes, [
    (source, target) => source.name === target.name && same(source, target),
    same,
    (source, target) => source.name === target.name,
    (source, target) => sameColumns(asInTarget(table, source), target),
  ]);
  return [
    ...missing.map((index) => missingIndex(inspected, table, index)),
    ...extra.map((index) => extraIndex(table, index)),
    ...pairs.flatMap(({ source, target }) => comparePair(inspected, table, source, target)),
  ];
}

function asInTarget(table: PairedTable, index: IndexDefinition): IndexDefinition {
  const name = (column: string): string => table.columns.get(column) ?? column;
  const text = (expression: string | null): string | null =>
    expression === null ? null : inTargetNames(expression, table.columns);
  const parts = index.parts.map((part) => ({
    ...part,
    column: part.column === null ? null : name(part.column),
    expression: text(part.expression),
  }));
  return { ...index, parts, include: index.include.map(name), predicate: text(index.predicate) };
}

/** The first thing in which two indexes differ, both in the target's names; null for the same index. */
function differingAspect(inspected: Inspected, source: IndexDefinition, target: IndexDefinition): string | null {
  const oneEngine = isOneEngine(inspected);
  const parts = (same: (from: IndexPart, to: IndexPart) => boolean): boolean =>
    source.parts.length === target.parts.length &&
    source.parts.every((part, i) => {
      const other = target.parts[i];
      return other !== undefined && same(part, other);
    });
  const equal: Readonly<Record<string, boolean>> = {
    columns: parts(
      (from, to) => from.column === to.column && sameExpression(inspected, from.expression, to.expression),
    ),
    unique: source.unique === target.unique,
    method: source.method === target.method,
    direction: parts(
      (from, to) => from.descending === to.descending && (!oneEngine || from.nullsFirst === to.nullsFirst),
    ),
    prefix: parts((from, to) => from.prefix === to.prefix),
    'operator class': parts((from, to) => from.operatorClass === to.operatorClass),
    collation: parts((from, to) => !oneEngine || from.collation === to.collation),
    predicate: sameExpression(inspected, source.predicate, target.predicate),
    include: sameList(source.include, target.include),
    nulls: !source.unique || source.nullsDistinct === target.nullsDistinct,
  };
  return Object.keys(equal).find((aspect) => equal[aspect] === false) ?? null;
}

function sameColumns(source: IndexDefinition, target: IndexDefinition): boolean {
  const columns = ({ parts }: IndexDefinition): string[] => parts.map((part) => part.column ?? '');
  return sameList(columns(source), columns(target)) && source.parts.every((part) => part.column !== null);
}

function missingIndex(inspected: Inspected, table: PairedTable, index: IndexDefinition): Draft {
  const limit = cannotIndex(inspected, index);
  const covering = limit === null ? coveredBy(table, index) : null;
  const portable = isOneEngine(inspected) || index.parts.every((part) => part.expression === null);
  return draft({
    kind: 'missing',
    object: 'index',
    table: table.label,
    name: index.name,
    severity: limit !== null ? 'note' : covering !== null ? 'warning' : 'blocker',
    source: indexText(index),
    message:
      limit ??
      (covering === null
        ? 'queries that go by it read the whole table'
        : `${covering} begins with its columns and may do`),
    change: limit === null && portable ? creation(inspected, table, index) : null,
  });
}

/** Another index or key of the target whose first columns are these. */
function coveredBy(table: PairedTable, index: IndexDefinition): string | null {
  if (index.unique || index.method !== 'btree' || index.predicate !== null) return null;
  const wanted = asInTarget(table, index).parts.map((part) => part.column);
  const begins = (columns: readonly (string | null)[]): boolean =>
    wanted.every((column, i) => column !== null && column === columns[i]);
  const keys = table.target.constraints.filter(({ kind }) => kind === 'primary key' || kind === 'unique');
  const indexes = table.target.indexes.filter(
    ({ method, predicate, unusable }) => method === 'btree' && predicate === null && unusable === null,
  );
  return (
    keys.find(({ columns }) => begins(columns))?.name ??
    indexes.find(({ parts }) => begins(parts.map((part) => part.column)))?.name ??
    null
  );
}

function creation(inspected: Inspected, table: PairedTable, index: IndexDefinition): SchemaChange {
  const name = nameInTarget(inspected, table, 'index', index.name);
  return { type: 'create index', table: table.target, index: { ...asInTarget(table, index), name } };
}

function extraIndex(table: PairedTable, index: IndexDefinition): Draft {
  const message = index.unique ? 'the target refuses rows that the source takes' : 'only the target has it';
  const severity = index.unique ? 'warning' : 'note';
  const target = indexText(index);
  return draft({ kind: 'extra', object: 'index', table: table.label, name: index.name, severity, target, message });
}

function comparePair(
  inspected: Inspected,
  table: PairedTable,
  source: IndexDefinition,
  target: IndexDefinition,
): Draft[] {
  const wanted = asInTarget(table, source);
  const aspect = differingAspect(inspected, wanted, target);
  const common = { object: 'index', table: table.label, name: source.name };
  const texts = { source: indexText(source), target: indexText(target) };
  if (aspect !== null) {
    const limit = cannotIndex(inspected, source);
    const index = { ...wanted, name: nameInTarget(inspected, table, 'index', source.name), unusable: null };
    const change: SchemaChange = { type: 'replace index', table: table.target, index, old: target.name };
    const backwards = aspect === 'direction' && isBackwards(wanted, target);
    const severity = limit !== null ? 'note' : backwards ? 'warning' : 'blocker';
    const message =
      limit ?? (backwards ? 'the other way round: read backwards it does nearly the same' : `it differs in: ${aspect}`);
    return [
      draft({
        kind: 'changed',
        ...common,
        aspect,
        severity,
        ...texts,
        message,
        change: limit === null ? change : null,
      }),
    ];
  }
  return [...unusableAspect(table, source, target), ...nameAspect(table, source, target)];
}

/** Every part is sorted the other way. */
function isBackwards(source: IndexDefinition, target: IndexDefinition): boolean {
  return source.parts.every((part, i) => part.descending !== target.parts[i]?.descending);
}

/** An index can be switched off by its definition; not valid it is by accident. */
function isIntended({ unusable }: IndexDefinition): boolean {
  return unusable !== null && !unusable.startsWith('not valid');
}

function unusableAspect(table: PairedTable, source: IndexDefinition, target: IndexDefinition): Draft[] {
  if (target.unusable === null) return [];
  // Hidden from the optimizer on purpose, on both sides; one that is broken on both is worth a word.
  if (source.unusable === target.unusable && isIntended(target)) return [];
  return [
    draft({
      kind: 'invalid',
      object: 'index',
      table: table.label,
      name: target.name,
      aspect: 'usable',
      // One that the source does not use either harms no query there was before.
      severity: source.unusable === null ? 'blocker' : 'warning',
      source: source.unusable ?? 'yes',
      target: target.unusable,
      message: `it is there and no query uses it: ${target.unusable}`,
      change: { type: 'rebuild index', table: table.target, name: target.name },
    }),
  ];
}

function nameAspect(table: PairedTable, source: IndexDefinition, target: IndexDefinition): Draft[] {
  if (source.name === target.name) return [];
  const names = { source: source.name, target: target.name };
  const common = { object: 'index', table: table.label, name: source.name, aspect: 'name', severity: 'note' } as const;
  return [draft({ kind: 'changed', ...common, ...names, message: 'the same under another name' })];
}
