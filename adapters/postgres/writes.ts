import type { TableRef } from '../../src/model/table.ts';
import type { Connections } from './connections.ts';
import { reachedFrom } from './reached.ts';

/** Whether a table holds numbers of large objects, where there are some. */
const HOLDS = `(
  exists (select from pg_largeobject_metadata) and exists (
    select from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = pg_class.oid and a.attnum > 0 and not a.attisdropped and 'oid'::regtype in (t.oid, t.typbasetype)))`;

/**
 * What is counted of a table and of all that its name reaches. TRUNCATE moves no counter of writes: the number of rows
 * and the file do. A table of another server, and a view, are not counted; nor is anything on a standby, nor what is
 * written to a large object, of which a table holds the number.
 */
const COUNTERS = `${reachedFrom(`
    select place, schema, name, alone
    from unnest($1::text[], $2::text[], $3::bool[]) with ordinality t (schema, name, alone, place)`)}
  select place, case when current_setting('track_counts') = 'on' and not pg_is_in_recovery() and bool_and(relkind in ('r', 'p') and not ${HOLDS}) then concat_ws(' ',
           sum(pg_stat_get_tuples_inserted(oid)), sum(pg_stat_get_tuples_updated(oid)),
           sum(pg_stat_get_tuples_deleted(oid)), sum(pg_stat_get_live_tuples(oid)),
           sum(hashtextextended(concat_ws(' ', oid, relfilenode), 0))) end
  from reached join pg_class using (oid)
  group by place`;

/** See `Database.writes`. The server counts what a session wrote up to a second later, and ten when it then falls idle. */
export async function writesOf(
  server: Pick<Connections, 'ask'>,
  tables: readonly TableRef[],
): Promise<readonly (string | null)[]> {
  if (tables.length === 0) return [];
  const columns = [
    tables.map(({ schema }) => schema),
    tables.map(({ name }) => name),
    tables.map(({ only }) => only === true),
  ];
  const counted = new Map(
    await server.ask(COUNTERS, columns).then((rows) => rows.map(([place, token]) => [place, token])),
  );
  return tables.map((_, i) => counted.get(String(i + 1)) ?? null);
}
