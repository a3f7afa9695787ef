/** Who may do what, roles, and settings. `$1` are the schemas. */
import { OWN } from './definition-queries.ts';

/** The rights in an access list by whom they were given to, without the owner, who has them all. */
function granted(object: string, name: string, on: string, from: string): string {
  return `
  select '${object}' as object, n.nspname as schema, ${name} as name,
    case when x.grantee = 0 then 'public' else pg_get_userbyid(x.grantee) end as role,
    lower(x.privilege_type) || case when x.is_grantable then '*' else '' end as privilege,
    ${on} as "on"
  from ${from}`;
}

const ACL = (column: string, kind: string, owner: string): string =>
  `cross join lateral aclexplode(coalesce(${column}, acldefault('${kind}', ${owner}))) x`;

const RELATION = `pg_class c join pg_namespace n on n.oid = c.relnamespace`;

const PARTS: readonly string[] = [
  granted(
    'table',
    'c.relname',
    `'table ' || quote_ident(c.relname)`,
    `${RELATION} ${ACL('c.relacl', 'r', 'c.relowner')}
     where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'f') and x.grantee <> c.relowner`,
  ),
  granted(
    'sequence',
    'c.relname',
    `'sequence ' || quote_ident(c.relname)`,
    `${RELATION} ${ACL('c.relacl', 's', 'c.relowner')}
     where n.nspname = any($1) and c.relkind = 'S' and x.grantee <> c.relowner`,
  ),
  granted(
    'column',
    `c.relname || '.' || a.attname`,
    `'column ' || quote_ident(a.attname) || ' table ' || quote_ident(c.relname)`,
    `${RELATION} join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attacl is not null
     cross join lateral aclexplode(a.attacl) x
     where n.nspname = any($1) and x.grantee <> c.relowner`,
  ),
  granted(
    'schema',
    'n.nspname',
    `'schema ' || quote_ident(n.nspname)`,
    `pg_namespace n ${ACL('n.nspacl', 'n', 'n.nspowner')} where n.nspname = any($1) and x.grantee <> n.nspowner`,
  ),
  granted(
    'function',
    `p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'`,
    `case p.prokind when 'p' then 'procedure ' else 'function ' end || quote_ident(p.proname) || '(' ||
      pg_get_function_identity_arguments(p.oid) || ')'`,
    `pg_proc p join pg_namespace n on n.oid = p.pronamespace ${ACL('p.proacl', 'f', 'p.proowner')}
     where n.nspname = any($1) and x.grantee <> p.proowner and not exists (
       select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e')`,
  ),
  granted(
    'type',
    't.typname',
    `'type ' || quote_ident(t.typname)`,
    `pg_type t join pg_namespace n on n.oid = t.typnamespace ${ACL('t.typacl', 'T', 't.typowner')}
     where n.nspname = any($1) and x.grantee <> t.typowner and (t.typtype in ('e', 'd', 'r') or exists (
       select from pg_class c where c.oid = t.typrelid and c.relkind = 'c')) and ${OWN('pg_type', 't.oid')}`,
  ),
  // What is made later: by whom, in which schema, of what kind.
  `
  select 'default privileges', coalesce(n.nspname, ''), case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences'
      when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end || ' made by ' ||
      pg_get_userbyid(d.defaclrole),
    case when x.grantee = 0 then 'public' else pg_get_userbyid(x.grantee) end,
    lower(x.privilege_type) || case when x.is_grantable then '*' else '' end, null
  from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
  cross join lateral aclexplode(d.defaclacl) x
  where (n.nspname is null or n.nspname = any($1)) and x.grantee <> d.defaclrole`,
  // What everybody may by default, where nobody said otherwise: taken away it is in no list.
  `
  select 'default privileges', '', k.kind || ' made by ' || r.rolname, 'public', k.privilege, null
  from pg_roles r cross join (values ('f', 'functions', 'execute'), ('T', 'types', 'usage')) k (type, kind, privilege)
  where r.rolname !~ '^pg_' and not exists (select from pg_default_acl d
    where d.defaclrole = r.oid and d.defaclnamespace = 0 and d.defaclobjtype = k.type::"char")`,
];

/** One row for each object and role. */
export const GRANTS: string = `
  select object, schema, name, role, json_agg(privilege order by privilege) as privileges, max("on") as "on"
  from (${PARTS.join(' union all ')}) granted
  group by object, schema, name, role order by object, schema, name, role`;

