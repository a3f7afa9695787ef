/**
 * The walk for tables whose rows the two sides cannot deliver in one order: text keys under collations, keys without
 * an index (a dump that was cut short has not created any), no key at all. Each side is read once, in any order, and
 * each row is counted into a bucket by its hash. Buckets that come out equal hold equal rows; the rows of the others
 * are read once more, and only those without a match are told apart by key. No side sorts anything, and no statement
 * is sent a row or a chunk.
 */
import type { Difference } from '../../model/difference.ts';
import type { Frames } from '../../model/frame.ts';
import { EVERYTHING } from '../../model/key.ts';
import type { KeyOrders } from '../../model/key.ts';
import { bothSides, mapSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import { hashText, readUnmatched } from '../rows/read-rows.ts';
import type { LeafReading } from '../rows/read-rows.ts';
import { hashRow } from '../rows/row-set.ts';
import { keyOfFrame } from '../rows/row-key.ts';
import { sortedDifferences } from './sorted-differences.ts';
import type { SortedDifferences } from './sorted-differences.ts';

/** What reading both sides once told. */
export interface PartitionDigest {
  /** Rows of the buckets whose digests are equal, on each side. */
  readonly equalRows: number;
  /** For each bucket the group in which it is read again, from 1; 0 when its digests are equal. */
  readonly groupOf: Uint16Array;
  /** How many groups, each small enough to hold in memory; 0 when the tables are equal. */
  readonly groups: number;
}

/** About this many rows fall into a bucket, so that few rows are read again for one that differs. */
const ROWS_PER_BUCKET = 16;
const [FEWEST_BUCKETS, MOST_BUCKETS] = [256, 1 << 20];

/** Rows of mismatched buckets that are held in memory at once, both sides together: some 80 MB. */
const ROWS_AT_ONCE = 2_000_000;

/** Reads both sides once. `estimatedRows` comes from the servers' statistics and decides the number of buckets only. */
export async function digestPartitions(reading: LeafReading, estimatedRows: number): Promise<PartitionDigest> {
  const buckets = bucketCount(estimatedRows);
  const digests = await bothSides(reading.readers, async (reader, _side, stop) => {
    const [counts, sums] = [new Uint32Array(buckets), new BigUint64Array(buckets)];
    for await (const frames of reader.frames(EVERYTHING)) {
      for (let row = 0; row < frames.count; row++) {
        const hash = hashRow(frames, row, reading.hash);
        const bucket = bucketOf(placeOf(reading, frames, row, hash), buckets);
        counts[bucket] = (counts[bucket] ?? 0) + 1;
        // The typed array keeps the sum modulo 2^64.
        sums[bucket] = (sums[bucket] ?? 0n) + hash;
      }
      stop.throwIfAborted();
    }
    return { counts, sums };
  });
  return groupSuspects(digests);
}

/** What the closer look at suspect buckets came to. */
export interface Compared {
  /** Rows may have come since they were first read: what counts is what was compared. */
  readonly rows: Sides<number>;
  /** In key order; to be gone through once. */
  readonly differences: AsyncGenerator<readonly Difference[]>;
}

/**
 * Reads the rows of suspect buckets again. As many as fit into memory are struck out against each other there; more of
 * them are sorted on disk, so that the table is not read once for each group.
 */
export async function comparePartitions(
  reading: LeafReading,
  digest: PartitionDigest,
  { orders, within }: { readonly orders: KeyOrders; readonly within: Within },
): Promise<Compared> {
  const found = sortedDifferences(orders, reading.views.source.keyLength > 0);
  const onDisk = digest.groups > 1 && reading.tolerance === null;
  try {
    const looked = onDisk
      ? await within(() => addSuspects(reading, digest, found))
      : await addUnmatched(reading, digest, found, within);
    const rows = mapSides(looked, (count) => digest.equalRows + count);
    return { rows, differences: thenClosed(found) };
  } catch (error) {
    await found[Symbol.asyncDispose]();
    throw error;
  }
}

async function* thenClosed(found: SortedDifferences): AsyncGenerator<readonly Difference[]> {
  try {
    yield* found.differences();
  } finally {
    await found[Symbol.asyncDispose]();
  }
}

async function addUnmatched(
  reading: LeafReading,
  { groupOf, groups }: PartitionDigest,
  found: SortedDifferences,
  within: Within,
): Promise<Sides<number>> {
  const rows = { source: 0, target: 0 };
  for (let group = 1; group <= groups; group++) {
    const picks = (frames: Frames, row: number, hash: bigint): boolean =>
      groupOf[bucketOf(placeOf(reading, frames, row, hash), groupOf.length)] === group;
    const { looked, unmatched } = await within(() => readUnmatched({ ...reading, picks }, EVERYTHING));
    for (const row of unmatched) {
      const full = found.add(row);
      if (full !== null) await full;
    }
    rows.source += looked.source;
    rows.target += looked.target;
  }
  return rows;
}

/** All rows of suspect buckets: those that both sides have cancel each other out when they are sorted. */
async function addSuspects(
  { readers, views, hash }: LeafReading,
  { groupOf }: PartitionDigest,
  found: SortedDifferences,
): Promise<Sides<number>> {
  found.clear();
  return bothSides(readers, async (reader, side, stop) => {
    let rows = 0;
    for await (const frames of reader.frames(EVERYTHING)) {
      for (let row = 0; row < frames.count; row++) {
        const rowHash = hashRow(frames, row, hash);
        if (groupOf[bucketOf(rowHash, groupOf.length)] === 0) continue;
        rows++;
        const key = views[side].keyLength === 0 ? [hashText(rowHash)] : keyOfFrame(views[side], frames, row);
        const full = found.add({ side, key, hash: rowHash });
        if (full !== null) await full;
      }
      stop.throwIfAborted();
    }
    return rows;
  });
}

/** What a reading is done within: a limit of how many there are at once, and another try when it fails. */
export type Within = <T>(read: () => Promise<T>) => Promise<T>;

/**
 * The hash that chooses a row's bucket. Where rows with unequal hashes may pass for each other it is that of the key, so
 * that both are held in memory at the same time.
 */
function placeOf({ tolerance }: LeafReading, frames: Frames, row: number, hash: bigint): bigint {
  return tolerance === null ? hash : tolerance.keyHash(frames, row);
}

/** The bucket count is a power of two; the low bits of the hash choose. */
function bucketOf(hash: bigint, buckets: number): number {
  return Number(hash & 0xffffffffn) & (buckets - 1);
}

function bucketCount(estimatedRows: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, estimatedRows / ROWS_PER_BUCKET)));
  return Math.min(MOST_BUCKETS, Math.max(FEWEST_BUCKETS, wanted));
}

