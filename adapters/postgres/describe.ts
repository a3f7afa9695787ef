import type { CandidateKey, Member, TableKind, TableRef, TableShape } from '../../src/model/table.ts';
import type { ColumnShape } from '../../src/model/column.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { hasLargeObjects, HOLDS_LARGE_OBJECTS, mayHoldLargeObjects } from './large-objects.ts';
import { HOLDS_NAMES, holdsNames, RECAST, RECAST_ON_THE_WAY, recastInWords } from './recast.ts';
import { structuresOf } from './structure.ts';
import type { Structures } from './structure.ts';
import { columnType, moneyName } from './types.ts';
import type { CatalogType, ElementType, ServerFacts } from './types.ts';

const SCHEMAS = `
  select nspname from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' order by nspname`;

/** The first schema of the search path that is there and is not the engine's own. */
export const DEFAULT_SCHEMA = `
  select schema from unnest(current_schemas(false)) with ordinality path (schema, place)
  where schema !~ '^pg_' and schema <> 'information_schema' order by place limit 1`;

/** Partitions and children are part of a table that is counted, wherever that is. */
const COUNTS = `
  select n.nspname, count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not exists (select from pg_inherits where inhrelid = c.oid)
  group by 1`;

/**
 * What changes with the table's columns, with TRUNCATE (and VACUUM FULL), and when another table takes its name; and when
 * that happens to a partition or a child, or one of them comes or goes: their files are where the rows are.
 */
const DEFINITION = `
  concat_ws(' ', c.oid, c.relfilenode, case when c.relhassubclass then (
    with recursive below (oid) as (
      select i.inhrelid from pg_inherits i where i.inhparent = c.oid
      union
      select i.inhrelid from below b join pg_inherits i on i.inhparent = b.oid)
    select encode(sha256(convert_to(string_agg(concat_ws(' ', m.oid, m.relfilenode), ',' order by m.oid), 'UTF8')), 'hex')
    from below b join pg_class m on m.oid = b.oid) end, (
    select encode(sha256(convert_to(string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation, a.attnotnull), ','
                          order by a.attnum), 'UTF8')), 'hex')
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))`;

const ONE_DEFINITION = `
  select ${DEFINITION} from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relname = $2`;

/**
 * How old the rows of a materialized view may be. When it was refreshed stands nowhere; when its entry was written last
 * does, where the server keeps the times of commits. CONCURRENTLY leaves the entry as it is.
 */
const STALE = `
  case when c.relkind <> 'm' then null
    when not c.relispopulated then 'it was never filled, queries of it fail'
    when current_setting('track_commit_timestamp')::boolean and pg_xact_commit_timestamp(c.xmin) is not null then
      'its rows are those of its last REFRESH, at ' ||
      to_char(pg_xact_commit_timestamp(c.xmin) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC or CONCURRENTLY since'
    else 'its rows are those of its last REFRESH, of which the server keeps no time' end`;

/** Whether some of the rows that the table's name reaches are on another server. */
const REACHES_FOREIGN = `
  c.relhassubclass and exists (
    with recursive below (oid) as (
      select i.inhrelid from pg_inherits i where i.inhparent = c.oid
      union
      select i.inhrelid from below b join pg_inherits i on i.inhparent = b.oid)
    select from below b join pg_class m on m.oid = b.oid where m.relkind = 'f')`;

/** Partitions are part of their table, not tables of their own. */
const TABLES = `
  select c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relpages, row_security_active(c.oid),
         c.relkind = 'r' and c.relhassubclass, ${DEFINITION}, ${STALE}, c.relkind = 'f' or ${REACHES_FOREIGN}
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  order by n.nspname, c.relname`;

/** Below a table by inheritance, at any depth; a child of two parents once each. Other sessions' tables are not read. */
const MEMBERS = `
  with recursive below (root, oid) as (
    select inhparent, inhrelid from pg_inherits where inhparent = any($1::oid[])
    union
    select b.root, i.inhrelid from below b join pg_inherits i on i.inhparent = b.oid)
  select b.root, n.nspname, c.relname, c.relkind, c.reltuples,
         (select json_agg(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
  from below b join pg_class c on c.oid = b.oid join pg_namespace n on n.oid = c.relnamespace
  where c.relpersistence <> 't'
  order by b.root, n.nspname, c.relname`;

/**
 * Whether a column holds no NULL. Since version 18 that is a constraint, which may be NOT VALID: then rows that were there
 * before may hold one.
 */
const NOT_NULL = `(a.attnotnull and (current_setting('server_version_num')::int < 180000 or exists (
    select from pg_constraint held where held.conrelid = a.attrelid and held.contype = 'n'
      and held.conkey = array[a.attnum] and held.convalidated)))`;

/** A domain is resolved to the type under it, with that type's modifier. */
const COLUMNS = `
  with recursive base (oid, base, modifier) as (
    select oid, oid, null::int from pg_type where typtype <> 'd'
    union all
    select d.oid, b.base, coalesce(b.modifier, nullif(d.typtypmod, -1))
    from pg_type d join base b on d.typbasetype = b.oid where d.typtype = 'd')
  select a.attrelid, a.attname, ${NOT_NULL}, format_type(a.atttypid, a.atttypmod), t.typname,
         t.typnamespace = 'pg_catalog'::regnamespace, t.typtype = 'e',
         coalesce(nullif(a.atttypmod, -1), b.modifier, -1), ${byteCollation('a.attcollation')}, t.oid,
         e.typname, e.typnamespace = 'pg_catalog'::regnamespace, e.typtype = 'e', ${RECAST}, ${RECAST_ON_THE_WAY}
  from pg_attribute a
  join base b on b.oid = a.atttypid
  join pg_type t on t.oid = b.base
  left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  left join pg_collation l on l.oid = a.attcollation
  join pg_database d on d.datname = current_database()
  where a.attrelid = any($1::oid[]) and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`;

/** Whole-table unique indexes over plain columns. An index is ordered when it sorts as a bare `order by` would. */
const KEYS = `
  select i.indrelid, ic.relname, i.indisprimary, bool_or(not ${NOT_NULL}),
         bool_and(i.indoption[k.n - 1] & 1 = 0 and i.indcollation[k.n - 1] = a.attcollation and o.opcdefault)
           and i.indimmediate,
         json_agg(a.attname order by k.n)
  from pg_index i
  join pg_class ic on ic.oid = i.indexrelid
  cross join lateral unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality k (attnum, n)
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
  join pg_opclass o on o.oid = i.indclass[k.n - 1]
  where i.indrelid = any($1::oid[]) and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
  group by i.indrelid, ic.relname, i.indisprimary, i.indimmediate
  order by i.indrelid, i.indisprimary desc, ic.relname`;

/**
 * Whether a collation compares byte by byte: PostgreSQL's own C or POSIX, which a user's may be named too, or the database's default when that is one. Since
 * PostgreSQL 15 `datcollate` of an ICU database still names a libc locale, so C does not count there.
 */
function byteCollation(column: string): string {
  const provider = `coalesce(to_jsonb(d) ->> 'datlocprovider', 'c')`;
  return `${column} <> 0 and (l.collname in ('C', 'POSIX', 'ucs_basic') and l.collnamespace = 'pg_catalog'::regnamespace
    or ${column} = 100 and (${provider} = 'c' and d.datcollate in ('C', 'POSIX') or ${provider} = 'b'))`;
}

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
  return holdsNames(catalog) ? HOLDS_NAMES : null;
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
