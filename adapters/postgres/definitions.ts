import type {
  Definitions,
  Facts,
  ObjectDefinition,
  ObjectKind,
  SequenceDefinition,
  TableDefinition,
  Unready,
} from '../../src/model/definition.ts';
import type { Connections } from './driver.ts';
import { column, constraint, index } from './definition-parts.ts';
import type { ColumnRow, ConstraintRow, IndexRow, OfTable } from './definition-parts.ts';
import { COLUMNS, CONSTRAINTS, INDEXES, OBJECTS, SEQUENCES, TABLES } from './definition-queries.ts';
import { quoteName } from './quote.ts';

/** Six statements, however many tables there are. */
export async function readDefinitions(connections: Connections, schemas: readonly string[]): Promise<Definitions> {
  const ask = async <Row>(sql: string): Promise<readonly Row[]> => {
    const rows = await connections.ask(`select to_json(row) from (${sql}) row`, [schemas], { search_path: schemas });
    return rows.map(([json]) => JSON.parse(json ?? '') as Row);
  };
  const [tables, columns, constraints, indexes, sequences, objects] = await Promise.all([
    ask<TableRow>(TABLES),
    ask<ColumnRow>(COLUMNS),
    ask<ConstraintRow>(CONSTRAINTS),
    ask<IndexRow>(INDEXES),
    ask<SequenceRow>(SEQUENCES),
    ask<ObjectRow>(OBJECTS),
  ]);
  const parts = { columns: byTable(columns), constraints: byTable(constraints), indexes: byTable(indexes) };
  return {
    tables: tables.map((row) => table(row, parts)),
    sequences: sequences.map(sequence),
    objects: objects.map(objectDefinition),
  };
}

interface TableRow {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly unlogged: boolean;
  readonly rowSecurity: boolean;
  readonly forced: boolean;
  readonly replicaIdentity: string;
  readonly replicaIndex: string | null;
  readonly partitionedBy: string | null;
  readonly partitions: readonly string[] | null;
  readonly options: string | null;
  readonly comment: string | null;
  readonly neverAnalyzed: boolean;
}

interface Parts {
  readonly columns: ReadonlyMap<string, readonly ColumnRow[]>;
  readonly constraints: ReadonlyMap<string, readonly ConstraintRow[]>;
  readonly indexes: ReadonlyMap<string, readonly IndexRow[]>;
}

function byTable<Row extends OfTable>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.tableOid);
    if (group === undefined) groups.set(row.tableOid, [row]);
    else group.push(row);
  }
  return groups;
}

function table(row: TableRow, parts: Parts): TableDefinition {
  const columns = parts.columns.get(row.oid) ?? [];
  const indexes = parts.indexes.get(row.oid) ?? [];
  return {
    schema: row.schema,
    name: row.name,
    columns: columns.map(column),
    constraints: (parts.constraints.get(row.oid) ?? []).map(constraint),
    indexes: indexes.filter((one) => !one.servesConstraint).map(index),
    facts: tableFacts(row),
    comment: row.comment,
    unready: [...tableUnready(row), ...indexes.flatMap(indexUnready), ...columns.flatMap(columnUnready)],
  };
}

const REPLICA_IDENTITIES: Readonly<Record<string, string>> = { d: 'default', n: 'nothing', f: 'full' };

function tableFacts(row: TableRow): Facts {
  const { partitionedBy, partitions } = row;
  return {
    persistence: row.unlogged ? 'unlogged' : 'logged',
    'row security': row.rowSecurity ? (row.forced ? 'forced' : 'on') : 'off',
    'replica identity': REPLICA_IDENTITIES[row.replicaIdentity] ?? `index ${row.replicaIndex ?? ''}`,
    ...(partitionedBy === null ? {} : { partitioning: partitionedBy, partitions: (partitions ?? []).join('; ') }),
  };
}

function tableUnready({ neverAnalyzed, options }: TableRow): Unready[] {
  const off = /autovacuum_enabled=(false|off|0|no)\b/i.test(options ?? '');
  return [
    ...(neverAnalyzed ? [unready('statistics', null, 'never analysed: the planner guesses')] : []),
    ...(off ? [unready('autovacuum', null, 'autovacuum is switched off')] : []),
  ];
}

function indexUnready({ name, parts }: IndexRow): Unready[] {
  const stale = parts.some((part) => part.staleCollation === true);
  return stale ? [unready('collation version', name, 'built with another version of its collation')] : [];
}

function columnUnready({ name, statisticsTarget }: ColumnRow): Unready[] {
  return statisticsTarget === null ? [] : [unready('statistics target', name, String(statisticsTarget))];
}

function unready(aspect: Unready['aspect'], name: string | null, message: string): Unready {
  return { aspect, name, message };
}

interface SequenceRow extends Omit<SequenceDefinition, 'feeds'> {
  readonly feeds: readonly FedRow[] | null;
}

interface FedRow {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly only: boolean;
  readonly indexed: boolean;
}

function sequence({ feeds, ...row }: SequenceRow): SequenceDefinition {
  return {
    ...row,
    feeds: (feeds ?? []).map(({ schema, table, column, only, indexed }) => ({
      table: { schema, name: table, ...(only ? { only } : {}) },
      column,
      indexed,
    })),
  };
}

interface ObjectRow {
  readonly object: ObjectKind;
  readonly schema: string;
  readonly name: string;
  readonly tableSchema: string | null;
  readonly table: string | null;
  readonly definition: string | null;
  readonly facts: Facts | null;
}

function objectDefinition(row: ObjectRow): ObjectDefinition {
  const table = row.table === null ? null : { schema: row.tableSchema ?? '', name: row.table };
  const definition = row.definition ?? '';
  return {
    object: row.object,
    schema: row.schema,
    name: row.name,
    table,
    definition,
    facts: row.facts ?? {},
    create: createStatement(row, definition),
  };
}

/** Unqualified, as the deparsed text is: to be run with the schemas as search path. */
function createStatement({ object, name }: ObjectRow, definition: string): string | null {
  const quoted = quoteName(name);
  const statements: Readonly<Partial<Record<ObjectKind, string>>> = {
    view: `create or replace view ${quoted} as\n${definition}`,
    'materialized view': `create materialized view ${quoted} as\n${definition}`,
    trigger: definition,
    function: definition.trimEnd(),
    enum: `create type ${quoted} as enum (${definition})`,
    domain: `create domain ${quoted} as ${definition}`,
    extension: `create extension if not exists ${quoted}`,
    statistics: definition,
  };
  return statements[object] ?? null;
}