interface BucketDigests {
  readonly counts: Uint32Array;
  readonly sums: BigUint64Array;
}

function groupSuspects({ source, target }: Sides<BucketDigests>): PartitionDigest {
  const groupOf = new Uint16Array(source.counts.length);
  let [groups, held, equalRows] = [0, Infinity, 0];
  for (let bucket = 0; bucket < groupOf.length; bucket++) {
    const [here, there] = [source.counts[bucket] ?? 0, target.counts[bucket] ?? 0];
    if (here === there && source.sums[bucket] === target.sums[bucket]) {
      equalRows += here;
      continue;
    }
    held += here + there;
    if (held > ROWS_AT_ONCE) {
      groups++;
      held = here + there;
    }
    groupOf[bucket] = groups;
  }
  return { equalRows, groupOf, groups };
}

/** Copies of one row, which stand side by side, as one difference with their number. */
export function countCopies(differences: readonly Difference[]): Difference[] {
  const counted: Difference[] = [];
  for (const difference of differences) {
    const last = counted.at(-1);
    const same = last?.kind === difference.kind && last.key[0] === difference.key[0];
    if (same) counted[counted.length - 1] = { ...last, count: (last.count ?? 1) + 1 };
    else counted.push({ ...difference, count: 1 });
  }
  return counted;
}
