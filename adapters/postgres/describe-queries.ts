/** What `describe.ts` asks the catalog: schemas, tables, what belongs to them, their columns and keys. */
import { RECAST, RECAST_ON_THE_WAY } from './recast.ts';

export const SCHEMAS = `
  select nspname from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' order by nspname`;

/** The first schema of the search path that is there and is not the engine's own. */
export const DEFAULT_SCHEMA = `
  select schema from unnest(current_schemas(false)) with ordinality path (schema, place)
  where schema !~ '^pg_' and schema <> 'information_schema' order by place limit 1`;

/** Partitions and children are part of a table that is counted, wherever that is. */
export const COUNTS = `
  select n.nspname, count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not exists (select from pg_inherits where inhrelid = c.oid)
  group by 1`;

/**
 * What a column `a` holds beside its type's name, and can become another with no row written: labels that are renamed, in
 * whatever its type is made of, and the expression of what is generated when it is read.
 */
const MEANING = `
  case when a.attgenerated <> '' then (
    select pg_get_expr(g.adbin, g.adrelid) from pg_attrdef g where g.adrelid = a.attrelid and g.adnum = a.attnum) end,
  case when a.atttypid >= 16384 then (
    with recursive made (oid) as (
      select a.atttypid
      union
      select p.oid from made m join pg_type t on t.oid = m.oid cross join lateral (
        select t.typbasetype union all select t.typelem
        union all select r.rngsubtype from pg_range r where t.oid in (r.rngtypid, (to_jsonb(r) ->> 'rngmultitypid')::oid)
        union all select x.atttypid from pg_attribute x where x.attrelid = t.typrelid and x.attnum > 0) p (oid)
      where p.oid >= 16384)
    select string_agg(concat_ws(' ', l.oid, l.enumlabel), ',' order by l.oid) from made m join pg_enum l on l.enumtypid = m.oid) end`;

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
    select encode(sha256(convert_to(string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation, a.attnotnull, ${MEANING}), ','
                          order by a.attnum), 'UTF8')), 'hex')
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))`;

export const ONE_DEFINITION = `
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
export const TABLES = `
  select c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relpages, row_security_active(c.oid),
         c.relkind = 'r' and c.relhassubclass, ${DEFINITION}, ${STALE}, c.relkind = 'f' or ${REACHES_FOREIGN}
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  order by n.nspname, c.relname`;

/** Below a table by inheritance, at any depth; a child of two parents once each. Other sessions' tables are not read. */
export const MEMBERS = `
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
export const COLUMNS = `
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
export const KEYS = `
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
 * Whether a collation compares byte by byte: PostgreSQL's own C or POSIX, which a user's may be named too, or the database's
 * default when that is one. Since PostgreSQL 15 `datcollate` of an ICU database still names a libc locale, so C does not
 * count there.
 */
function byteCollation(column: string): string {
  const provider = `coalesce(to_jsonb(d) ->> 'datlocprovider', 'c')`;
  return `${column} <> 0 and (l.collname in ('C', 'POSIX', 'ucs_basic') and l.collnamespace = 'pg_catalog'::regnamespace
    or ${column} = 100 and (${provider} = 'c' and d.datcollate in ('C', 'POSIX') or ${provider} = 'b'))`;
}
