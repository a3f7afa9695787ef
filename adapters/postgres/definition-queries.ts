/**
 * What the catalogs say of definitions, each row as JSON in the words of `definitions.ts`. The server deparses. A
 * column that only newer servers have is read through `to_jsonb`. `$1` are the schemas; they are the search path too,
 * so that a text names objects of these schemas without them, whatever they are called on either side.
 */

/** Partitions belong to their table. */
const TABLE = `n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition`;

/** Not what an extension brought along. */
const OWN = (catalog: string, oid: string): string => `not exists (
    select from pg_depend e where e.classid = '${catalog}'::regclass and e.objid = ${oid} and e.deptype = 'e')`;

/** Up to ten pages the planner's guess without statistics is as good, and autovacuum may never come by. */
const SMALL = 10 * 8192;

/** Two functions qualify the name of what they deparse, whatever the search path. */
const WITHOUT_SCHEMA = (text: string, name: string): string =>
  `replace(${text}, quote_ident(n.nspname) || '.' || quote_ident(${name}), quote_ident(${name}))`;

/** Ordinary and partitioned tables with their storage facts. */
export const TABLES: string = `
  select c.oid::text, n.nspname as schema, c.relname as name, c.relpersistence = 'u' as unlogged,
         c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forced", c.relreplident as "replicaIdentity",
         (select ic.relname from pg_index i join pg_class ic on ic.oid = i.indexrelid
          where i.indrelid = c.oid and i.indisreplident) as "replicaIndex",
         pg_get_partkeydef(c.oid) as "partitionedBy",
         (select json_agg(pg_get_expr(p.relpartbound, p.oid) order by pg_get_expr(p.relpartbound, p.oid))
          from pg_inherits h join pg_class p on p.oid = h.inhrelid
          where h.inhparent = c.oid and p.relispartition) as partitions,
         array_to_string(c.reloptions, ' ') as options, obj_description(c.oid, 'pg_class') as comment,
         c.relkind = 'r' and pg_relation_size(c.oid) > ${SMALL}
           and pg_stat_get_last_analyze_time(c.oid) is null and pg_stat_get_last_autoanalyze_time(c.oid) is null
           and not exists (select from pg_stats s where s.schemaname = n.nspname and s.tablename = c.relname)
           as "neverAnalyzed"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${TABLE}
  order by n.nspname, c.relname`;

/** The statistics target is -1 or null where nobody set one. */
export const COLUMNS: string = `
  select a.attrelid::text as "tableOid", a.attname as name, format_type(a.atttypid, a.atttypmod) as native,
         case when t.typname = 'numeric' and a.atttypmod >= 4 then (a.atttypmod - 4) >> 16 end as digits,
         (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
         t.typname as base, not a.attnotnull as nullable,
         case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as "default",
         case when a.attgenerated <> '' then
           json_build_object('expression', pg_get_expr(d.adbin, d.adrelid), 'stored', a.attgenerated = 's') end
           as generated,
         a.attidentity as identity,
         exists (select from pg_depend x join pg_class s on s.oid = x.refobjid and s.relkind = 'S'
                 where x.classid = 'pg_attrdef'::regclass and x.objid = d.oid
                   and x.refclassid = 'pg_class'::regclass) as "fromSequence",
         case when l.collname <> 'default' then l.collname end as collation,
         nullif(coalesce(a.attstattarget, -1), -1) as "statisticsTarget",
         col_description(a.attrelid, a.attnum) as comment
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join pg_collation l on l.oid = a.attcollation
  where ${TABLE} and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`;

/** `ALTER TABLE … DISABLE TRIGGER ALL` switches a foreign key off without a word in its definition. */
export const CONSTRAINTS: string = `
  select k.conrelid::text as "tableOid", k.contype as type, k.conname as name,
         ${columnNames('k.conrelid', 'k.conkey')} as columns,
         fn.nspname as "refSchema", f.relname as "refTable", ${columnNames('k.confrelid', 'k.confkey')} as "refColumns",
         k.confupdtype as "onUpdate", k.confdeltype as "onDelete", k.confmatchtype as match,
         case k.contype when 'c' then pg_get_expr(k.conbin, k.conrelid) when 'x' then pg_get_constraintdef(k.oid) end
           as expression,
         k.condeferrable as deferrable, k.condeferred as deferred, k.convalidated as validated,
         coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) and not exists (
           select from pg_trigger g where g.tgconstraint = k.oid and g.tgisinternal and g.tgenabled in ('D', 'R'))
           as enforced,
         coalesce((select not (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean from pg_index i
                   where i.indexrelid = k.conindid), true) as "nullsDistinct"
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_class f on f.oid = k.confrelid
  left join pg_namespace fn on fn.oid = f.relnamespace
  where ${TABLE} and k.contype in ('p', 'u', 'f', 'c', 'x')
  order by k.conrelid, k.conname`;

