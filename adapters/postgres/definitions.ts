import { CrosstallyError } from '../../src/errors.ts';
import type {
  Definitions,
  Facts,
  Grant,
  Hidden,
  ObjectDefinition,
  ObjectKind,
  PartitionDefinition,
  Role,
  SequenceDefinition,
  Setting,
  TableDefinition,
  Unready,
} from '../../src/model/definition.ts';
import type { TableRef } from '../../src/model/table.ts';
import type { Connections } from './connections.ts';
import { column, constraint, index } from './definition-parts.ts';
import type { ColumnRow, ConstraintRow, IndexRow, OfTable } from './definition-parts.ts';
import { COLUMNS, CONSTRAINTS, INDEXES, PARTITIONS, SEQUENCES, TABLES } from './definition-queries.ts';
import { GRANTS, ROLES, SETTINGS } from './grant-queries.ts';
import { OBJECTS } from './object-queries.ts';
import { quoteName } from './quote.ts';

/** Eleven statements, however many tables there are. */
export async function readDefinitions(connections: Connections, selected: readonly string[]): Promise<Definitions> {
  const path = [...selected, ...(await extensionSchemas(connections, selected))];
  const ask = async <Row>(sql: string): Promise<readonly Row[]> => {
    const rows = await connections.ask(`select to_json(row) from (${sql}) row`, [selected], { search_path: path });
    return rows.map(([json]) => JSON.parse(json ?? '') as Row);
  };
  const veiled = veil(ask);
  const [tables, columns, constraints, indexes, partitions] = await Promise.all([
    ask<TableRow>(TABLES),
    ask<ColumnRow>(COLUMNS),
    ask<ConstraintRow>(CONSTRAINTS),
    ask<IndexRow>(INDEXES),
    ask<PartitionRow>(PARTITIONS),
  ]);
  const [sequences, objects, grants, roles, settings] = await Promise.all([
    veiled.ask<SequenceRow>('sequence', SEQUENCES),
    veiled.ask<ObjectRow>('object', OBJECTS),
    veiled.ask<GrantRow>('grant', GRANTS),
    veiled.ask<Role>('role', ROLES),
    veiled.ask<Setting>('setting', SETTINGS),
  ]);
  const parts = { columns: byTable(columns), constraints: byTable(constraints), indexes: byTable(indexes) };
  const below = byTable(partitions);
  return {
    tables: tables.map((row) => table(row, { ...parts, partitions: below })),
    sequences: (sequences ?? []).map(sequence),
    objects: (objects ?? []).map(objectDefinition),
    grants: (grants ?? []).map(grant),
    roles,
    settings: settings ?? [],
    hidden: veiled.hidden,
  };
}

/** On the search path too: what an extension brought along is written without its schema, whichever that is. */
async function extensionSchemas(connections: Connections, selected: readonly string[]): Promise<readonly string[]> {
  const rows = await connections.ask(`select distinct n.nspname from pg_extension x
    join pg_namespace n on n.oid = x.extnamespace where n.nspname not in ('pg_catalog', 'information_schema') order by 1`);
  return rows.map(([name]) => name ?? '').filter((name) => !selected.includes(name));
}

interface Veil {
  /** Null when the account may not read it: then it is among the hidden. */
  ask<Row>(object: string, sql: string): Promise<readonly Row[] | null>;
  readonly hidden: readonly Hidden[];
}

/** A catalog that was closed to this account must not take the others with it. */
function veil(ask: <Row>(sql: string) => Promise<readonly Row[]>): Veil {
  const hidden: Hidden[] = [];
  return {
    hidden,
    async ask<Row>(object: string, sql: string) {
      try {
        return await ask<Row>(sql);
      } catch (error) {
        if (!(error instanceof CrosstallyError) || error.code !== 'ADAPTER_PRIVILEGE_MISSING') throw error;
        hidden.push({ object, schema: '', name: null, hint: error.message });
        return null;
      }
    },
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
  readonly parents: readonly TableRef[] | null;
  readonly owner: string;
  readonly accessMethod: string | null;
  readonly rowType: string | null;
  readonly tablespace: string | null;
  readonly storage: string | null;
  readonly options: string | null;
  readonly comment: string | null;
  readonly neverAnalyzed: boolean;
}

interface Parts {
  readonly columns: ReadonlyMap<string, readonly ColumnRow[]>;
  readonly constraints: ReadonlyMap<string, readonly ConstraintRow[]>;
  readonly indexes: ReadonlyMap<string, readonly IndexRow[]>;
  readonly partitions: ReadonlyMap<string, readonly PartitionRow[]>;
}

interface PartitionRow extends OfTable, PartitionDefinition {}

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
    parents: row.parents ?? [],
    partitions: (parts.partitions.get(row.oid) ?? []).map(partition),
    comment: row.comment,
    unready: [...tableUnready(row), ...indexes.flatMap(indexUnready), ...columns.flatMap(columnUnready)],
  };
}

const REPLICA_IDENTITIES: Readonly<Record<string, string>> = { d: 'default', n: 'nothing', f: 'full' };

function tableFacts(row: TableRow): Facts {
  const { partitionedBy, accessMethod, rowType, tablespace, storage } = row;
  return {
    persistence: row.unlogged ? 'unlogged' : 'logged',
    'row security': row.rowSecurity ? (row.forced ? 'forced' : 'on') : 'off',
    'replica identity': REPLICA_IDENTITIES[row.replicaIdentity] ?? `index ${row.replicaIndex ?? ''}`,
    owner: row.owner,
    ...(partitionedBy === null ? {} : { partitioning: partitionedBy }),
    ...(accessMethod === null ? {} : { 'access method': accessMethod }),
    ...(rowType === null ? {} : { 'row type': rowType }),
    ...(tablespace === null ? {} : { tablespace }),
    ...(storage === null ? {} : { options: storage }),
  };
}

function partition({ name, bound, isDefault, facts }: PartitionRow): PartitionDefinition {
  return { name, bound, isDefault, ranged: false, facts };
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
  readonly readable: boolean;
}

function sequence({ feeds, ...row }: SequenceRow): SequenceDefinition {
  return {
    ...row,
    feeds: (feeds ?? []).map(({ schema, table, column, only, ...how }) => ({
      table: { schema, name: table, ...(only ? { only } : {}) },
      column,
      ...how,
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
  readonly create: string | null;
  readonly replace: string | null;
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
    create: row.create,
    replace: row.replace,
  };
}

interface GrantRow extends Omit<Grant, 'create'> {
  /** What a statement names it by; null without one. */
  readonly on: string | null;
}

function grant({ on, ...row }: GrantRow): Grant {
  return { ...row, create: on === null ? null : grantStatement(on, row) };
}

/** Rights that may be handed on need a statement of their own. */
function grantStatement(on: string, { privileges, role }: Omit<Grant, 'create'>): string {
  const [, column, where = on] = /^column (.*) (table .*)$/s.exec(on) ?? [];
  const list = (some: readonly string[]): string =>
    some.map((one) => one.replace('*', '') + (column === undefined ? '' : ` (${column})`)).join(', ');
  const to = role === 'public' ? 'public' : quoteName(role);
  const isGrantable = (one: string): boolean => one.endsWith('*');
  const [plain, grantable] = [privileges.filter((one) => !isGrantable(one)), privileges.filter(isGrantable)];
  return [
    ...(plain.length === 0 ? [] : [`grant ${list(plain)} on ${where} to ${to}`]),
    ...(grantable.length === 0 ? [] : [`grant ${list(grantable)} on ${where} to ${to} with grant option`]),
  ].join(';\n');
}
