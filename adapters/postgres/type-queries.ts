/** Types and what works on them, in the shape of `object-parts.ts`. */
import { OWN } from './definition-queries.ts';
import { ATTRIBUTES, IN_SCHEMAS, OWNER, select } from './object-parts.ts';

/** The support functions by name; their own definitions are compared as functions. */
const AGGREGATE_TEXT = `concat_ws(', ', 'sfunc = ' || a.aggtransfn, 'stype = ' || format_type(a.aggtranstype, null),
  case when a.aggfinalfn <> 0 then 'finalfunc = ' || a.aggfinalfn end,
  case when a.aggfinalextra then 'finalfunc_extra' end,
  case when a.aggcombinefn <> 0 then 'combinefunc = ' || a.aggcombinefn end,
  case when a.aggserialfn <> 0 then 'serialfunc = ' || a.aggserialfn end,
  case when a.aggdeserialfn <> 0 then 'deserialfunc = ' || a.aggdeserialfn end,
  'initcond = ' || quote_literal(a.agginitval),
  case when a.aggmtransfn <> 0 then concat_ws(', ', 'msfunc = ' || a.aggmtransfn, 'minvfunc = ' || a.aggminvtransfn,
    'mstype = ' || format_type(a.aggmtranstype, null), case when a.aggmfinalfn <> 0 then 'mfinalfunc = ' || a.aggmfinalfn end,
    'minitcond = ' || quote_literal(a.aggminitval)) end,
  case when a.aggsortop <> 0 then 'sortop = ' || (select o.oprname from pg_operator o where o.oid = a.aggsortop) end,
  case p.proparallel when 's' then 'parallel = safe' when 'r' then 'parallel = restricted' end,
  case when a.aggkind = 'h' then 'hypothetical' end)`;

const AGGREGATE: string = select({
  object: `'aggregate'`,
  name: `p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'`,
  definition: AGGREGATE_TEXT,
  facts: `json_build_object(${OWNER('p.proowner')})`,
  create: `'create aggregate ' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ') (' ||
    ${AGGREGATE_TEXT} || ')'`,
  oid: 'p.oid',
  from: `pg_aggregate a join pg_proc p on p.oid = a.aggfnoid join pg_namespace n on n.oid = p.pronamespace
    where ${IN_SCHEMAS} and ${OWN('pg_proc', 'p.oid')}`,
});

const OPERATOR_TEXT = `concat_ws(', ', 'function = ' || o.oprcode,
  case when o.oprleft <> 0 then 'leftarg = ' || format_type(o.oprleft, null) end,
  'rightarg = ' || format_type(o.oprright, null),
  case when o.oprcom <> 0 then 'commutator = ' || (select x.oprname from pg_operator x where x.oid = o.oprcom) end,
  case when o.oprnegate <> 0 then 'negator = ' || (select x.oprname from pg_operator x where x.oid = o.oprnegate) end,
  case when o.oprcanhash then 'hashes' end, case when o.oprcanmerge then 'merges' end)`;

const OPERATOR: string = select({
  object: `'operator'`,
  name: `o.oprname || ' (' || format_type(nullif(o.oprleft, 0), null) || ', ' || format_type(o.oprright, null) || ')'`,
  definition: OPERATOR_TEXT,
  create: `'create operator ' || o.oprname || ' (' || ${OPERATOR_TEXT} || ')'`,
  oid: 'o.oid',
  from: `pg_operator o join pg_namespace n on n.oid = o.oprnamespace
    where ${IN_SCHEMAS} and o.oprcode <> 0 and o.oprright <> 0 and ${OWN('pg_operator', 'o.oid')}`,
});

const OPERATOR_CLASS: string = select({
  object: `'operator class'`,
  name: 'o.opcname',
  definition: `m.amname || ' for ' || format_type(o.opcintype, null) || case when o.opcdefault then ' default' else '' end`,
  oid: 'o.oid',
  from: `pg_opclass o join pg_am m on m.oid = o.opcmethod join pg_namespace n on n.oid = o.opcnamespace
    where ${IN_SCHEMAS} and ${OWN('pg_opclass', 'o.oid')}`,
});

