/**
 * A first look at a whole table: one statement a side reads it once, as it is stored, and hashes it range by range. To
 * read the same rows by their keys costs half as much again, and many times as much where neighbours by key lie far
 * apart in the table, as random UUIDs do. What the survey finds unequal is narrowed like any chunk.
 */
import { isTooLong } from '../../run/smaller.ts';
import type { KeyRange } from '../../model/key.ts';
import { isRefusal } from '../digests/strategy.ts';
import type { Seen } from '../first-look.ts';
import type { TablePair } from '../table-pair.ts';
import { trustedSample } from './sample-cuts.ts';
import { estimate } from './size.ts';

export interface Surveyed {
  readonly range: KeyRange;
  readonly seen: Seen;
}

/** So many of the plan's chunks are read by one statement: for as long as a report may run, not for as long as a dump. */
const MOST_CHUNKS = 400;

/** As many ranges as keep a difference in a small part of the table, and few enough to count side by side. */
const MOST_RANGES = 256;

/** The ranges of the whole table, in key order; null when it has to be read by key. */
export async function survey({
  plan,
  readers,
  chooser,
  limit,
  retry,
  tell,
}: TablePair): Promise<readonly Surveyed[] | null> {
  const ask = chooser.survey();
  if (ask === null || plan.chunkRowsAsked || estimate(plan) > MOST_CHUNKS * plan.chunkRows) return null;
  const sample = await trustedSample(readers, plan.keyOrders);
  const step = Math.ceil(sample.length / MOST_RANGES);
  const keys = sample.filter((_key, i) => i % step === 0);
  if (keys.length === 0) return null;
  const began = performance.now();
  try {
    const pairs = await limit(() => {
      tell?.({ type: 'reading', table: plan.id });
      return retry(() => ask(keys));
    });
    return pairs.map((pair, i) => ({
      range: { after: keys[i - 1] ?? null, through: keys[i] ?? null },
      seen: { pair, began },
    }));
  } catch (error) {
    // Chunk by chunk it may be answered.
    if (isTooLong(error) || isRefusal(error)) return null;
    throw error;
  }
}
