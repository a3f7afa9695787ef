/** The relations in which the rows of the tables are: changes come under the name of the partition or child. */
import type { TableRef } from '../../../src/model/table.ts';
import type { TextRow } from '../driver.ts';
import { quoteText } from '../quote.ts';
import { reachedFrom } from '../reached.ts';

export interface Relation {
  readonly oid: string;
  /** As the log names it: quoted where it has to be. */
  readonly name: string;
  /** Whether it holds rows of its own: a partitioned table does not. */
  readonly holdsRows: boolean;
  /** The tables that it is part of, by their place. */
  readonly views: readonly number[];
  /** The columns that the log tells of a row that is gone; null for all of them. */
  readonly identity: ReadonlySet<string> | null;
  /** Why the log does not tell of it; null when it does. */
  readonly untold: string | null;
  /** Moves with every change of its definition, also with one that was taken back. */
  readonly token: string;
}

/**
 * `xmin` is the number of the transaction that wrote the catalog's row last. A primary key that is deferrable identifies
 * no row for the log.
 */
export function relationsQuestion(tables: readonly TableRef[]): string {
  const asked = tables.map(
    ({ schema, name, only }, i) => `(${i}, ${quoteText(schema)}, ${quoteText(name)}, ${String(only === true)})`,
  );
  return `${reachedFrom(`values ${asked.join(', ')}`)}
  select r.place, c.oid, format('%I.%I', n.nspname, c.relname), c.relkind, c.relpersistence, c.relreplident,
         (select json_agg(a.attname)
          from pg_index i cross join unnest(i.indkey[0:i.indnkeyatts - 1]) k (attnum)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
          where i.indrelid = c.oid and i.indimmediate and i.indisvalid
            and (c.relreplident = 'd' and i.indisprimary or c.relreplident = 'i' and i.indisreplident)),
         concat_ws(' ', c.xmin, c.relfilenode,
           (select sum(hashtext(concat_ws(' ', a.attnum, a.xmin))) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0),
           (select sum(hashtext(concat_ws(' ', i.indexrelid, i.xmin))) from pg_index i where i.indrelid = c.oid and i.indisprimary))
  from reached r join pg_class c using (oid) join pg_namespace n on n.oid = c.relnamespace
  order by r.place, c.oid`;
}

/** By name. */
export type Relations = ReadonlyMap<string, Relation>;

export function relationsOf(rows: readonly TextRow[]): Relations {
  const relations = new Map<string, Relation>();
  for (const row of rows) {
    const [place, oid, name, kind, , identity, columns, token] = row;
    const before = relations.get(name ?? '');
    const told = identity === 'f' ? null : new Set(JSON.parse(columns ?? '[]') as string[]);
    relations.set(name ?? '', {
      oid: oid ?? '',
      name: name ?? '',
      holdsRows: kind !== 'p',
      views: [...(before?.views ?? []), Number(place)],
      identity: told,
      untold: untold(row),
      token: token ?? '',
    });
  }
  return relations;
}

function untold([, , name, kind, persistence]: TextRow): string | null {
  if (kind === 'f') return `${name ?? ''} is a table of another server: nothing tells of its writes`;
  if (kind === 'v' || kind === 'm') return `${name ?? ''} is a view: nothing tells of its writes`;
  return persistence === 'p' ? null : `${name ?? ''} is not logged: nothing tells of its writes`;
}

/** The tables of which a relation came, went or was redefined; by their place. */
export function redefined(before: Relations, after: Relations): ReadonlySet<number> {
  const changed = (one: Relation, other: Relation | undefined): boolean =>
    other === undefined ||
    other.oid !== one.oid ||
    other.token !== one.token ||
    other.views.join() !== one.views.join();
  const views = [
    ...[...before.values()].flatMap((one) => (changed(one, after.get(one.name)) ? one.views : [])),
    ...[...after.values()].flatMap((one) => (before.has(one.name) ? [] : one.views)),
  ];
  return new Set(views);
}
