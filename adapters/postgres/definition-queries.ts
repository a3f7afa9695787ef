/**
 * What the catalogs say of definitions, each row as JSON in the words of `definitions.ts`. The server deparses. A
 * column that only newer servers have is read through `to_jsonb`. `$1` are the schemas; they are the search path too,
 * so that a text names objects of these schemas without them, whatever they are called on either side.
 */

/** Partitions belong to their table. */
const TABLE = `n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition`;

/** Not what an extension brought along, or what is made with something else: constructors of a range type. */
export const OWN = (catalog: string, oid: string, kinds = `'e', 'i'`): string => `not exists (
    select from pg_depend own where own.classid = '${catalog}'::regclass and own.objid = ${oid}
      and own.deptype in (${kinds}))`;

/** Up to ten pages the planner's guess without statistics is as good, and autovacuum may never come by. */
const SMALL = 10 * 8192;

/** Ordinary and partitioned tables with their storage facts. */
export const TABLES: string = `
  select c.oid::text, n.nspname as schema, c.relname as name, c.relpersistence = 'u' as unlogged,
         c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forced", c.relreplident as "replicaIdentity",
         (select ic.relname from pg_index i join pg_class ic on ic.oid = i.indexrelid
          where i.indrelid = c.oid and i.indisreplident) as "replicaIndex",
         pg_get_partkeydef(c.oid) as "partitionedBy",
         (select json_agg(json_build_object('schema', pn.nspname, 'name', p.relname) order by h.inhseqno)
          from pg_inherits h join pg_class p on p.oid = h.inhparent join pg_namespace pn on pn.oid = p.relnamespace
          where h.inhrelid = c.oid) as parents,
         pg_get_userbyid(c.relowner) as owner,
         (select m.amname from pg_am m where m.oid = c.relam) as "accessMethod",
         case when c.reloftype <> 0 then format_type(c.reloftype, null) end as "rowType",
         (select t.spcname from pg_tablespace t where t.oid = c.reltablespace) as tablespace,
         (select string_agg(o, ' ' order by o) from unnest(c.reloptions) o where o !~ '^autovacuum_enabled') as storage,
         array_to_string(c.reloptions, ' ') as options, obj_description(c.oid, 'pg_class') as comment,
         c.relkind = 'r' and pg_relation_size(c.oid) > ${SMALL}
           and pg_stat_get_last_analyze_time(c.oid) is null and pg_stat_get_last_autoanalyze_time(c.oid) is null
           and not exists (select from pg_stats s where s.schemaname = n.nspname and s.tablename = c.relname)
           as "neverAnalyzed"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${TABLE}
  order by n.nspname, c.relname`;

/** All levels below a partitioned table, each with what it has besides what its parent gives it. */
export const PARTITIONS: string = `
  with recursive below (root, oid, path) as (
    select c.oid, h.inhrelid, '' collate "C" from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_inherits h on h.inhparent = c.oid
    where n.nspname = any($1) and c.relkind = 'p' and not c.relispartition
    union all
    select b.root, h.inhrelid, (b.path || pg_get_expr(p.relpartbound, p.oid) || ' · ') collate "C"
    from below b join pg_class p on p.oid = b.oid join pg_inherits h on h.inhparent = p.oid where p.relkind = 'p')
  select b.root::text as "tableOid", c.relname as name, b.path || pg_get_expr(c.relpartbound, c.oid) as bound,
         pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' and b.path = '' as "isDefault",
         json_strip_nulls(json_build_object(
           'kind', case c.relkind when 'f' then 'foreign table' when 'p' then 'partitioned ' || pg_get_partkeydef(c.oid)
             else 'table' end,
           'persistence', case c.relpersistence when 'u' then 'unlogged' else 'logged' end,
           'owner', pg_get_userbyid(c.relowner),
           'switched off', (select string_agg(distinct coalesce('constraint ' || k.conname, 'trigger ' || g.tgname), ', ')
             from pg_trigger g left join pg_constraint k on k.oid = g.tgconstraint and g.tgisinternal
             where g.tgrelid = c.oid and g.tgparentid <> 0 and g.tgenabled in ('D', 'R')),
           'row security', case when not c.relrowsecurity then 'off' when c.relforcerowsecurity then 'forced' else 'on' end,
           'indexes', (select string_agg(pg_get_indexdef(i.indexrelid), '; ' order by pg_get_indexdef(i.indexrelid))
             from pg_index i where i.indrelid = c.oid
               and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid)),
           'constraints', (select string_agg(pg_get_constraintdef(k.oid), '; ' order by pg_get_constraintdef(k.oid))
             from pg_constraint k where k.conrelid = c.oid and k.conislocal and k.conparentid = 0 and k.contype <> 'n'),
           'defaults', (select string_agg(a.attname || ' ' || pg_get_expr(d.adbin, d.adrelid), ', ' order by a.attname)
             from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
             where d.adrelid = c.oid and a.attgenerated = ''))) as facts
  from below b join pg_class c on c.oid = b.oid
  order by b.root, bound`;

