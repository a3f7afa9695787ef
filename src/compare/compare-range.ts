/**
 * A key range, compared: digested on both sides, narrowed where the digests differ, looked at again until what differs has
 * settled. `verify` walks ranges so; whatever schedules them asks for one.
 */
import { CrosstallyError } from '../errors.ts';
import type { Difference } from '../model/difference.ts';
import type { KeyRange } from '../model/key.ts';
import type { RangeResult } from '../model/range-result.ts';
import type { Sides } from '../model/side.ts';
import { settle } from './confirm/confirm.ts';
import type { DigestPair, Strategy } from './digests/digest.ts';
import { recount } from './first-look.ts';
import type { FirstLook, Seen } from './first-look.ts';
import { nameColumns } from './name-columns.ts';
import { narrow } from './ranges/narrow.ts';
import { compareRows } from './rows/compare-rows.ts';
import { readingOf } from './table-pair.ts';
import type { TablePair } from './table-pair.ts';

/** Compares a range of a pair that is walked in key order. */
export async function compareRange(pair: TablePair, range: KeyRange, seen: Seen | null = null): Promise<RangeResult> {
  const strategy = await pair.chooser.next();
  const look = await pair.limit(() => pair.retry(() => lookAtRange(pair, range, { strategy, seen })));
  return nameColumns(pair, await settle(pair, look), pair.maxDifferences);
}

/** The digests of a range on both sides. */
export async function digestRange(pair: TablePair, range: KeyRange): Promise<DigestPair> {
  const strategy = await pair.chooser.next();
  const { pair: digests } = await pair.limit(() => pair.retry(() => digestBy(strategy, range)));
  return digests;
}

export interface Looking {
  readonly strategy: Strategy;
  /** What a survey has seen of the range; null for nothing. */
  readonly seen: Seen | null;
  /** Told how long the digests took. */
  readonly took?: (rows: number, milliseconds: number) => void;
}

/** The first look at a range: finds the rows that differ by now. */
export async function lookAtRange(
  pair: TablePair,
  range: KeyRange,
  { strategy, seen, took }: Looking,
): Promise<FirstLook> {
  const { pair: digests, began } = seen ?? (await digestBy(strategy, range, took));
  if (digests.equal) return { range, rows: digests.rows, differences: [], began, counted: null };
  const { rows, differences } = await closerLook(pair, strategy, { range, rows: digests.rows });
  if (differences.length === 0) strategy.missed();
  return { range, rows, differences, began, counted: recount(digests.rows, rows) };
}

async function digestBy(strategy: Strategy, range: KeyRange, took?: Looking['took']): Promise<Seen> {
  const began = performance.now();
  const [pair] = await strategy.digest([range]);
  if (pair === undefined) throw new CrosstallyError('COVERAGE_BROKEN', 'a chunk has no digest');
  took?.(Math.max(pair.rows.source, pair.rows.target), performance.now() - began);
  return { pair, began };
}

/** The rows of a mismatched range that differ, and how many were looked at for that. */
async function closerLook(
  pair: TablePair,
  strategy: Strategy,
  mismatch: { readonly range: KeyRange; readonly rows: Sides<number> },
): Promise<Pick<FirstLook, 'rows' | 'differences'>> {
  const { readers, plan } = pair;
  // Rows may have come since the digests were taken: what counts is what was compared.
  const rows = { source: 0, target: 0 };
  const count = ({ source, target }: Sides<number>): void => {
    rows.source += source;
    rows.target += target;
  };
  const orders = plan.keyOrders;
  const found: (readonly Difference[])[] = [];
  for await (const range of narrow({ readers, orders, strategy, equal: count }, mismatch)) {
    const compared = await compareRows(readingOf(pair), { range, orders }, strategy.rowHashes());
    count(compared.rows);
    found.push(compared.differences);
  }
  return { rows, differences: found.flat() };
}
