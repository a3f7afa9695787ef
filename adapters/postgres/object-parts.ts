/**
 * The one shape of whatever has a name besides tables: object, schema, name, tableSchema, table, definition, facts,
 * "create", "replace" and age. Statements name nothing with its schema: they are run with the schema as search path.
 */

/** Two functions qualify the name of what they deparse, whatever the search path. */
export const WITHOUT_SCHEMA = (text: string, name: string): string =>
  `replace(${text}, quote_ident(n.nspname) || '.' || quote_ident(${name}), quote_ident(${name}))`;

/** How a trigger, a rule or an event trigger acts. */
export const ENABLED = (column: string): string =>
  `case ${column} when 'O' then 'yes' when 'A' then 'always' when 'R' then 'replica' else 'no' end`;

export const OWNER = (column: string): string => `'owner', pg_get_userbyid(${column})`;

/** One statement that swaps the old for the new, so that nobody meets neither. */
export const SWAP = (drop: string, create: string): string => `'begin; ' || ${drop} || '; ' || ${create} || '; commit'`;

/** What everything is put into; the parts are expressions of SQL. */
export interface Part {
  readonly object: string;
  readonly schema?: string;
  readonly name: string;
  readonly table?: string;
  readonly definition: string;
  readonly facts?: string;
  readonly create?: string;
  readonly replace?: string;
  readonly oid: string;
  readonly from: string;
}

export function select(part: Part): string {
  const { object, schema = 'n.nspname', name, table = 'null', definition, facts = 'null' } = part;
  const { create = 'null', replace = 'null', oid, from } = part;
  const home = table === 'null' ? 'null' : 'n.nspname';
  return `select ${object} as object, ${schema} as schema, ${name} as name, ${home} as "tableSchema", ${table} as "table",
    ${definition} as definition, ${facts} as facts, ${create} as "create", ${replace} as "replace", ${oid} as age
    from ${from}`;
}

export const IN_SCHEMAS: string = 'n.nspname = any($1)';

/** In order: `(p).a` is what stands where. */
export const ATTRIBUTES = (relation: string): string => `(select string_agg(quote_ident(a.attname) || ' ' ||
    format_type(a.atttypid, a.atttypmod) || coalesce((select ' collate ' || quote_ident(l.collname) from pg_collation l
      where l.oid = a.attcollation and l.collname <> 'default'), ''), ', ' order by a.attnum)
  from pg_attribute a where a.attrelid = ${relation} and a.attnum > 0 and not a.attisdropped)`;