/** The statistics target is -1 or null where nobody set one. */
/** A default that is the sequence's number itself: its largest value then is a measure of the sequence. */
const PLAIN_NEXTVAL = `pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\\(''[^'']*''::regclass\\)$'`;

export const COLUMNS: string = `
  select a.attrelid::text as "tableOid", a.attname as name, format_type(a.atttypid, a.atttypmod) as native,
         case when t.typname = 'numeric' and a.atttypmod >= 4 then (a.atttypmod - 4) >> 16 end as digits,
         (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
         t.typname as base, not a.attnotnull as nullable,
         (select k.conname from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'n'
            and k.conkey = array[a.attnum] and not k.convalidated) as unchecked,
         case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as "default",
         case when a.attgenerated <> '' then
           json_build_object('expression', pg_get_expr(d.adbin, d.adrelid), 'stored', a.attgenerated = 's') end
           as generated,
         a.attidentity as identity,
         exists (select from pg_depend x join pg_class s on s.oid = x.refobjid and s.relkind = 'S'
                 where x.classid = 'pg_attrdef'::regclass and x.objid = d.oid
                   and x.refclassid = 'pg_class'::regclass)
           and ${PLAIN_NEXTVAL} as "fromSequence",
         case when l.collname <> 'default' then l.collname end as collation,
         l.collisdeterministic = false as folds,
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
         (select json_agg(q.attname order by w.n)
          from jsonb_array_elements_text(case jsonb_typeof(to_jsonb(k) -> 'confdelsetcols')
            when 'array' then to_jsonb(k) -> 'confdelsetcols' else '[]' end) with ordinality w (number, n)
          join pg_attribute q on q.attrelid = k.conrelid and q.attnum = w.number::smallint) as "deleteColumns",
         coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false) as period,
         k.contype = 'c' and k.connoinherit as "noInherit",
         coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) as declared,
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

/**
 * With the columns that take their numbers from it: by ownership, by identity, or by their default. One that is elsewhere
 * counts where it numbers a table that is here.
 */
export const SEQUENCES: string = `
  with fed (sequence, relation, number) as (
    select d.objid, d.refobjid, d.refobjsubid from pg_depend d
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      and d.refobjsubid > 0
    union
    select d.refobjid, x.adrelid, x.adnum from pg_depend d join pg_attrdef x on x.oid = d.objid
    where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass),
  reckoned (relation, number) as (
    select d.adrelid, d.adnum from pg_attrdef d where not ${PLAIN_NEXTVAL}),
  led (relation, number) as (
    select distinct i.indrelid, i.indkey[0] from pg_index i
    join pg_class ic on ic.oid = i.indexrelid join pg_am m on m.oid = ic.relam
    where i.indisvalid and i.indpred is null and m.amname = 'btree')
  select n.nspname as schema, c.relname as name, format_type(s.seqtypid, null) as type,
         s.seqincrement::text as increment, s.seqmin::text as least, s.seqmax::text as most, s.seqcycle as cycle,
         has_sequence_privilege(c.oid, 'SELECT') as readable,
         json_build_object('persistence', case c.relpersistence when 'u' then 'unlogged' else 'logged' end,
           'owner', pg_get_userbyid(c.relowner)) as facts,
         json_agg(json_build_object(
           'schema', tn.nspname, 'table', t.relname, 'column', a.attname, 'only', t.relkind = 'r' and t.relhassubclass,
           'indexed', a.atttypid in (20, 21, 23, 1700) and led.number is not null and reckoned.number is null
                      and has_column_privilege(t.oid, a.attnum, 'SELECT'),
           'readable', has_column_privilege(t.oid, a.attnum, 'SELECT')) order by tn.nspname, t.relname, a.attnum)
           filter (where a.attname is not null and not t.relispartition) as feeds
  from pg_sequence s
  join pg_class c on c.oid = s.seqrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join fed on fed.sequence = c.oid
  left join pg_class t on t.oid = fed.relation
  left join pg_namespace tn on tn.oid = t.relnamespace
  left join pg_attribute a on a.attrelid = fed.relation and a.attnum = fed.number
  left join led on led.relation = fed.relation and led.number = fed.number
  left join reckoned on reckoned.relation = fed.relation and reckoned.number = fed.number
  where (n.nspname = any($1) or tn.nspname = any($1)) and ${OWN('pg_class', 'c.oid', `'e'`)}
  group by n.nspname, c.oid, s.seqrelid
  order by n.nspname, c.relname`;

function columnNames(table: string, numbers: string): string {
  return `(select json_agg(q.attname order by w.n) from unnest(${numbers}) with ordinality w (number, n)
           join pg_attribute q on q.attrelid = ${table} and q.attnum = w.number)`;
}
