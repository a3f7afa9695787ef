import type { Key } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';
import type { Connections } from './connections.ts';
import { valueOf } from './values.ts';

/** The bounds of the histogram that ANALYZE made; of a partitioned table, that of all its partitions. */
const HISTOGRAM = `
  select array_to_json(histogram_bounds::text::text[]) from pg_stats
  where schemaname = $1 and tablename = $2 and attname = $3 and histogram_bounds is not null
  order by inherited desc limit 1`;

/** Null for a key of which the statistics say nothing that could be used. */
export function sampleKeysOf(connections: Connections, view: TableView): (() => Promise<readonly Key[]>) | null {
  const [column, ...others] = keyColumns(view);
  if (column === undefined || others.length > 0) return null;
  // Such keys are printed as they are stored, so that a bound of the histogram is a key.
  if (valueOf(column).line === null) return null;
  return async () => {
    const [[bounds = null] = []] = await connections.ask(HISTOGRAM, [view.table.schema, view.table.name, column.name]);
    return (JSON.parse(bounds ?? '[]') as readonly string[]).map((bound) => [bound]);
  };
}