const CAST_TEXT = `concat_ws(' ', case x.castmethod when 'f' then 'with function ' || x.castfunc::regprocedure
  when 'i' then 'with inout' else 'without function' end,
  case x.castcontext when 'i' then 'as implicit' when 'a' then 'as assignment' end)`;

const CAST_NAME = `'(' || format_type(x.castsource, null) || ' as ' || format_type(x.casttarget, null) || ')'`;

const CAST: string = select({
  object: `'cast'`,
  schema: `''`,
  name: CAST_NAME,
  definition: CAST_TEXT,
  create: `'create cast ' || ${CAST_NAME} || ' ' || ${CAST_TEXT}`,
  oid: 'x.oid',
  from: `pg_cast x where x.oid >= 16384 and ${OWN('pg_cast', 'x.oid')}`,
});

const ENUM_LABELS = `(select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e
  where e.enumtypid = t.oid)`;

const ENUM: string = select({
  object: `'enum'`,
  name: 't.typname',
  definition: ENUM_LABELS,
  facts: `json_build_object(${OWNER('t.typowner')})`,
  create: `'create type ' || quote_ident(t.typname) || ' as enum (' || coalesce(${ENUM_LABELS}, '') || ')'`,
  oid: 't.oid',
  from: `pg_type t join pg_namespace n on n.oid = t.typnamespace
    where ${IN_SCHEMAS} and t.typtype = 'e' and ${OWN('pg_type', 't.oid')}`,
});

const DOMAIN_TEXT = `concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
  (select 'collate ' || quote_ident(l.collname) from pg_collation l join pg_type b on b.oid = t.typbasetype
   where l.oid = t.typcollation and t.typcollation <> b.typcollation),
  case when t.typnotnull then 'not null' end, 'default ' || t.typdefault,
  (select string_agg(pg_get_constraintdef(k.oid), ' ' order by pg_get_constraintdef(k.oid))
   from pg_constraint k where k.contypid = t.oid and k.contype = 'c'))`;

const DOMAIN: string = select({
  object: `'domain'`,
  name: 't.typname',
  definition: DOMAIN_TEXT,
  facts: `json_build_object(${OWNER('t.typowner')})`,
  create: `'create domain ' || quote_ident(t.typname) || ' as ' || ${DOMAIN_TEXT}`,
  oid: 't.oid',
  from: `pg_type t join pg_namespace n on n.oid = t.typnamespace
    where ${IN_SCHEMAS} and t.typtype = 'd' and ${OWN('pg_type', 't.oid')}`,
});

const COMPOSITE: string = select({
  object: `'composite type'`,
  name: 't.typname',
  definition: ATTRIBUTES('t.typrelid'),
  facts: `json_build_object(${OWNER('t.typowner')})`,
  create: `'create type ' || quote_ident(t.typname) || ' as (' || coalesce(${ATTRIBUTES('t.typrelid')}, '') || ')'`,
  oid: 't.oid',
  from: `pg_type t join pg_class c on c.oid = t.typrelid join pg_namespace n on n.oid = t.typnamespace
    where ${IN_SCHEMAS} and t.typtype = 'c' and c.relkind = 'c' and ${OWN('pg_type', 't.oid')}`,
});

const RANGE_TEXT = `concat_ws(', ', 'subtype = ' || format_type(r.rngsubtype, null),
  (select 'subtype_opclass = ' || quote_ident(o.opcname) from pg_opclass o where o.oid = r.rngsubopc and not o.opcdefault),
  (select 'collation = ' || quote_ident(l.collname) from pg_collation l
   where l.oid = r.rngcollation and l.collname <> 'default'),
  (select 'multirange_type_name = ' || quote_ident(m.typname) from pg_type m
   where m.oid::text = to_jsonb(r) ->> 'rngmultitypid'),
  case when r.rngcanonical <> 0 then 'canonical = ' || r.rngcanonical end,
  case when r.rngsubdiff <> 0 then 'subtype_diff = ' || r.rngsubdiff end)`;