/** Also what a role may do whatever was granted. */
export const ROLES: string = `
  select r.rolname as name, json_build_object(
    'superuser', case when r.rolsuper then 'yes' else 'no' end,
    'bypasses row security', case when r.rolbypassrls then 'yes' else 'no' end,
    'member of', coalesce((select string_agg(g.rolname, ', ' order by g.rolname) from pg_auth_members m
      join pg_roles g on g.oid = m.roleid where m.member = r.oid), 'none')) as facts
  from pg_roles r where $1::text[] is not null order by r.rolname`;

/** What each setting does to an application that relies on it. */
const EFFECTS: Readonly<Record<string, string>> = {
  TimeZone: 'times without a zone are taken for those of another one',
  DateStyle: 'dates are read and written otherwise',
  IntervalStyle: 'intervals are written otherwise',
  lc_monetary: 'money is read and written otherwise',
  lc_numeric: 'to_char writes numbers otherwise',
  lc_time: 'to_char writes names of days and months otherwise',
  default_transaction_isolation: 'transactions see other rows of others',
  default_transaction_read_only: 'writes fail on one side',
  standard_conforming_strings: 'a backslash in a literal means something else',
  backslash_quote: 'a literal with a backslash is refused, or is not',
  escape_string_warning: 'literals with a backslash are warned of, or are not',
  bytea_output: 'bytes are written otherwise',
  extra_float_digits: 'floats are written with other digits',
  search_path: 'names without a schema mean other tables',
  default_text_search_config: 'texts are searched by the words of another language',
  default_tablespace: 'tables made later lie elsewhere',
  row_security: 'queries under row security fail, or do not',
  check_function_bodies: 'functions with errors are taken, or are not',
  session_replication_role: 'triggers and foreign keys do not act',
  max_connections: 'the server takes another number of connections',
  statement_timeout: 'statements are ended after another time',
  lock_timeout: 'waiting for a lock ends after another time',
  idle_in_transaction_session_timeout: 'idle transactions are ended after another time',
  transform_null_equals: '= NULL means something else',
  array_nulls: 'NULL in an array means something else',
  xmloption: 'texts are taken for other XML',
  xmlbinary: 'bytes in XML are written otherwise',
  wal_level: 'logical replication works, or does not',
};

/**
 * As a session of this account begins, before it was pinned; what is set for roles, of this database or of all; and what
 * the database was made with.
 */
export const SETTINGS: string = `
  select 'server' as scope, s.name, coalesce(s.reset_val, '') as value, e.effect, 'note' as severity
  from pg_settings s join (values ${Object.entries(EFFECTS)
    .map(([name, effect]) => `('${name}', '${effect}')`)
    .join(', ')}) e (name, effect) on e.name = s.name
  union all
  select case when d.setrole = 0 then 'database' else 'role ' || pg_get_userbyid(d.setrole) end, split_part(c, '=', 1),
    substr(c, strpos(c, '=') + 1), 'sessions begin with another value', 'note'
  from pg_db_role_setting d cross join lateral unnest(d.setconfig) c
  where d.setdatabase in (0, (select oid from pg_database where datname = current_database()))
    and split_part(c, '=', 1) !~* 'password|secret|key'
  union all
  select 'schema ' || array_position($1, n.nspname::text), 'owner', pg_get_userbyid(n.nspowner),
    'somebody else may drop it, and what is in it', 'warning'
  from pg_namespace n where n.nspname = any($1)
  union all
  select 'database', v.name, v.value, v.effect, v.severity
  from pg_database b cross join lateral (values
    ('locale', concat_ws(' ', case to_jsonb(b) ->> 'datlocprovider' when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
      coalesce(to_jsonb(b) ->> 'datlocale', to_jsonb(b) ->> 'daticulocale'), b.datcollate, b.datctype,
      to_jsonb(b) ->> 'daticurules'),
      'texts sort, fold case and match LIKE by other rules', 'warning'),
    ('encoding', pg_encoding_to_char(b.encoding), 'the database holds other characters', 'warning'),
    ('connection limit', b.datconnlimit::text, 'the database takes another number of connections', 'note'))
    v (name, value, effect, severity)
  where b.datname = current_database() and $1::text[] is not null`;
