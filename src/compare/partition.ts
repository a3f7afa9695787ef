/**
 * The walk for tables whose rows the two sides cannot deliver in one order: text keys under collations, keys without
 * an index, no key at all. Each side is read once, in any order, and each row is counted into a bucket by the hash of
 * its key. Buckets that come out equal are proved equal; the rows of the others are read once more and compared by key.
 * No side sorts anything, and no statement is sent a row or a chunk.
 */
import type { TableReader } from '../adapter.ts';
import { frameOffset } from '../model/frame.ts';
import type { Frames } from '../model/frame.ts';
import { EVERYTHING } from '../model/key.ts';
import type { Key, KeyOrders } from '../model/key.ts';
import { bothSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import type { TableView } from '../model/view.ts';
import type { Hash } from './hash.ts';
import { keyOfFrame, rowBytes } from './rows.ts';
import { compareTallies, Tally } from './tally.ts';
import type { Difference } from '../model/difference.ts';

export interface Partitioning {
  readonly readers: Sides<TableReader>;
  readonly views: Sides<TableView>;
  readonly orders: KeyOrders;
  readonly hash: Hash;
  /** By the servers' statistics; only the number of buckets depends on it. */
  readonly estimatedRows: number;
}

/** What reading both sides once told. */
export interface PartitionDigest {
  readonly rows: Sides<number>;
  /** Buckets whose digests differ, in groups small enough to hold in memory. Empty when the tables are equal. */
  readonly suspects: readonly ReadonlySet<number>[];
  readonly buckets: number;
}

/** About this many rows fall into a bucket, so that few rows are read again for one that differs. */
const ROWS_PER_BUCKET = 16;
const [FEWEST_BUCKETS, MOST_BUCKETS] = [256, 1 << 20];

/** Rows of mismatched buckets that are held in memory at once, both sides together. */
const ROWS_AT_ONCE = 400_000;

/** Reads both sides once. */
export async function digestPartitions(partitioning: Partitioning): Promise<PartitionDigest> {
  const buckets = bucketCount(partitioning.estimatedRows);
  const digests = await bothSides(partitioning.readers, async (reader, side, stop) => {
    const digest = { counts: new Uint32Array(buckets), sums: new BigUint64Array(buckets), rows: 0 };
    const view = partitioning.views[side];
    for await (const frames of reader.frames(EVERYTHING)) {
      countIn(digest, frames, view, partitioning.hash);
      stop.throwIfAborted();
    }
    return digest;
  });
  const rows = { source: digests.source.rows, target: digests.target.rows };
  return { rows, suspects: groupSuspects(digests), buckets };
}

/** Reads the rows of some buckets again and compares them by key; without a key, by row hash. */
export async function comparePartitions(
  { readers, views, orders, hash }: Partitioning,
  suspects: ReadonlySet<number>,
  buckets: number,
): Promise<Difference[]> {
  const tallies = await bothSides(readers, async (reader, side, stop) => {
    const tally = new Tally();
    const view = views[side];
    for await (const frames of reader.frames(EVERYTHING)) {
      for (let row = 0; row < frames.count; row++) {
        if (!suspects.has(bucketOf(frames, row, { view, hash, buckets }))) continue;
        const rowHash = hash(rowBytes(frames, row));
        tally.add(view.keyLength === 0 ? hashKey(rowHash) : keyOfFrame(view, frames, row), rowHash);
      }
      stop.throwIfAborted();
    }
    return tally;
  });
  const differences = compareTallies(tallies, orders);
  return views.source.keyLength === 0 ? countCopies(differences) : differences;
}

interface BucketDigests {
  readonly counts: Uint32Array;
  readonly sums: BigUint64Array;
  rows: number;
}

function countIn(digest: BucketDigests, frames: Frames, view: TableView, hash: Hash): void {
  const buckets = digest.counts.length;
  for (let row = 0; row < frames.count; row++) {
    const bucket = bucketOf(frames, row, { view, hash, buckets });
    digest.counts[bucket] = (digest.counts[bucket] ?? 0) + 1;
    // The typed array keeps the sum modulo 2^64.
    digest.sums[bucket] = (digest.sums[bucket] ?? 0n) + hash(rowBytes(frames, row));
  }
  digest.rows += frames.count;
}

interface Bucketing {
  readonly view: TableView;
  readonly hash: Hash;
  readonly buckets: number;
}

/** The bucket count is a power of two; the low bits of the hash choose. */
function bucketOf(frames: Frames, row: number, { view, hash, buckets }: Bucketing): number {
  const start = frames.starts[row] ?? 0;
  const end = view.keyLength === 0 ? frames.ends[row] : frameOffset(frames.bytes, start, view.keyLength);
  return Number(hash(frames.bytes.subarray(start, end)) & 0xfffffn) & (buckets - 1);
}

function bucketCount(estimatedRows: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, estimatedRows / ROWS_PER_BUCKET)));
  return Math.min(MOST_BUCKETS, Math.max(FEWEST_BUCKETS, wanted));
}

function groupSuspects({ source, target }: Sides<BucketDigests>): ReadonlySet<number>[] {
  const groups: Set<number>[] = [];
  let held = Infinity;
  for (let bucket = 0; bucket < source.counts.length; bucket++) {
    const [here, there] = [source.counts[bucket] ?? 0, target.counts[bucket] ?? 0];
    if (here === there && source.sums[bucket] === target.sums[bucket]) continue;
    if (held + here + there > ROWS_AT_ONCE) {
      groups.push(new Set());
      held = 0;
    }
    groups.at(-1)?.add(bucket);
    held += here + there;
  }
  return groups;
}

function hashKey(hash: bigint): Key {
  return [hash.toString(16).padStart(16, '0')];
}

/** Copies of one row, which stand side by side, as one difference with their number. */
function countCopies(differences: readonly Difference[]): Difference[] {
  const counted: Difference[] = [];
  for (const difference of differences) {
    const last = counted.at(-1);
    const same = last?.kind === difference.kind && last.key[0] === difference.key[0];
    if (same) counted[counted.length - 1] = { ...last, count: (last.count ?? 1) + 1 };
    else counted.push({ ...difference, count: 1 });
  }
  return counted;
}
