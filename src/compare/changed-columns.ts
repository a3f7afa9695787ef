import type { TableReader } from '../adapter.ts';
import type { Difference } from '../model/difference.ts';
import { frameColumns } from '../model/frame.ts';
import { keyIdentity } from '../model/key.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import type { Hash } from './hash.ts';
import { keyOfFrame } from './rows.ts';

export interface LookUp {
  readonly table: TablePlan;
  readonly readers: Sides<TableReader>;
  readonly hash: Hash;
}

/** Keys that are looked up by one statement. */
const KEYS_AT_ONCE = 200;

/**
 * Fetches the changed ones among some differences on both sides and names the columns that differ. This is a second
 * look: a row that is no longer changed becomes null, since it would not hold still.
 */
export async function nameChangedColumns(
  lookUp: LookUp,
  differences: readonly Difference[],
): Promise<readonly (Difference | null)[]> {
  const changed = differences.filter(({ kind }) => kind === 'changed').map(({ key }) => key);
  const keys = [...new Map(changed.map((key) => [keyIdentity(key), key])).values()];
  const fetched = { source: new Map<string, Fetched>(), target: new Map<string, Fetched>() };
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    const batch = keys.slice(at, at + KEYS_AT_ONCE);
    await bothSides(fetched, (rows, side, stop) => fetchRows(lookUp, side, { keys: batch, rows, stop }));
  }
  return differences.map((difference) => {
    if (difference.kind !== 'changed') return difference;
    const identity = keyIdentity(difference.key);
    return namedColumns(lookUp.table, difference, {
      source: fetched.source.get(identity),
      target: fetched.target.get(identity),
    });
  });
}

/** The hash of each column of a row, since a value may be large; `many` when several rows share the key. */
type Fetched = readonly (bigint | null)[] | 'many';

interface Fetching {
  readonly keys: readonly Key[];
  readonly rows: Map<string, Fetched>;
  readonly stop: AbortSignal;
}

async function fetchRows({ table, readers, hash }: LookUp, side: Side, { keys, rows, stop }: Fetching): Promise<void> {
  for await (const frames of readers[side].rows(keys)) {
    for (let row = 0; row < frames.count; row++) {
      const identity = keyIdentity(keyOfFrame(table.views[side], frames, row));
      const columns = frameColumns(frames.bytes, frames.starts[row] ?? 0, frames.ends[row] ?? 0);
      const hashes = columns.map((value) => (value === null ? null : hash(value)));
      rows.set(identity, rows.has(identity) ? 'many' : hashes);
    }
    stop.throwIfAborted();
  }
}

function namedColumns(
  table: TablePlan,
  difference: Difference,
  { source, target }: { source: Fetched | undefined; target: Fetched | undefined },
): Difference | null {
  // Which of several rows became which cannot be told.
  if (source === 'many' || target === 'many') return difference;
  if (source === undefined || target === undefined) return null;
  const names = table.views.source.columns.map((column) => column.name);
  const columns = names.filter((_name, i) => source[i] !== target[i]);
  return columns.length === 0 ? null : { ...difference, columns };
}
