/** Views, triggers, policies, rules and functions, in the shape of `object-parts.ts`. */
import { OWN } from './definition-queries.ts';
import { ENABLED, IN_SCHEMAS, OWNER, select, SWAP, WITHOUT_SCHEMA } from './object-parts.ts';

/** Options of a view that decide on who sees what, and the defaults that inserts through it get. */
const VIEW: string = select({
  object: `'view'`,
  name: 'c.relname',
  definition: 'pg_get_viewdef(c.oid)',
  facts: `json_strip_nulls(json_build_object(
      'security invoker', coalesce((select option_value from pg_options_to_table(c.reloptions)
        where option_name = 'security_invoker'), 'false')::boolean::text,
      'security barrier', coalesce((select option_value from pg_options_to_table(c.reloptions)
        where option_name = 'security_barrier'), 'false')::boolean::text,
      'check option', coalesce((select option_value from pg_options_to_table(c.reloptions)
        where option_name = 'check_option'), 'none'),
      'defaults', (select string_agg(a.attname || ' ' || pg_get_expr(d.adbin, d.adrelid), ', ' order by a.attnum)
        from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
        where d.adrelid = c.oid),
      ${OWNER('c.relowner')}))`,
  create: `'create view ' || ${viewStatement()}`,
  replace: `'create or replace view ' || ${viewStatement()}`,
  oid: 'c.oid',
  from: `pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${IN_SCHEMAS} and c.relkind = 'v' and ${OWN('pg_class', 'c.oid')}`,
});

function viewStatement(): string {
  return `quote_ident(c.relname) || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') || E' as\n' ||
    pg_get_viewdef(c.oid)`;
}

const MATERIALIZED_VIEW: string = select({
  object: `'materialized view'`,
  name: 'c.relname',
  definition: 'pg_get_viewdef(c.oid)',
  facts: `json_build_object('populated', case when c.relispopulated then 'yes' else 'no' end, ${OWNER('c.relowner')})`,
  create: `'create materialized view ' || quote_ident(c.relname) || E' as\n' || pg_get_viewdef(c.oid)`,
  oid: 'c.oid',
  from: `pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${IN_SCHEMAS} and c.relkind = 'm' and ${OWN('pg_class', 'c.oid')}`,
});

const VIEW_INDEX: string = select({
  object: `'index'`,
  name: `i.relname`,
  table: 'c.relname',
  definition: WITHOUT_SCHEMA('pg_get_indexdef(i.oid)', 'c.relname'),
  facts: `json_build_object('enabled', case when x.indisvalid and x.indisready then 'yes' else 'no' end)`,
  create: WITHOUT_SCHEMA('pg_get_indexdef(i.oid)', 'c.relname'),
  oid: 'i.oid',
  from: `pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    join pg_namespace n on n.oid = c.relnamespace where ${IN_SCHEMAS} and c.relkind = 'm'`,
});

const TRIGGER: string = select({
  object: `'trigger'`,
  name: 'g.tgname',
  table: 'c.relname',
  definition: WITHOUT_SCHEMA('pg_get_triggerdef(g.oid, true)', 'c.relname'),
  facts: `json_build_object('enabled', ${ENABLED('g.tgenabled')})`,
  create: WITHOUT_SCHEMA('pg_get_triggerdef(g.oid, true)', 'c.relname'),
  replace: SWAP(
    `'drop trigger ' || quote_ident(g.tgname) || ' on ' || quote_ident(c.relname)`,
    WITHOUT_SCHEMA('pg_get_triggerdef(g.oid, true)', 'c.relname'),
  ),
  oid: 'g.oid',
  from: `pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where ${IN_SCHEMAS} and not g.tgisinternal and g.tgparentid = 0`,
});

const POLICY_ROLES = `(select string_agg(case r when 0 then 'public' else quote_ident(pg_get_userbyid(r)) end, ', '
  order by 1) from unnest(p.polroles) r)`;

const POLICY = `concat_ws(' ', 'as', case when p.polpermissive then 'permissive' else 'restrictive' end, 'for',
  case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
  'to', ${POLICY_ROLES}, 'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
  'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')`;

const POLICY_NAME = `quote_ident(p.polname) || ' on ' || quote_ident(c.relname)`;

const POLICIES: string = select({
  object: `'policy'`,
  name: 'p.polname',
  table: 'c.relname',
  definition: POLICY,
  create: `'create policy ' || ${POLICY_NAME} || ' ' || ${POLICY}`,
  replace: SWAP(`'drop policy ' || ${POLICY_NAME}`, `'create policy ' || ${POLICY_NAME} || ' ' || ${POLICY}`),
  oid: 'p.oid',
  from: `pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where ${IN_SCHEMAS}`,
});

const RULE: string = select({
  object: `'rule'`,
  name: 'r.rulename',
  table: 'c.relname',
  definition: WITHOUT_SCHEMA('pg_get_ruledef(r.oid)', 'c.relname'),
  facts: `json_build_object('enabled', ${ENABLED('r.ev_enabled')})`,
  create: WITHOUT_SCHEMA('pg_get_ruledef(r.oid)', 'c.relname'),
  replace: `regexp_replace(${WITHOUT_SCHEMA('pg_get_ruledef(r.oid)', 'c.relname')}, '^CREATE RULE', 'create or replace rule')`,
  oid: 'r.oid',
  from: `pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
    where ${IN_SCHEMAS} and r.rulename <> '_RETURN'`,
});

const FUNCTION: string = select({
  object: `'function'`,
  name: `p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'`,
  definition: WITHOUT_SCHEMA('pg_get_functiondef(p.oid)', 'p.proname'),
  facts: `json_build_object(${OWNER('p.proowner')})`,
  create: `rtrim(${WITHOUT_SCHEMA('pg_get_functiondef(p.oid)', 'p.proname')}, E'\\n')`,
  replace: `rtrim(${WITHOUT_SCHEMA('pg_get_functiondef(p.oid)', 'p.proname')}, E'\\n')`,
  oid: 'p.oid',
  from: `pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${IN_SCHEMAS} and p.prokind in ('f', 'p', 'w') and ${OWN('pg_proc', 'p.oid')}`,
});

export const RELATIONS: readonly string[] = [VIEW, MATERIALIZED_VIEW, VIEW_INDEX, TRIGGER, POLICIES, RULE, FUNCTION];
