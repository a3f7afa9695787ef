import type { CandidateKey, Member, TableKind, TableRef, TableShape } from '../../src/model/table.ts';
import type { ColumnShape } from '../../src/model/column.ts';
import type { Connections } from './connections.ts';
import { COLUMNS, COUNTS, KEYS, MEMBERS, ONE_DEFINITION, SCHEMAS, TABLES } from './describe-queries.ts';
import type { TextRow } from './driver.ts';
import { hasLargeObjects, HOLDS_LARGE_OBJECTS, mayHoldLargeObjects } from './large-objects.ts';
import { HOLDS_NAMES, holdsNames, PRINTS_ALIKE, printsAlike, recastInWords } from './recast.ts';
import { structuresOf } from './structure.ts';
import type { Structures } from './structure.ts';
import { columnType, moneyName } from './types.ts';
import type { CatalogType, ElementType, ServerFacts } from './types.ts';

export async function listSchemas(connections: Connections): Promise<readonly string[]> {
  const rows = await connections.ask(SCHEMAS);
  return rows.map(([name]) => name ?? '');
}

/** How many tables are in each of the schemas. */
export async function countTables(connections: Connections, schemas: readonly string[]): Promise<readonly number[]> {
  const counts = new Map(await connections.ask(COUNTS, [schemas]).then((rows) => rows.map(([name, n]) => [name, n])));
  return schemas.map((schema) => Number(counts.get(schema) ?? 0));
}

export interface Describing {
  /** Whether one consistent view was asked for. */
  readonly inView?: boolean;
  /** Hears of each table whether all rows that its name reaches are on this server. */
  readonly place?: (table: TableRef, place: Place) => void;
}

export type Place = 'here' | 'elsewhere';

const OUT_OF_VIEW =
  'rows of foreign tables have no part in the consistent view of --consistency snapshot: they were read as they were at each moment';

/** Three statements, more where tables have children or types are made of others; six, however many tables there are. */
export async function describeTables(
  connections: Connections,
  schemas: readonly string[],
  server: ServerFacts,
  { inView = false, place = () => undefined }: Describing = {},
): Promise<readonly TableShape[]> {
  const tables = await connections.ask(TABLES, [schemas]);
  const oids = tables.map(([oid]) => oid);
  const parents = tables.filter(([, , , , , , , parent]) => parent === 't').map(([oid]) => oid);
  const [columns, keys, members] = await Promise.all([
    connections.ask(COLUMNS, [oids]),
    connections.ask(KEYS, [oids]),
    parents.length === 0 ? [] : connections.ask(MEMBERS, [parents]),
  ]);
  const unlike = columns.filter((column) => column[5] !== 't' || (column[10] != null && column[11] !== 't'));
  const typeOids = [...new Set(unlike.map((column) => column[9] ?? ''))];
  const structures = await structuresOf(connections, typeOids, moneyName(server));
  const mayHold = columns.some((column) => mayHoldLargeObjects(catalogType(column, structures)));
  const read = { server, largeObjects: mayHold && (await hasLargeObjects(connections)) };
  const columnsOf = groupByTable(columns);
  const keysOf = groupByTable(keys);
  const membersOf = groupByTable(members);
  return tables.map((row) => {
    const oid = row[0] ?? '';
    const shape = tableShape(
      row,
      (columnsOf.get(oid) ?? []).map((column) => columnShape(column, catalogType(column, structures), read)),
      (keysOf.get(oid) ?? []).map(candidateKey),
    );
    const below = (membersOf.get(oid) ?? []).map(member);
    const isElsewhere = row[10] === 't';
    place(shape, isElsewhere ? 'elsewhere' : 'here');
    return {
      ...shape,
      ...(inView && isElsewhere ? { hiddenRows: shape.hiddenRows ?? OUT_OF_VIEW } : {}),
      ...(below.length === 0 ? {} : { members: below }),
    };
  });
}

