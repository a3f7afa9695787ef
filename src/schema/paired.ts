import type { Dialect, EngineInfo } from '../adapter.ts';
import { CrosstallyError } from '../errors.ts';
import type { ConstraintDefinition, Definitions, IndexDefinition, TableDefinition } from '../model/definition.ts';
import type { Plan, TablePlan } from '../model/plan.ts';
import { mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableRef } from '../model/table.ts';
import { pairByName } from '../plan/names.ts';

/** The definitions of a pair of tables. Which belong together is the plan's affair. */
export interface PairedTable extends Sides<TableDefinition> {
  readonly plan: TablePlan;
  /** The source's name, as findings have it. */
  readonly label: string;
  /** The source's column names to the target's. */
  readonly columns: ReadonlyMap<string, string>;
}

/** All that the comparison of definitions looks at. */
export interface Inspected {
  readonly plan: Plan;
  readonly engines: Sides<EngineInfo>;
  readonly dialects: Sides<Dialect>;
  readonly definitions: Sides<Definitions>;
  readonly tables: readonly PairedTable[];
  /** The same by the source's name. */
  readonly bySource: ReadonlyMap<string, PairedTable>;
  /** Where a schema of the source is in the target. */
  readonly schemas: ReadonlyMap<string, string>;
}

/** Puts both sides' definitions together as the plan pairs their tables. */
export function pairDefinitions(
  plan: Plan,
  { engines, dialects }: Pick<Inspected, 'engines' | 'dialects'>,
  definitions: Sides<Definitions>,
): Inspected {
  const byName = mapSides(definitions, ({ tables }) => new Map(tables.map((table) => [tableName(table), table])));
  const definitionOf = (side: Side, table: TableRef): TableDefinition => {
    const found = byName[side].get(tableName(table));
    if (found !== undefined) return found;
    throw new CrosstallyError('ADAPTER_STATEMENT_FAILED', `the ${side} tells no definition of ${tableName(table)}`);
  };
  const tables = plan.tables
    .filter(isOfTables)
    .map((one) => pairTable(one, definitionOf('source', one.source), definitionOf('target', one.target)));
  const schemas = pairSchemas(plan);
  const all = [...tables, ...pairMembers(plan, byName, { tables, schemas })];
  const bySource = new Map(all.map((table) => [table.label, table]));
  return { plan, engines, dialects, definitions, tables: all, bySource, schemas };
}

type ByName = Sides<ReadonlyMap<string, TableDefinition>>;

/** Tables whose rows are read with one above them have definitions of their own all the same: paired by their names. */
function pairMembers(
  plan: Plan,
  byName: ByName,
  { tables, schemas }: Pick<Inspected, 'tables' | 'schemas'>,
): PairedTable[] {
  const paired = new Set(tables.map(({ label }) => label));
  return plan.tables.flatMap((above) => {
    const within = new Set(above.family?.target);
    return (above.family?.source ?? []).flatMap((name) => {
      const source = byName.source.get(name);
      if (source === undefined || paired.has(name)) return [];
      const there = tableName({ schema: schemas.get(source.schema) ?? source.schema, name: source.name });
      const target = byName.target.get(there);
      if (target === undefined || !within.has(there)) return [];
      paired.add(name);
      return [pairTable(above, source, target)];
    });
  });
}

/** Materialized views, whose rows may be compared like those of tables, are objects here; a history is its table's. */
function isOfTables({ source, target }: TablePlan): boolean {
  return source.kind === 'table' && target.kind === 'table' && source.history !== true;
}

/** As their tables are paired; else by name, or because there is one on each side. */
function pairSchemas({ schemas, tables }: Plan): ReadonlyMap<string, string> {
  const [source, target] = [schemas.source[0], schemas.target[0]];
  const single = schemas.source.length === 1 && schemas.target.length === 1;
  const named = single
    ? [[source ?? '', target ?? ''] as const]
    : pairByName(schemas.source, schemas.target, (name) => name);
  // A single table that is mapped elsewhere does not take its schema along.
  return new Map([...tables.map((table) => [table.source.schema, table.target.schema] as const), ...named]);
}

function pairTable(plan: TablePlan, source: TableDefinition, target: TableDefinition): PairedTable {
  const compared = plan.columns.map((pair) => [pair.source.name, pair.target.name] as const);
  const isFree = (side: Side) => (column: { readonly name: string }) =>
    !plan.columns.some((pair) => pair[side].name === column.name);
  // Columns that the plan does not compare, ignored or without a rule, still have definitions.
  const rest = pairByName(
    source.columns.filter(isFree('source')),
    target.columns.filter(isFree('target')),
    ({ name }) => name,
  );
  const columns = new Map([...compared, ...[...rest].map(([from, to]) => [from.name, to.name] as const)]);
  return {
    source: withUniqueKeys(source),
    target: withUniqueKeys(target),
    plan,
    label: tableName(source),
    columns,
  };
}

/** A unique index over whole columns is a unique key, by whatever statement it was made. */
function withUniqueKeys(table: TableDefinition): TableDefinition {
  const keys = table.indexes.filter(isUniqueKey);
  const indexes = table.indexes.filter((index) => !isUniqueKey(index));
  return { ...table, indexes, constraints: [...table.constraints, ...keys.map(asConstraint)] };
}

function isUniqueKey(index: IndexDefinition): boolean {
  const plain = index.parts.every(
    ({ column, prefix, descending, operatorClass, collation }) =>
      column !== null && prefix === null && !descending && operatorClass === null && collation === null,
  );
  return index.unique && plain && index.predicate === null && index.include.length === 0;
}

function asConstraint(index: IndexDefinition): ConstraintDefinition {
  return {
    kind: 'unique',
    name: index.name,
    columns: index.parts.map((part) => part.column ?? ''),
    references: null,
    expression: null,
    deferrable: 'no',
    nullsDistinct: index.nullsDistinct,
    validated: true,
    enforced: index.unusable === null,
    ofType: false,
    period: false,
    triggersOff: false,
    noInherit: false,
    index,
  };
}

/** The columns under the target's names; null when the target lacks one. */
export function targetColumns(table: PairedTable, columns: readonly string[]): readonly string[] | null {
  const names = columns.map((column) => table.columns.get(column));
  return names.every((name) => name !== undefined) ? names : null;
}

/** Where a table of the source is in the target, by the plan's pairs, else by its schema's. */
export function targetTable({ bySource, schemas }: Inspected, table: TableRef): TableRef {
  const pair = bySource.get(tableName(table));
  if (pair !== undefined) return { schema: pair.target.schema, name: pair.target.name };
  return { schema: schemas.get(table.schema) ?? table.schema, name: table.name };
}

/** Definitions of one engine are compared exactly, those of two by meaning. */
export function isOneEngine({ engines }: Pick<Inspected, 'engines'>): boolean {
  return engines.source.name === engines.target.name;
}

/** Texts that servers deparse can be held against each other: other versions write them otherwise. */
export function isOneVersion({ dialects }: Pick<Inspected, 'dialects'>): boolean {
  return dialects.source.deparser === dialects.target.deparser;
}

/** What an index or a constraint of the source would be called in the target. */
export function nameInTarget(inspected: Inspected, table: PairedTable, object: string, name: string): string {
  return isOneEngine(inspected) ? name : inspected.dialects.target.nameOf(object, table.target, name);
}
