import type { TableReader } from '../adapter.ts';
import type { KeyRange } from '../model/key.ts';
import { bothSides, mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import type { TableView } from '../model/view.ts';
import type { Hash } from './hash.ts';
import { hashRow, RowSet, unmatchedRows } from './row-set.ts';
import { keyOfBytes } from './rows.ts';
import { Tally } from './tally.ts';

export interface LeafReading {
  readonly readers: Sides<TableReader>;
  readonly views: Sides<TableView>;
  readonly hash: Hash;
  /** Whether a row with this hash is looked at; all are when it is left out. */
  readonly picks?: (hash: bigint) => boolean;
}

/** Reads the rows of a range on both sides and adds those that the other side has not to `tallies`. */
export async function tallyUnmatched(reading: LeafReading, range: KeyRange, tallies: Sides<Tally>): Promise<void> {
  const { readers, views, hash, picks } = reading;
  const sets = await bothSides(readers, async (reader, side, stop) => {
    const rows = new RowSet(views[side].keyLength);
    for await (const frames of reader.frames(range)) {
      for (let row = 0; row < frames.count; row++) {
        const rowHash = hashRow(frames, row, hash);
        if (picks === undefined || picks(rowHash)) rows.add(frames, row, rowHash);
      }
      stop.throwIfAborted();
    }
    return rows;
  });
  const unmatched = unmatchedRows(sets);
  mapSides(tallies, (tally, side) => {
    for (const row of unmatched[side]) {
      const hashOfRow = sets[side].hash(row);
      const key = views[side].keyLength === 0 ? [hashText(hashOfRow)] : keyOfBytes(views[side], sets[side].key(row));
      tally.add(key, hashOfRow);
    }
  });
}

/** Empty tallies for both sides. */
export function newTallies(): Sides<Tally> {
  return { source: new Tally(), target: new Tally() };
}

/** What stands for the key of a row in a table without one. */
function hashText(hash: bigint): string {
  return hash.toString(16).padStart(16, '0');
}
