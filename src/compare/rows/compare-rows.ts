/**
 * The rows of a small part of a table that differ. Where the databases hash rows, by keys and hashes first, which costs a
 * fraction of what whole rows do. A key that only one side has is a row that differs; unequal hashes under one key prove
 * nothing: those rows are read.
 */
import type { Pushdown } from '../../adapter.ts';
import type { Difference } from '../../model/difference.ts';
import { keyIdentity } from '../../model/key.ts';
import type { Key, KeyOrders, KeyRange } from '../../model/key.ts';
import { bothSides, mapSides } from '../../model/side.ts';
import type { Side, Sides } from '../../model/side.ts';
import { readUnmatched, readUnmatchedOf, rowsOf } from './read-rows.ts';
import type { RowReading } from './read-rows.ts';
import { RowSet, unmatchedRows } from './row-set.ts';
import { canLookUpKeys, keyOfBytes, keyOfFrame } from './row-key.ts';
import { differencesOf, inKeyOrder } from './rows-by-key.ts';

/** A part of a table of which the digests differ. */
export interface FewRows {
  readonly range: KeyRange;
  readonly orders: KeyOrders;
}

/** How many rows were looked at, and the rows that differ, in key order. */
export interface ComparedRows {
  readonly rows: Sides<number>;
  readonly differences: readonly Difference[];
}

/** Rows that are looked up by their keys: beyond them it is cheaper to read all of them. */
const MOST_LOOKED_UP = 500;

export async function compareRows(
  reading: RowReading,
  few: FewRows,
  rowHashes: Sides<Pushdown> | null,
): Promise<ComparedRows> {
  if (rowHashes === null) return compareWholeRows(reading, few);
  const { views } = reading;
  const sets = await readHashes(reading, few.range, rowHashes);
  const found = differencesOf(rowsOf(sets, unmatchedRows(sets), views), few.orders);
  const suspects = new Map(found.flatMap(({ kind, key }) => (kind === 'changed' ? [[keyIdentity(key), key]] : [])));
  const counts = mapSides(sets, (set) => set.count);
  if (suspects.size === 0) return { rows: counts, differences: found };
  if (suspects.size > MOST_LOOKED_UP || !canLookUpKeys(views)) return compareWholeRows(reading, few);

  const looked = await compareByKey(reading, suspects, few.orders);
  // Rows that were there and cannot be found are gone, or cannot be asked for: neither is an equal row.
  if (Math.min(looked.rows.source, looked.rows.target) < suspects.size) return compareWholeRows(reading, few);
  const certain = found.filter(({ key }) => !suspects.has(keyIdentity(key)));
  const rest = (side: Side): number => counts[side] - rowsWith(suspects, sets[side], reading, side);
  return {
    rows: { source: rest('source') + looked.rows.source, target: rest('target') + looked.rows.target },
    differences: inKeyOrder(certain.concat(looked.differences), few.orders),
  };
}

function readHashes({ views }: RowReading, range: KeyRange, pushdown: Sides<Pushdown>): Promise<Sides<RowSet>> {
  return bothSides(pushdown, async (hasher, side, stop) => {
    const rows = new RowSet(views[side].keyLength);
    for await (const frames of hasher.rowHashes(range)) {
      for (let row = 0; row < frames.count; row++) rows.addHashed(frames, row);
      stop.throwIfAborted();
    }
    return rows;
  });
}

async function compareWholeRows(reading: RowReading, { range, orders }: FewRows): Promise<ComparedRows> {
  const { looked, unmatched } = await readUnmatched(reading, range);
  return { rows: looked, differences: differencesOf(unmatched, orders) };
}

type Keys = ReadonlyMap<string, Key>;

/** The rows with these keys, read whole. */
async function compareByKey(reading: RowReading, keys: Keys, orders: KeyOrders): Promise<ComparedRows> {
  // A look-up may add rows whose keys only a collation holds equal.
  const picks: RowReading['picks'] = (frames, row, _hash, side) =>
    keys.has(keyIdentity(keyOfFrame(reading.views[side], frames, row)));
  const read = await readUnmatchedOf({ ...reading, picks }, (reader) => reader.rows([...keys.values()]));
  return { rows: read.looked, differences: differencesOf(read.unmatched, orders) };
}

function rowsWith(keys: Keys, set: RowSet, { views }: RowReading, side: Side): number {
  let count = 0;
  for (let row = 0; row < set.count; row++) if (keys.has(keyIdentity(keyOfBytes(views[side], set.key(row))))) count++;
  return count;
}
