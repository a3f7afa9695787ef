/** The walks over a table: each yields, piece by piece and in key order, what it covered and the rows that differ. */
import type { LimitFunction } from 'p-limit';
import type { TableReader } from '../adapter.ts';
import type { Difference } from '../model/difference.ts';
import { EVERYTHING } from '../model/key.ts';
import type { KeyRange } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Sides } from '../model/side.ts';
import { trackCoverage } from './coverage.ts';
import { cutRange } from './cut.ts';
import { streamDigests } from './digest.ts';
import type { StreamStrategy } from './digest.ts';
import type { Hashing } from './hash.ts';
import { mapInOrder } from './in-order.ts';
import { newTallies, tallyUnmatched } from './leaf.ts';
import { narrow } from './narrow.ts';
import { comparePartitions, digestPartitions } from './partition.ts';
import { compareTallies } from './tally.ts';

export interface WalkContext {
  readonly table: TablePlan;
  readonly readers: Sides<TableReader>;
  readonly hashing: Hashing;
  /** Shared by all tables of a run: how many chunks are read at once. */
  readonly limit: LimitFunction;
}

/** A part of a table that is done with. */
export interface Piece {
  readonly rows: Sides<number>;
  readonly differences: readonly Difference[];
}

/** Goes through a table in its planned way. Ends only when the whole of it was covered. */
export function walkTable(context: WalkContext): AsyncGenerator<Piece> {
  return context.table.walk === 'key order' ? walkKeyOrder(context) : walkPartitions(context);
}

/** Rows that are read one by one rather than digested once more: in `stream` a digest reads them too. */
const LEAF_ROWS = 50_000;

async function* walkKeyOrder({ table, readers, hashing, limit }: WalkContext): AsyncGenerator<Piece> {
  const chunk = { table, readers, hashing, strategy: streamDigests(readers, hashing) };
  const ranges = cutRange(readers, table.keyOrders, EVERYTHING, table.chunkRows);
  const pieces = mapInOrder(ranges, limit.concurrency * 2, (range) =>
    limit(async () => ({ range, piece: await compareChunk(chunk, range) })),
  );
  const coverage = trackCoverage();
  for await (const { range, piece } of pieces) {
    coverage.add(range);
    yield piece;
  }
  coverage.assertComplete();
}

interface ChunkContext extends Omit<WalkContext, 'limit'> {
  readonly strategy: StreamStrategy;
}

async function compareChunk({ table, readers, hashing, strategy }: ChunkContext, range: KeyRange): Promise<Piece> {
  const { equal, rows } = await strategy.digest(range);
  if (equal) return { rows, differences: [] };
  const narrowing = { readers, orders: table.keyOrders, digest: strategy.digest, leafRows: LEAF_ROWS };
  const differences: (readonly Difference[])[] = [];
  for await (const leaf of narrow(narrowing, range, Math.max(rows.source, rows.target))) {
    const tallies = newTallies();
    await tallyUnmatched({ readers, views: table.views, hash: hashing.hash }, leaf, tallies);
    differences.push(compareTallies(tallies, table.keyOrders));
  }
  const found = differences.flat();
  if (found.length === 0) strategy.missed();
  return { rows, differences: found };
}

async function* walkPartitions({ table, readers, hashing, limit }: WalkContext): AsyncGenerator<Piece> {
  const estimatedRows = Math.max(table.source.estimatedRows ?? 0, table.target.estimatedRows ?? 0);
  const reading = { readers, views: table.views, hash: hashing.hash };
  const digest = await limit(() => digestPartitions(reading, estimatedRows));
  const orders = table.keyOrders.length === 0 ? [null] : table.keyOrders;
  yield { rows: digest.rows, differences: await limit(() => comparePartitions(reading, digest, orders)) };
}