/** With a mark on those that serve a constraint of their own. */
export const INDEXES: string = `
  select i.indrelid::text as "tableOid", ic.relname as name, i.indisunique as unique, m.amname as method,
         i.indisvalid as valid, i.indisready as ready, pg_get_expr(i.indpred, i.indrelid) as predicate,
         coalesce(not (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, true) as "nullsDistinct",
         json_agg(json_build_object(
           'column', a.attname, 'text', case when a.attname is null then pg_get_indexdef(i.indexrelid, p.n, false) end, 'included', p.n > i.indnkeyatts,
           'operatorClass', case when not o.opcdefault then o.opcname end,
           'collation', case when i.indcollation[p.n - 1] <> coalesce(a.attcollation, 100) then l.collname end,
           'options', coalesce(i.indoption[p.n - 1], 0),
           'staleCollation', case when l.collprovider <> 'd'
             then l.collversion is distinct from pg_collation_actual_version(l.oid) end) order by p.n) as parts,
         served.conindid is not null as "servesConstraint"
  from pg_index i
  join pg_class ic on ic.oid = i.indexrelid
  join pg_am m on m.oid = ic.relam
  join pg_class c on c.oid = i.indrelid
  join pg_namespace n on n.oid = c.relnamespace
  cross join generate_series(1, i.indnatts) p (n)
  left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p.n - 1] and a.attnum <> 0
  left join pg_opclass o on p.n <= i.indnkeyatts and o.oid = i.indclass[p.n - 1]
  left join pg_collation l on p.n <= i.indnkeyatts and l.oid = i.indcollation[p.n - 1]
  left join (select distinct x.conindid from pg_constraint x where x.contype in ('p', 'u', 'x')) served
    on served.conindid = i.indexrelid
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
  group by i.indexrelid, ic.oid, m.oid, served.conindid
  order by i.indrelid, ic.relname`;

/** With the columns that take their numbers from it: by ownership, by identity, or by their default. */
export const SEQUENCES: string = `
  with fed (sequence, relation, number) as (
    select d.objid, d.refobjid, d.refobjsubid from pg_depend d
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      and d.refobjsubid > 0
    union
    select d.refobjid, x.adrelid, x.adnum from pg_depend d join pg_attrdef x on x.oid = d.objid
    where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass),
  led (relation, number) as (
    select distinct i.indrelid, i.indkey[0] from pg_index i
    join pg_class ic on ic.oid = i.indexrelid join pg_am m on m.oid = ic.relam
    where i.indisvalid and i.indpred is null and m.amname = 'btree')
  select n.nspname as schema, c.relname as name, format_type(s.seqtypid, null) as type,
         s.seqincrement::text as increment, s.seqmin::text as least, s.seqmax::text as most, s.seqcycle as cycle,
         has_sequence_privilege(c.oid, 'SELECT') as readable,
         json_agg(json_build_object(
           'schema', tn.nspname, 'table', t.relname, 'column', a.attname, 'only', t.relkind = 'r' and t.relhassubclass,
           'indexed', a.atttypid in (20, 21, 23, 1700) and led.number is not null
                      and has_column_privilege(t.oid, a.attnum, 'SELECT')) order by tn.nspname, t.relname, a.attnum)
           filter (where a.attname is not null and not t.relispartition) as feeds
  from pg_sequence s
  join pg_class c on c.oid = s.seqrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join fed on fed.sequence = c.oid
  left join pg_class t on t.oid = fed.relation
  left join pg_namespace tn on tn.oid = t.relnamespace
  left join pg_attribute a on a.attrelid = fed.relation and a.attnum = fed.number
  left join led on led.relation = fed.relation and led.number = fed.number
  where n.nspname = any($1) and ${OWN('pg_class', 'c.oid')}
  group by n.nspname, c.oid, s.seqrelid
  order by n.nspname, c.relname`;

/** Views, triggers, functions and types, in one shape, in the order in which they were made: what one needs is there. */
export const OBJECTS: string = `
  select case c.relkind when 'v' then 'view' else 'materialized view' end as object, n.nspname as schema,
         c.relname as name, null as "tableSchema", null as "table", pg_get_viewdef(c.oid) as definition,
         case c.relkind when 'm' then json_build_object('populated', case when c.relispopulated then 'yes' else 'no' end)
           end as facts, c.oid as age
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('v', 'm') and ${OWN('pg_class', 'c.oid')}
  union all
  select 'trigger', n.nspname, g.tgname, n.nspname, c.relname, pg_get_triggerdef(g.oid, true),
         json_build_object('enabled', case g.tgenabled when 'O' then 'yes' when 'A' then 'always' when 'R' then 'replica'
           else 'no' end), g.oid
  from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and not g.tgisinternal and not c.relispartition
  union all
  select 'function', n.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', null, null,
         ${WITHOUT_SCHEMA('pg_get_functiondef(p.oid)', 'p.proname')}, null, p.oid
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any($1) and p.prokind in ('f', 'p', 'w') and ${OWN('pg_proc', 'p.oid')}
  union all
  select 'enum', n.nspname, t.typname, null, null,
         (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e
          where e.enumtypid = t.oid), null, t.oid
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where n.nspname = any($1) and t.typtype = 'e' and ${OWN('pg_type', 't.oid')}
  union all
  select 'domain', n.nspname, t.typname, null, null,
         concat_ws(' ', format_type(t.typbasetype, t.typtypmod), case when t.typnotnull then 'not null' end,
           'default ' || t.typdefault,
           (select string_agg(pg_get_constraintdef(k.oid), ' ' order by pg_get_constraintdef(k.oid))
            from pg_constraint k where k.contypid = t.oid and k.contype = 'c')), null, t.oid
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where n.nspname = any($1) and t.typtype = 'd' and ${OWN('pg_type', 't.oid')}
  union all
  select 'extension', '', x.extname, null, null, '', json_build_object('version', x.extversion), x.oid
  from pg_extension x
  union all
  select 'statistics', n.nspname, s.stxname, tn.nspname, t.relname, ${WITHOUT_SCHEMA('pg_get_statisticsobjdef(s.oid)', 's.stxname')}, null, s.oid
  from pg_statistic_ext s
  join pg_namespace n on n.oid = s.stxnamespace
  join pg_class t on t.oid = s.stxrelid
  join pg_namespace tn on tn.oid = t.relnamespace
  where n.nspname = any($1)
  order by age`;

function columnNames(table: string, numbers: string): string {
  return `(select json_agg(q.attname order by w.n) from unnest(${numbers}) with ordinality w (number, n)
           join pg_attribute q on q.attrelid = ${table} and q.attnum = w.number)`;
}
