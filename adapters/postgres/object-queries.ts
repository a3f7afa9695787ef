/** Whatever has a name besides tables, in the order in which it was made: what one needs is there. `$1` are the schemas. */
import { OWN } from './definition-queries.ts';
import { ATTRIBUTES, ENABLED, IN_SCHEMAS, OWNER, select, WITHOUT_SCHEMA } from './object-parts.ts';
import { RELATIONS } from './relation-queries.ts';
import { TYPES } from './type-queries.ts';

/** Options of a server name a host, and may hold a secret: only what of them is no address is told. */
const FOREIGN_TABLE: string = select({
  object: `'foreign table'`,
  name: 'c.relname',
  definition: `coalesce(${ATTRIBUTES('c.oid')}, '') || ' server ' || s.srvname || coalesce(' options ' ||
    (select string_agg(o, ', ' order by o) from unnest(f.ftoptions) o where o !~* 'password|secret|key'), '')`,
  facts: `json_build_object(${OWNER('c.relowner')})`,
  oid: 'c.oid',
  from: `pg_foreign_table f join pg_class c on c.oid = f.ftrelid join pg_foreign_server s on s.oid = f.ftserver
    join pg_namespace n on n.oid = c.relnamespace where ${IN_SCHEMAS} and not c.relispartition`,
});

const FOREIGN_SERVER: string = select({
  object: `'foreign server'`,
  schema: `''`,
  name: 's.srvname',
  definition: `(select w.fdwname from pg_foreign_data_wrapper w where w.oid = s.srvfdw) || coalesce(' ' || s.srvtype, '')`,
  oid: 's.oid',
  from: `pg_foreign_server s`,
});

/** Members of an extension are the same whatever schema it is in. */
const EXTENSION: string = select({
  object: `'extension'`,
  schema: `''`,
  name: 'x.extname',
  definition: `''`,
  facts: `json_build_object('version', x.extversion, 'schema', n.nspname)`,
  create: `'create extension if not exists ' || quote_ident(x.extname)`,
  oid: 'x.oid',
  from: `pg_extension x join pg_namespace n on n.oid = x.extnamespace`,
});

const LANGUAGE: string = select({
  object: `'language'`,
  schema: `''`,
  name: 'l.lanname',
  definition: `case when l.lanpltrusted then 'trusted' else 'untrusted' end`,
  oid: 'l.oid',
  from: `pg_language l where l.lanispl and ${OWN('pg_language', 'l.oid')}`,
});

const STATISTICS: string = select({
  object: `'statistics'`,
  name: 's.stxname',
  table: 't.relname',
  definition: WITHOUT_SCHEMA('pg_get_statisticsobjdef(s.oid)', 's.stxname'),
  create: WITHOUT_SCHEMA('pg_get_statisticsobjdef(s.oid)', 's.stxname'),
  oid: 's.oid',
  from: `pg_statistic_ext s join pg_class t on t.oid = s.stxrelid join pg_namespace n on n.oid = t.relnamespace
    where ${IN_SCHEMAS}`,
});

const EVENT_TRIGGER_TEXT = `'on ' || e.evtevent || coalesce(' when tag in (' ||
  (select string_agg(quote_literal(t), ', ' order by t) from unnest(e.evttags) t) || ')', '') ||
  ' execute function ' || e.evtfoid::regproc || '()'`;

const EVENT_TRIGGER: string = select({
  object: `'event trigger'`,
  schema: `''`,
  name: 'e.evtname',
  definition: EVENT_TRIGGER_TEXT,
  facts: `json_build_object('enabled', ${ENABLED('e.evtenabled')})`,
  create: `'create event trigger ' || quote_ident(e.evtname) || ' ' || ${EVENT_TRIGGER_TEXT}`,
  oid: 'e.oid',
  from: `pg_event_trigger e where ${OWN('pg_event_trigger', 'e.oid')}`,
});

/** Columns and rows alone, where a publication says so: older servers know neither. */
const PUBLISHED_PART = `(select nullif(concat(
    ' (' || (select string_agg(quote_ident(a.attname), ', ' order by a.attname)
      from jsonb_array_elements_text(x.attributes) w join pg_attribute a on a.attrelid = r.prrelid and a.attnum = w::int) || ')',
    ' where ' || (to_jsonb(t) ->> 'rowfilter')), '')
  from pg_publication_rel r join pg_class c on c.oid = r.prrelid and c.relname = t.tablename
  join pg_namespace s on s.oid = c.relnamespace and s.nspname = t.schemaname
  cross join lateral (select case jsonb_typeof(to_jsonb(r) -> 'prattrs') when 'array' then to_jsonb(r) -> 'prattrs'
    when 'string' then to_jsonb(string_to_array(to_jsonb(r) ->> 'prattrs', ' ')) end as attributes) x
  where r.prpubid = p.oid)`;

const PUBLICATION: string = select({
  object: `'publication'`,
  schema: `''`,
  name: 'p.pubname',
  definition: `concat_ws(' ', case when p.puballtables then 'for all tables' end,
    (select 'for ' || string_agg(t.schemaname || '.' || t.tablename || coalesce(${PUBLISHED_PART}, ''), ', '
       order by t.schemaname, t.tablename)
     from pg_publication_tables t where t.pubname = p.pubname and not p.puballtables),
    case when (to_jsonb(p) ->> 'pubviaroot')::boolean then 'via partition root' end,
    case when to_jsonb(p) ->> 'pubgencols' in ('s', 'true') then 'with generated columns' end,
    case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
    case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end)`,
  oid: 'p.oid',
  from: 'pg_publication p',
});

/** Where it connects to is a secret. */
const SUBSCRIPTION: string = select({
  object: `'subscription'`,
  schema: `''`,
  name: 's.subname',
  definition: `'publication ' || array_to_string(s.subpublications, ', ')`,
  facts: `json_build_object('enabled', case when s.subenabled then 'yes' else 'no' end)`,
  oid: 's.oid',
  from: `pg_subscription s where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())`,
});

const OTHERS: readonly string[] = [
  FOREIGN_TABLE,
  FOREIGN_SERVER,
  EXTENSION,
  LANGUAGE,
  STATISTICS,
  EVENT_TRIGGER,
  PUBLICATION,
  SUBSCRIPTION,
];

export const OBJECTS: string = `${[...RELATIONS, ...TYPES, ...OTHERS]
  .map((part) => `(${part})`)
  .join(' union all ')} order by age`;