const RANGE: string = select({
  object: `'range type'`,
  name: 't.typname',
  definition: RANGE_TEXT,
  facts: `json_build_object(${OWNER('t.typowner')})`,
  create: `'create type ' || quote_ident(t.typname) || ' as range (' || ${RANGE_TEXT} || ')'`,
  oid: 't.oid',
  from: `pg_range r join pg_type t on t.oid = r.rngtypid join pg_namespace n on n.oid = t.typnamespace
    where ${IN_SCHEMAS} and ${OWN('pg_type', 't.oid')}`,
});

/** The locale is called otherwise in each version's catalog. */
const LOCALE = `coalesce(to_jsonb(l) ->> 'colllocale', to_jsonb(l) ->> 'colliculocale', l.collcollate)`;

const PROVIDER = (column: string): string =>
  `case ${column} when 'i' then 'icu' when 'c' then 'libc' when 'b' then 'builtin' else 'default' end`;

const COLLATION: string = select({
  object: `'collation'`,
  name: 'l.collname',
  definition: LOCALE,
  facts: `json_strip_nulls(json_build_object('provider', ${PROVIDER('l.collprovider')},
    'deterministic', case when l.collisdeterministic then 'yes' else 'no' end,
    'rules', to_jsonb(l) ->> 'collicurules', 'version', l.collversion))`,
  create: `'create collation ' || quote_ident(l.collname) || ' (provider = ' || ${PROVIDER('l.collprovider')} ||
    ', locale = ' || quote_literal(${LOCALE}) || case when l.collisdeterministic then '' else ', deterministic = false' end ||
    coalesce(', rules = ' || quote_literal(to_jsonb(l) ->> 'collicurules'), '') || ')'`,
  oid: 'l.oid',
  from: `pg_collation l join pg_namespace n on n.oid = l.collnamespace
    where ${IN_SCHEMAS} and ${OWN('pg_collation', 'l.oid')}`,
});

const SEARCH_CONFIGURATION: string = select({
  object: `'text search configuration'`,
  name: 'c.cfgname',
  definition: `(select p.prsname from pg_ts_parser p where p.oid = c.cfgparser) || ': ' ||
    coalesce((select string_agg(k.alias || ' ' || d.dictname, ', ' order by m.maptokentype, m.mapseqno)
      from pg_ts_config_map m join pg_ts_dict d on d.oid = m.mapdict
      join lateral ts_token_type(c.cfgparser) k on k.tokid = m.maptokentype where m.mapcfg = c.oid), '')`,
  oid: 'c.oid',
  from: `pg_ts_config c join pg_namespace n on n.oid = c.cfgnamespace
    where ${IN_SCHEMAS} and ${OWN('pg_ts_config', 'c.oid')}`,
});

const SEARCH_DICTIONARY_TEXT = `concat_ws(', ', 'template = ' || (select quote_ident(t.tmplname) from pg_ts_template t
  where t.oid = d.dicttemplate), d.dictinitoption)`;

const SEARCH_DICTIONARY: string = select({
  object: `'text search dictionary'`,
  name: 'd.dictname',
  definition: SEARCH_DICTIONARY_TEXT,
  create: `'create text search dictionary ' || quote_ident(d.dictname) || ' (' || ${SEARCH_DICTIONARY_TEXT} || ')'`,
  oid: 'd.oid',
  from: `pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace
    where ${IN_SCHEMAS} and ${OWN('pg_ts_dict', 'd.oid')}`,
});

export const TYPES: readonly string[] = [
  AGGREGATE,
  OPERATOR,
  OPERATOR_CLASS,
  CAST,
  ENUM,
  DOMAIN,
  COMPOSITE,
  RANGE,
  COLLATION,
  SEARCH_CONFIGURATION,
  SEARCH_DICTIONARY,
];
