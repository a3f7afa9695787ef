/**
 * Buckets: the rows of a table that the two sides cannot deliver in one order, sorted into as many heaps as keep a
 * difference in a small part of the table. Each side is read once, in any order; buckets that come out equal hold equal
 * rows. No side sorts anything, and no statement is sent a row or a chunk.
 */
import { frameOffset } from '../../model/frame.ts';
import type { Frames } from '../../model/frame.ts';
import { EVERYTHING } from '../../model/key.ts';
import { bothSides, mapSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import type { RowReading } from '../rows/read-rows.ts';
import { hashRow } from '../rows/row-set.ts';

/** The bucket of a row. */
export type Place = (frames: Frames, row: number, hash: bigint) => number;

/** What one side has in each bucket: how many rows, and the sum modulo 2^64 of their hashes. */
export interface BucketDigests {
  readonly counts: Uint32Array;
  readonly sums: BigUint64Array;
}

/** About this many rows fall into a bucket, so that few rows are read again for one that differs. */
const ROWS_PER_BUCKET = 16;
const [FEWEST_BUCKETS, MOST_BUCKETS] = [256, 1 << 20];

/** A power of two, since the low bits of a hash choose. By the servers' statistics, which may be out of date. */
export function bucketCount(estimatedRows: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, estimatedRows / ROWS_PER_BUCKET)));
  return Math.min(MOST_BUCKETS, Math.max(FEWEST_BUCKETS, wanted));
}

/** By the key, which no write to a row changes: whatever is written, the row is looked for where it was. */
export function placeByKey(keyLength: number, buckets: number): Place {
  return ({ bytes, starts }, row) => {
    const start = starts[row] ?? 0;
    return hashBytes(bytes, start, frameOffset(bytes, start, keyLength)) & (buckets - 1);
  };
}

/** By the whole row, where nothing else says which row it is: a row that is written to moves to another bucket. */
export function placeByRow(buckets: number): Place {
  return (_frames, _row, hash) => Number(hash & 0xffffffffn) & (buckets - 1);
}

/**
 * 32 bits of some bytes: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) with its bits stirred once more. It chooses a bucket and proves nothing, so that it
 * may be a weak hash; for a short key it costs a tenth of a call of the strong one.
 */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A bucket digest of each side, to be added to. */
export function emptyBuckets(buckets: number): Sides<BucketDigests> {
  const empty = (): BucketDigests => ({ counts: new Uint32Array(buckets), sums: new BigUint64Array(buckets) });
  return { source: empty(), target: empty() };
}

export function addToBucket({ counts, sums }: BucketDigests, bucket: number, hash: bigint): void {
  counts[bucket] = (counts[bucket] ?? 0) + 1;
  // The typed array keeps the sum modulo 2^64.
  sums[bucket] = (sums[bucket] ?? 0n) + hash;
}

/** Reads both sides once. */
export async function digestBuckets(
  { readers, hash }: RowReading,
  place: Place,
  buckets: number,
): Promise<Sides<BucketDigests>> {
  const digests = emptyBuckets(buckets);
  await bothSides(readers, async (reader, side, stop) => {
    for await (const frames of reader.frames(EVERYTHING)) {
      for (let row = 0; row < frames.count; row++) {
        const rowHash = hashRow(frames, row, hash);
        addToBucket(digests[side], place(frames, row, rowHash), rowHash);
      }
      stop.throwIfAborted();
    }
  });
  return digests;
}

export function isEqualBucket({ source, target }: Sides<BucketDigests>, bucket: number): boolean {
  return source.counts[bucket] === target.counts[bucket] && source.sums[bucket] === target.sums[bucket];
}

/** The rows of each side in all buckets together. */
export function rowsInBuckets(digests: Sides<BucketDigests>): Sides<number> {
  return mapSides(digests, ({ counts }) => counts.reduce((sum, count) => sum + count, 0));
}
