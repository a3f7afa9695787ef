import type { TableReader } from '../../adapter.ts';
import type { Frames } from '../../model/frame.ts';
import type { KeyRange } from '../../model/key.ts';
import { bothSides, mapSides } from '../../model/side.ts';
import type { Side, Sides } from '../../model/side.ts';
import type { TableView } from '../../model/view.ts';
import type { Hash } from '../digests/hash.ts';
import type { RowTolerance } from '../let-pass/loose-rows.ts';
import { hashRow, RowSet, unmatchedRows } from './row-set.ts';
import { keyOfBytes } from './row-key.ts';
import type { UnmatchedRow } from './rows-by-key.ts';

export interface RowReading {
  readonly readers: Sides<TableReader>;
  readonly views: Sides<TableView>;
  readonly hash: Hash;
  /** Null where rows pass for each other only when their hashes are equal. */
  readonly tolerance: RowTolerance | null;
  /** Whether a row is looked at; all are when it is left out. */
  readonly picks?: (frames: Frames, row: number, hash: bigint, side: Side) => boolean;
}

/** Reads the rows of a range on both sides: how many were looked at, and those that the other side has not. */
export function readUnmatched(reading: RowReading, range: KeyRange): Promise<Unmatched> {
  return readUnmatchedOf(reading, (reader) => reader.frames(range));
}

export interface Unmatched {
  readonly looked: Sides<number>;
  readonly unmatched: Iterable<UnmatchedRow>;
}

/** The same for rows that are asked for in another way. */
export async function readUnmatchedOf(
  reading: RowReading,
  ask: (reader: TableReader, side: Side) => AsyncIterable<Frames>,
): Promise<Unmatched> {
  const { readers, views, hash, tolerance, picks } = reading;
  const sets = await bothSides(readers, async (reader, side, stop) => {
    const rows = new RowSet(views[side].keyLength, tolerance !== null);
    for await (const frames of ask(reader, side)) {
      for (let row = 0; row < frames.count; row++) {
        const rowHash = hashRow(frames, row, hash);
        if (picks !== undefined && !picks(frames, row, rowHash, side)) continue;
        rows.add(frames, row, rowHash, tolerance === null ? null : tolerance.keep(frames, row));
      }
      stop.throwIfAborted();
    }
    return rows;
  });
  const unequal = unmatchedRows(sets);
  const unmatched = tolerance === null ? unequal : beyondTolerance(sets, unequal, tolerance);
  return { looked: mapSides(sets, (rows) => rows.count), unmatched: rowsOf(sets, unmatched, views) };
}

/** Rows of the sets, by their numbers. */
export function* rowsOf(
  sets: Sides<RowSet>,
  unmatched: Sides<readonly number[]>,
  views: Sides<TableView>,
): Generator<UnmatchedRow> {
  for (const side of ['source', 'target'] as const) {
    for (const row of unmatched[side]) {
      const hash = sets[side].hash(row);
      const key = views[side].keyLength === 0 ? [hashText(hash)] : keyOfBytes(views[side], sets[side].key(row));
      yield { side, key, hash };
    }
  }
}

/** Strikes out the pairs of rows with one key that differ in nothing but what is within tolerance. */
function beyondTolerance(
  sets: Sides<RowSet>,
  unmatched: Sides<readonly number[]>,
  tolerance: RowTolerance,
): Sides<readonly number[]> {
  const keyText = (side: Side, row: number): string => sets[side].key(row).toString('latin1');
  const byKey = new Map(unmatched.source.map((row) => [keyText('source', row), row]));
  const passed = new Set<number>();
  const target = unmatched.target.filter((row) => {
    const other = byKey.get(keyText('target', row));
    // Each row passes for one other at most.
    if (other === undefined || passed.has(other)) return true;
    if (!tolerance.within(sets.source.extra(other), sets.target.extra(row))) return true;
    passed.add(other);
    return false;
  });
  return { source: unmatched.source.filter((row) => !passed.has(row)), target };
}

/** What stands for the key of a row in a table without one. */
export function hashText(hash: bigint): string {
  return hash.toString(16).padStart(16, '0');
}
