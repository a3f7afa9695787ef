/** Another look at the rows of some suspects: read on both sides and compared, by their keys or by a scan. */
import type { TableReader } from '../../adapter.ts';
import type { Difference } from '../../model/difference.ts';
import type { Frames } from '../../model/frame.ts';
import { keyIdentity, keyOfIdentity } from '../../model/key.ts';
import type { KeyOrders, KeyRange } from '../../model/key.ts';
import type { TablePlan } from '../../model/plan.ts';
import type { Side, Sides } from '../../model/side.ts';
import { estimate } from '../ranges/size.ts';
import { hashText, readUnmatchedOf } from '../rows/read-rows.ts';
import { compareTallies, tallied } from '../rows/rows-by-key.ts';
import { hashRow } from '../rows/row-set.ts';
import { canLookUpKeys, keyOfFrame } from '../rows/row-key.ts';
import { readingOf } from '../table-pair.ts';
import type { TablePair } from '../table-pair.ts';

/** What a look saw of the suspects, each by the identity of its key. */
export interface Look {
  /** When its first statement was sent and its last answer was there. */
  readonly began: number;
  readonly ended: number;
  /** What was looked for. */
  readonly suspects: ReadonlySet<string>;
  /** Whether all rows of the range were read, so that what was not seen is not there; else keys were looked up. */
  readonly scanned: boolean;
  /** Whether a scan found all rows but the suspects equal, as sums of their hashes. */
  readonly restIsEqual: boolean;
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
  /** How many rows of the key a side has. */
  readonly present: Sides<ReadonlyMap<string, number>>;
  /** The hashes of the rows that only the source has: equal ones, an unchanged row. */
  readonly sourceRows: (identity: string) => string;
}

/** What is looked for, and where. */
export interface LookFor {
  readonly range: KeyRange;
  readonly suspects: ReadonlySet<string>;
  readonly how: 'by key' | 'by scan';
}

/** Keys asked for by one statement. */
const KEYS_AT_ONCE = 200;
/** Beyond so many keys a chunk is read again instead; of a whole table, beyond this share of its rows. */
const [MOST_BY_KEY, SHARE_BY_KEY] = [1000, 1 / 20];

/** Looks at some rows of a range; those of a table without a key go by their hashes. */
export async function lookAgain(pair: TablePair, { range, suspects, how }: LookFor): Promise<Look> {
  const began = performance.now();
  const reading = readingOf(pair);
  const present = { source: new Map<string, number>(), target: new Map<string, number>() };
  const rest = { source: newDigest(), target: newDigest() };
  const byKey = how === 'by key';
  const { unmatched } = await readUnmatchedOf(reading, (reader, side) => {
    const rows = byKey ? rowsOf(reader, suspects) : reader.frames(range);
    return picked(rows, identifier(pair, side), { suspects, present: present[side], rest: rest[side] });
  });
  const tallies = tallied(unmatched);
  const differences = new Map<string, Difference[]>();
  for (const difference of compareTallies(tallies, ordersOf(pair.plan))) {
    const identity = keyIdentity(difference.key);
    const others = differences.get(identity);
    if (others === undefined) differences.set(identity, [difference]);
    else others.push(difference);
  }
  const sourceRows = (identity: string): string => [...tallies.source.hashes(identity)].map(String).sort().join();
  const restIsEqual = !byKey && rest.source.rows === rest.target.rows && rest.source.hash === rest.target.hash;
  return {
    ...{ began, ended: performance.now(), suspects, scanned: !byKey, restIsEqual },
    ...{ differences, present, sourceRows },
  };
}

/** How so many suspects of a range are looked for at the least cost. */
export function cheapestLook(plan: TablePlan, { after, through }: KeyRange, suspects: number): LookFor['how'] {
  if (plan.key.length === 0 || !canLookUpKeys(plan.views)) return 'by scan';
  const isTable = after === null && through === null;
  return suspects <= Math.max(MOST_BY_KEY, isTable ? estimate(plan) * SHARE_BY_KEY : 0) ? 'by key' : 'by scan';
}

/** A table without a key has its rows' hashes for keys. */
export function ordersOf({ keyOrders }: TablePlan): KeyOrders {
  return keyOrders.length === 0 ? [null] : keyOrders;
}

async function* rowsOf(reader: TableReader, suspects: ReadonlySet<string>): AsyncGenerator<Frames> {
  const keys = [...suspects].map(keyOfIdentity);
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) yield* reader.rows(keys.slice(at, at + KEYS_AT_ONCE));
}

/** The identity of a row's key; in a table without one, of its hash, which is told besides. */
type Identify = (frames: Frames, row: number) => { readonly identity: string; readonly hash: bigint };

function identifier({ plan, hash: hashOf }: TablePair, side: Side): Identify {
  const view = plan.views[side];
  if (view.keyLength > 0) return (frames, row) => ({ identity: keyIdentity(keyOfFrame(view, frames, row)), hash: 0n });
  return (frames, row) => {
    const hash = hashRow(frames, row, hashOf);
    return { identity: keyIdentity([hashText(hash)]), hash };
  };
}

/** Rows without a key that are no suspects, as a digest. Where there is a key nobody asks. */
interface RestDigest {
  rows: number;
  hash: bigint;
}

function newDigest(): RestDigest {
  return { rows: 0, hash: 0n };
}

interface Picking {
  readonly suspects: ReadonlySet<string>;
  readonly present: Map<string, number>;
  readonly rest: RestDigest;
}

/** The suspects among the rows, counted into `present`; the others are added to `rest`. */
async function* picked(
  batches: AsyncIterable<Frames>,
  identify: Identify,
  { suspects, present, rest }: Picking,
): AsyncGenerator<Frames> {
  for await (const frames of batches) {
    const [starts, ends] = [new Uint32Array(frames.count), new Uint32Array(frames.count)];
    let count = 0;
    for (let row = 0; row < frames.count; row++) {
      const { identity, hash } = identify(frames, row);
      if (!suspects.has(identity)) {
        rest.rows++;
        rest.hash = BigInt.asUintN(64, rest.hash + hash);
        continue;
      }
      present.set(identity, (present.get(identity) ?? 0) + 1);
      starts[count] = frames.starts[row] ?? 0;
      ends[count++] = frames.ends[row] ?? 0;
    }
    yield { bytes: frames.bytes, starts, ends, count };
  }
}
