import type { TableReader } from '../adapter.ts';
import type { Difference } from '../model/difference.ts';
import { frameColumns } from '../model/frame.ts';
import { keyIdentity } from '../model/key.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import type { TableView } from '../model/view.ts';
import { keyOfFrame } from './rows.ts';

/** Keys that are looked up by one statement. */
const KEYS_AT_ONCE = 200;

/**
 * Fetches changed rows whole, on both sides, and says which columns differ. This is a second look: a row that is no
 * longer changed comes back as null, since it would not hold still.
 */
export async function* changedColumns(
  table: TablePlan,
  readers: Sides<TableReader>,
  changed: readonly Difference[],
): AsyncGenerator<Difference | null> {
  for (let at = 0; at < changed.length; at += KEYS_AT_ONCE) {
    const batch = changed.slice(at, at + KEYS_AT_ONCE);
    const keys = [...new Map(batch.map(({ key }) => [keyIdentity(key), key])).values()];
    const rows = await bothSides(readers, (reader, side, stop) => fetchRows(reader, table.views[side], keys, stop));
    for (const difference of batch) {
      const identity = keyIdentity(difference.key);
      yield namedColumns(table, difference, { source: rows.source.get(identity), target: rows.target.get(identity) });
    }
  }
}

/** A row's columns in canonical form; `many` when rows share the key. */
type Fetched = readonly (Buffer | null)[] | 'many';

async function fetchRows(
  reader: TableReader,
  view: TableView,
  keys: readonly Key[],
  stop: AbortSignal,
): Promise<ReadonlyMap<string, Fetched>> {
  const rows = new Map<string, Fetched>();
  for await (const frames of reader.rows(keys)) {
    for (let row = 0; row < frames.count; row++) {
      const identity = keyIdentity(keyOfFrame(view, frames, row));
      const columns = frameColumns(frames.bytes, frames.starts[row] ?? 0, frames.ends[row] ?? 0);
      rows.set(
        identity,
        rows.has(identity) ? 'many' : columns.map((value) => (value === null ? null : Buffer.from(value))),
      );
    }
    stop.throwIfAborted();
  }
  return rows;
}

function namedColumns(
  table: TablePlan,
  difference: Difference,
  { source, target }: { source: Fetched | undefined; target: Fetched | undefined },
): Difference | null {
  // Which of several rows became which cannot be told.
  if (source === 'many' || target === 'many') return difference;
  if (source === undefined || target === undefined) return null;
  const names = viewNames(table);
  const columns = names.filter((_name, i) => !sameValue(source[i] ?? null, target[i] ?? null));
  return columns.length === 0 ? null : { ...difference, columns };
}

/** The source's names, in the order of the views. */
function viewNames(table: TablePlan): readonly string[] {
  return table.views.source.columns.map((column) => column.name);
}

function sameValue(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
