/**
 * The walk for tables without a key, whose rows are a multiset. Nothing says which row of the one side is which of the
 * other, and a row that is written to becomes another one: so it is only by one and the same pass, in which every bucket
 * was found equal or its rows were collected, that anything is known of all rows.
 */
import { EVERYTHING } from '../../model/key.ts';
import { bothSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import { recount } from '../first-look.ts';
import type { FirstLook } from '../first-look.ts';
import { estimate } from '../ranges/size.ts';
import { hashText, readUnmatched } from '../rows/read-rows.ts';
import type { RowReading } from '../rows/read-rows.ts';
import { hashRow } from '../rows/row-set.ts';
import { readingOf } from '../table-pair.ts';
import type { TablePair } from '../table-pair.ts';
import {
  addToBucket,
  bucketCount,
  digestBuckets,
  emptyBuckets,
  isEqualBucket,
  placeByRow,
  rowsInBuckets,
} from './buckets.ts';
import type { BucketDigests } from './buckets.ts';
import { inParts, within } from './by-key.ts';
import { sortedDifferences } from './sorted-differences.ts';
import type { SortedDifferences } from './sorted-differences.ts';

/** Rows of both sides together of which one pass can hold all hashes in memory: some 50 MB. */
const ROWS_IN_MEMORY = 2_000_000;

/** Passes over a larger table that find further buckets unequal, before that is the answer. */
const MOST_PASSES = 4;

export async function* walkRowHash(pair: TablePair): AsyncGenerator<FirstLook> {
  const reading = readingOf(pair);
  const buckets = bucketCount(estimate(pair.plan));
  const began = performance.now();
  const digests = await within(pair, () => digestBuckets(reading, placeByRow(buckets), buckets));
  const counted = rowsInBuckets(digests);
  const suspects = unequalBuckets(digests);
  if (!suspects.includes(1)) {
    yield { range: EVERYTHING, rows: counted, differences: [], began, counted: null };
    return;
  }
  await using found = sortedDifferences([null], false);
  const fits = counted.source + counted.target <= ROWS_IN_MEMORY;
  const pass = fits ? await collectAll(pair, found) : await collectSuspects(pair, { suspects, found });
  yield* inParts(found, {
    range: EVERYTHING,
    rows: pass.rows,
    began,
    counted: recount(counted, pass.rows),
    ...pass.open,
  });
}

/** A pass that left no row out, or what it left open. */
interface Pass {
  readonly rows: Sides<number>;
  readonly open: Pick<FirstLook, 'doubt'>;
}

async function collectAll(pair: TablePair, found: SortedDifferences): Promise<Pass> {
  const { looked, unmatched } = await within(pair, () => readUnmatched(readingOf(pair), EVERYTHING));
  for (const row of unmatched) {
    const full = found.add(row);
    if (full !== null) await full;
  }
  return { rows: looked, open: {} };
}

interface Collecting {
  /** 1 for the buckets whose rows are collected; more of them from pass to pass. */
  readonly suspects: Uint8Array;
  readonly found: SortedDifferences;
}

/** Collects suspect buckets and digests the others, until a pass finds all others equal. */
async function collectSuspects(pair: TablePair, collecting: Collecting): Promise<Pass> {
  for (let passes = 1; ; passes++) {
    const { rows, others } = await within(pair, () => collect(readingOf(pair), collecting));
    const further = unequalBuckets(others);
    if (!further.includes(1)) return { rows, open: {} };
    if (passes === MOST_PASSES) return { rows, open: { doubt: RESTLESS } };
    further.forEach((unequal, bucket) => (collecting.suspects[bucket] ||= unequal));
  }
}

const RESTLESS =
  'it has no key, and other rows of it differed in each pass: run again when it is written to less, or give it a key';

async function collect(
  { readers, hash }: RowReading,
  { suspects, found }: Collecting,
): Promise<{ readonly rows: Sides<number>; readonly others: Sides<BucketDigests> }> {
  found.clear();
  const place = placeByRow(suspects.length);
  const others = emptyBuckets(suspects.length);
  const rows = await bothSides(readers, async (reader, side, stop) => {
    let count = 0;
    for await (const frames of reader.frames(EVERYTHING)) {
      for (let row = 0; row < frames.count; row++) {
        const rowHash = hashRow(frames, row, hash);
        const bucket = place(frames, row, rowHash);
        const full = suspects[bucket] === 0 ? null : found.add({ side, key: [hashText(rowHash)], hash: rowHash });
        if (suspects[bucket] === 0) addToBucket(others[side], bucket, rowHash);
        if (full !== null) await full;
      }
      count += frames.count;
      stop.throwIfAborted();
    }
    return count;
  });
  return { rows, others };
}

function unequalBuckets(digests: Sides<BucketDigests>): Uint8Array {
  const unequal = new Uint8Array(digests.source.counts.length);
  for (let bucket = 0; bucket < unequal.length; bucket++) unequal[bucket] = isEqualBucket(digests, bucket) ? 0 : 1;
  return unequal;
}
