/**
 * What types are made of that are made of others. A composite is printed as its values alone: two of one name whose
 * attributes have another order print other values alike, so that a type is the same only when its structure is.
 */
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { quoteName } from './quote.ts';

const PARTS = `
  with recursive reached (oid) as (
    select unnest($1::oid[])
    union
    select part from reached join pg_type t using (oid) cross join lateral (
      select a.atttypid from pg_attribute a where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
      union all select t.typelem where t.typcategory = 'A'
      union all select t.typbasetype where t.typtype = 'd'
      union all select r.rngsubtype from pg_range r where r.rngtypid = t.oid or to_jsonb(r) ->> 'rngmultitypid' = t.oid::text
    ) parts (part) where part <> 0)
  select t.oid, t.typname, t.typtype, case when t.typcategory = 'A' then t.typelem when t.typtype = 'd' then t.typbasetype
           else (select r.rngsubtype from pg_range r where r.rngtypid = t.oid or to_jsonb(r) ->> 'rngmultitypid' = t.oid::text) end,
         case when t.typtype = 'c' then
           (select coalesce(json_agg(json_build_array(a.attname, a.atttypid::text) order by a.attnum), '[]') from pg_attribute a
            where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) end
  from reached join pg_type t using (oid)`;

/** The structures of some types by oid: of those that are made of others in a way that another database may not share. */
export type Structures = ReadonlyMap<string, string>;

/** By one statement, and none where there is nothing to ask. */
export async function structuresOf(
  connections: Connections,
  oids: readonly string[],
  money: string,
): Promise<Structures> {
  if (oids.length === 0) return new Map();
  const types = new Map((await connections.ask(PARTS, [oids])).map((row) => [row[0] ?? '', row]));
  const structures = oids.map((oid) => [oid, structure(types, oid, money)] as const);
  return new Map(structures.filter(([, text]) => /[(<]/.test(text)));
}

function structure(types: ReadonlyMap<string, TextRow>, oid: string, money: string): string {
  const [, name = '', type, part = null, attributes = null] = types.get(oid) ?? [];
  const of = (other: string): string => structure(types, other, money);
  if (attributes !== null) {
    const named = JSON.parse(attributes) as readonly (readonly [string, string])[];
    return `(${named.map(([attribute, other]) => `${/^\w+$/.test(attribute) ? attribute : quoteName(attribute)} ${of(other)}`).join(', ')})`;
  }
  if (part === null) return name === 'money' ? money : (name ?? '');
  if (type === 'd') return of(part);
  return type === 'r' || type === 'm' ? `${type === 'r' ? 'range' : 'multirange'}<${of(part)}>` : `${of(part)}[]`;
}