/** What `TableShape.definition` of a table is by now; null when it is gone. */
export async function definitionOf(connections: Connections, { schema, name }: TableRef): Promise<string | null> {
  const [[definition = null] = []] = await connections.ask(ONE_DEFINITION, [schema, name]);
  return definition;
}

function tableShape(row: TextRow, columns: readonly ColumnShape[], keys: readonly CandidateKey[]): TableShape {
  const [, schema, name, relkind, tuples, pages, rowSecurity, , definition, stale] = row;
  const rows = Number(tuples);
  const counted = rows > 0;
  return {
    schema: schema ?? '',
    name: name ?? '',
    kind: tableKind(relkind ?? ''),
    columns,
    keys,
    estimatedRows: counted ? rows : null,
    rowBytes: counted ? (Number(pages) * 8192) / rows : null,
    hiddenRows: rowSecurity === 't' ? 'row-level security applies to this role and may hide rows' : null,
    ...(definition == null ? {} : { definition }),
    ...(stale == null ? {} : { stale }),
  };
}

function member([, schema, name, relkind, tuples, columns]: TextRow): Member {
  return {
    schema: schema ?? '',
    name: name ?? '',
    kind: tableKind(relkind ?? ''),
    columns: JSON.parse(columns ?? '[]') as string[],
    estimatedRows: Number(tuples) > 0 ? Number(tuples) : null,
  };
}

const KINDS: Readonly<Record<string, TableKind>> = { f: 'foreign table', m: 'materialized view', v: 'view' };

function tableKind(relkind: string): TableKind {
  return KINDS[relkind] ?? 'table';
}

interface Read {
  readonly server: ServerFacts;
  /** Whether the database has large objects; false where no column may hold numbers of them. */
  readonly largeObjects: boolean;
}

function columnShape(row: TextRow, catalog: CatalogType, { server, largeObjects }: Read): ColumnShape {
  const [, name, notNull] = row;
  const why = largeObjects && mayHoldLargeObjects(catalog) ? HOLDS_LARGE_OBJECTS : unreadable(catalog, row.at(-1));
  const unread = why === null ? {} : { unread: why };
  return { name: name ?? '', type: { ...columnType(catalog, server), ...unread }, nullable: notNull !== 't' };
}

/** Why what is printed of such values is not what they are; null where it is. */
function unreadable(catalog: CatalogType, recastOnTheWay: string | null | undefined): string | null {
  if (recastOnTheWay != null) return recastInWords(recastOnTheWay);
  if (holdsNames(catalog)) return HOLDS_NAMES;
  return printsAlike(catalog) ? PRINTS_ALIKE : null;
}

function catalogType(row: TextRow, structures: Structures): CatalogType {
  const [, , , native, base, builtIn, isEnum, modifier, byteCollated, oid, ...others] = row;
  const [, , , recast] = others;
  return {
    native: native ?? '',
    base: base ?? '',
    builtIn: builtIn === 't',
    isEnum: isEnum === 't',
    modifier: Number(modifier),
    byteCollation: byteCollated === 't',
    element: elementType(others),
    structure: structures.get(oid ?? '') ?? null,
    recast: recast === 't',
  };
}

function elementType([base, builtIn, isEnum]: TextRow): ElementType | null {
  return base == null ? null : { base, builtIn: builtIn === 't', isEnum: isEnum === 't' };
}

function candidateKey([, name, primary, nullable, ordered, columns]: TextRow): CandidateKey {
  return {
    name: name ?? '',
    columns: JSON.parse(columns ?? '[]') as string[],
    primary: primary === 't',
    nullable: nullable === 't',
    ordered: ordered === 't',
  };
}

function groupByTable(rows: readonly TextRow[]): ReadonlyMap<string, readonly TextRow[]> {
  const groups = new Map<string, TextRow[]>();
  for (const row of rows) {
    const oid = row[0] ?? '';
    const group = groups.get(oid);
    if (group === undefined) groups.set(oid, [row]);
    else group.push(row);
  }
  return groups;
}
