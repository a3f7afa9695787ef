/**
 * The walk for tables whose keys the two sides cannot deliver in one order: text keys under collations, keys without an
 * index (a dump that was cut short has not created any). Rows are counted into buckets by their keys; the rows of buckets
 * that differ are read once more, and only those without a match are told apart. A write to a row cannot move it to a bucket
 * that was found equal before: between the two passes each row stays where it is looked for.
 */
import type { Difference } from '../../model/difference.ts';
import { EVERYTHING } from '../../model/key.ts';
import { bothSides, mapSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import { recount } from '../first-look.ts';
import type { FirstLook } from '../first-look.ts';
import { estimate } from '../ranges/size.ts';
import { readUnmatched } from '../rows/read-rows.ts';
import type { RowReading } from '../rows/read-rows.ts';
import { keyOfFrame } from '../rows/row-key.ts';
import { hashRow } from '../rows/row-set.ts';
import { readingOf } from '../table-pair.ts';
import type { TablePair } from '../table-pair.ts';
import { bucketCount, digestBuckets, isEqualBucket, placeByKey, rowsInBuckets } from './buckets.ts';
import type { BucketDigests, Place } from './buckets.ts';
import { sortedDifferences } from './sorted-differences.ts';
import type { SortedDifferences } from './sorted-differences.ts';

/** Rows of mismatched buckets that are held in memory at once, both sides together: some 80 MB. */
const ROWS_AT_ONCE = 2_000_000;

/** What reading both sides once told. */
export interface Groups {
  /** Rows of the buckets whose digests are equal, on each side. */
  readonly equalRows: number;
  /** For each bucket the group in which it is read again, from 1; 0 when its digests are equal. */
  readonly groupOf: Uint16Array;
  /** How many groups, each small enough to hold in memory; 0 when the tables are equal. */
  readonly count: number;
}

export async function* walkKeyHash(pair: TablePair): AsyncGenerator<FirstLook> {
  const reading = readingOf(pair);
  const buckets = bucketCount(estimate(pair.plan));
  const place = placeByKey(pair.plan.views.source.keyLength, buckets);
  const began = performance.now();
  const digests = await within(pair, () => digestBuckets(reading, place, buckets));
  const groups = groupSuspects(digests);
  await using found = sortedDifferences(pair.plan.keyOrders, true);
  const looked = await addSuspects(pair, { groups, place, found });
  const rows = mapSides(looked, (count) => groups.equalRows + count);
  yield* inParts(found, { range: EVERYTHING, rows, began, counted: recount(rowsInBuckets(digests), rows) });
}

/** Within the limit of what is read at once, and another try when it fails. */
export function within<T>({ limit, retry, tell, plan }: TablePair, read: () => Promise<T>): Promise<T> {
  return limit(() => {
    tell?.({ type: 'reading', table: plan.id });
    return retry(read);
  });
}

/** The differences may be too many for one part; the last part says what was covered. */
export async function* inParts(
  found: SortedDifferences,
  whole: Omit<FirstLook, 'differences'>,
): AsyncGenerator<FirstLook> {
  let last: readonly Difference[] | null = null;
  for await (const differences of found.differences()) {
    if (last !== null) yield { ...NOTHING_COVERED, began: whole.began, differences: last };
    last = differences;
  }
  yield { ...whole, differences: last ?? [] };
}

const NOTHING_COVERED = { range: null, rows: { source: 0, target: 0 }, counted: null };

interface Suspects {
  readonly groups: Groups;
  readonly place: Place;
  readonly found: SortedDifferences;
}

/**
 * Reads the rows of suspect buckets again. As many as fit into memory are struck out against each other there; more of
 * them are sorted on disk, so that the table is not read once for each group.
 */
export function addSuspects(pair: TablePair, suspects: Suspects): Promise<Sides<number>> {
  const onDisk = suspects.groups.count > 1 && readingOf(pair).tolerance === null;
  return onDisk ? within(pair, () => addAll(readingOf(pair), suspects)) : addUnmatched(pair, suspects);
}

async function addUnmatched(pair: TablePair, { groups, place, found }: Suspects): Promise<Sides<number>> {
  const rows = { source: 0, target: 0 };
  for (let group = 1; group <= groups.count; group++) {
    const picks: RowReading['picks'] = (frames, row, hash) => groups.groupOf[place(frames, row, hash)] === group;
    const { looked, unmatched } = await within(pair, () => readUnmatched({ ...readingOf(pair), picks }, EVERYTHING));
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
async function addAll(
  { readers, views, hash }: RowReading,
  { groups, place, found }: Suspects,
): Promise<Sides<number>> {
  found.clear();
  return bothSides(readers, async (reader, side, stop) => {
    let rows = 0;
    for await (const frames of reader.frames(EVERYTHING)) {
      for (let row = 0; row < frames.count; row++) {
        const rowHash = hashRow(frames, row, hash);
        if (groups.groupOf[place(frames, row, rowHash)] === 0) continue;
        rows++;
        const full = found.add({ side, key: keyOfFrame(views[side], frames, row), hash: rowHash });
        if (full !== null) await full;
      }
      stop.throwIfAborted();
    }
    return rows;
  });
}

/** Which buckets differ, in groups that fit into memory. */
export function groupSuspects(digests: Sides<BucketDigests>): Groups {
  const { source, target } = digests;
  const groupOf = new Uint16Array(source.counts.length);
  let [count, held, equalRows] = [0, Infinity, 0];
  for (let bucket = 0; bucket < groupOf.length; bucket++) {
    const [here, there] = [source.counts[bucket] ?? 0, target.counts[bucket] ?? 0];
    if (isEqualBucket(digests, bucket)) {
      equalRows += here;
      continue;
    }
    held += here + there;
    if (held > ROWS_AT_ONCE) {
      count++;
      held = here + there;
    }
    groupOf[bucket] = count;
  }
  return { equalRows, groupOf, count };
}
