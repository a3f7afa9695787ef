/** Another look at the rows of some keys: read on both sides and compared as a leaf is. */
import type { TableReader } from '../../adapter.ts';
import type { Difference } from '../../model/difference.ts';
import type { Frames } from '../../model/frame.ts';
import { keyIdentity, keyOfIdentity } from '../../model/key.ts';
import type { KeyRange } from '../../model/key.ts';
import type { TablePlan } from '../../model/plan.ts';
import { mapSides } from '../../model/side.ts';
import type { Side, Sides } from '../../model/side.ts';
import { hashText, readUnmatched } from '../rows/read-rows.ts';
import type { LeafReading } from '../rows/read-rows.ts';
import { hashRow } from '../rows/row-set.ts';
import { canLookUpKeys, keyOfFrame } from '../rows/row-key.ts';
import { compareTallies, tallied } from '../rows/rows-by-key.ts';

/** What a look saw of the suspects, each by the identity of its key. */
export interface Look {
  /** When its first statement was sent and its last answer was there. */
  readonly began: number;
  readonly ended: number;
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
  /** How many rows of the key a side has. */
  readonly present: Sides<ReadonlyMap<string, number>>;
  /** The hashes of the rows that only the source has: equal ones, an unchanged row. */
  readonly sourceRows: (identity: string) => string;
}

/** Keys asked for by one statement; beyond `MOST_BY_KEY` the range is read again instead. */
const KEYS_AT_ONCE = 200;
const MOST_BY_KEY = 1000;

/** Looks at some keys of a range; the rows of a table without a key go by their hashes. */
export async function lookAt(
  table: TablePlan,
  reading: LeafReading,
  range: KeyRange,
  suspects: ReadonlySet<string>,
): Promise<Look> {
  const began = performance.now();
  const present = { source: new Map<string, number>(), target: new Map<string, number>() };
  const readers = mapSides(reading.readers, (reader, side): TableReader => {
    const rows = byKey(table, suspects) ? rowsOf(reader, suspects) : reader.frames(range);
    return { ...reader, frames: () => picked(rows, identifier(reading, side), suspects, present[side]) };
  });
  const { unmatched } = await readUnmatched({ ...reading, readers }, range);
  const tallies = tallied(unmatched);
  const differences = new Map<string, Difference[]>();
  for (const difference of compareTallies(tallies, ordersOf(table))) {
    const identity = keyIdentity(difference.key);
    const others = differences.get(identity);
    if (others === undefined) differences.set(identity, [difference]);
    else others.push(difference);
  }
  const sourceRows = (identity: string): string => [...tallies.source.hashes(identity)].map(String).sort().join();
  return { began, ended: performance.now(), differences, present, sourceRows };
}

/** A table without a key has its rows' hashes for keys. */
export function ordersOf({ keyOrders }: TablePlan): TablePlan['keyOrders'] {
  return keyOrders.length === 0 ? [null] : keyOrders;
}

function byKey({ views }: TablePlan, suspects: ReadonlySet<string>): boolean {
  if (views.source.keyLength === 0 || suspects.size > MOST_BY_KEY) return false;
  return canLookUpKeys(views);
}

async function* rowsOf(reader: TableReader, suspects: ReadonlySet<string>): AsyncGenerator<Frames> {
  const keys = [...suspects].map(keyOfIdentity);
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) yield* reader.rows(keys.slice(at, at + KEYS_AT_ONCE));
}

function identifier({ views, hash }: LeafReading, side: Side): (frames: Frames, row: number) => string {
  const view = views[side];
  if (view.keyLength === 0) return (frames, row) => keyIdentity([hashText(hashRow(frames, row, hash))]);
  return (frames, row) => keyIdentity(keyOfFrame(view, frames, row));
}

/** The suspects among the rows, counted into `present`. */
async function* picked(
  batches: AsyncIterable<Frames>,
  identityOf: (frames: Frames, row: number) => string,
  suspects: ReadonlySet<string>,
  present: Map<string, number>,
): AsyncGenerator<Frames> {
  for await (const frames of batches) {
    const [starts, ends] = [new Uint32Array(frames.count), new Uint32Array(frames.count)];
    let count = 0;
    for (let row = 0; row < frames.count; row++) {
      const identity = identityOf(frames, row);
      if (!suspects.has(identity)) continue;
      present.set(identity, (present.get(identity) ?? 0) + 1);
      starts[count] = frames.starts[row] ?? 0;
      ends[count++] = frames.ends[row] ?? 0;
    }
    yield { bytes: frames.bytes, starts, ends, count };
  }
}
