/** The walks over a table: each yields, piece by piece and in key order, what it covered and the rows that differ. */
import type { LimitFunction } from 'p-limit';
import type { TableReader } from '../adapter.ts';
import type { Difference } from '../model/difference.ts';
import { compareKeys, EVERYTHING } from '../model/key.ts';
import type { KeyRange } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import type { TableView } from '../model/view.ts';
import { trackCoverage } from './coverage.ts';
import { cutRange } from './cut.ts';
import { streamDigests } from './digest.ts';
import type { StreamStrategy } from './digest.ts';
import type { Hash, Hashing } from './hash.ts';
import { mapInOrder } from './in-order.ts';
import { narrow } from './narrow.ts';
import { comparePartitions, digestPartitions } from './partition.ts';
import { keyOfFrame, rowBytes } from './rows.ts';
import { compareTallies, Tally } from './tally.ts';

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
  const strategy = streamDigests(readers, hashing);
  const chunks = cutRange(readers, table.keyOrders, EVERYTHING, table.chunkRows);
  const chunk = { table, readers, hash: hashing.hash, strategy };
  const pieces = mapInOrder(chunks, limit.concurrency * 2, (range) =>
    limit(async () => ({ range, piece: await compareChunk(chunk, range) })),
  );
  const coverage = trackCoverage();
  for await (const { range, piece } of pieces) {
    coverage.add(range);
    yield piece;
  }
  coverage.assertComplete();
}

interface ChunkContext {
  readonly table: TablePlan;
  readonly readers: Sides<TableReader>;
  readonly hash: Hash;
  readonly strategy: StreamStrategy;
}

async function compareChunk({ table, readers, hash, strategy }: ChunkContext, range: KeyRange): Promise<Piece> {
  const { equal, rows } = await strategy.digest(range);
  if (equal) return { rows, differences: [] };
  const size = Math.max(rows.source, rows.target);
  const narrowing = { readers, orders: table.keyOrders, digest: strategy.digest, leafRows: LEAF_ROWS };
  const differences: (readonly Difference[])[] = [];
  for await (const leaf of narrow(narrowing, range, size)) {
    const tallies = await bothSides(readers, (reader, side, stop) =>
      tallyRows(reader, { range: leaf, view: table.views[side], hash, stop }),
    );
    differences.push(compareTallies(tallies, table.keyOrders));
  }
  const found = differences.flat();
  if (found.length === 0) strategy.missed();
  return { rows, differences: found };
}

interface Tallying {
  readonly range: KeyRange;
  readonly view: TableView;
  readonly hash: Hash;
  readonly stop: AbortSignal;
}

async function tallyRows(reader: TableReader, { range, view, hash, stop }: Tallying): Promise<Tally> {
  const tally = new Tally();
  for await (const frames of reader.frames(range)) {
    for (let row = 0; row < frames.count; row++) tally.add(keyOfFrame(view, frames, row), hash(rowBytes(frames, row)));
    stop.throwIfAborted();
  }
  return tally;
}

async function* walkPartitions({ table, readers, hashing, limit }: WalkContext): AsyncGenerator<Piece> {
  const estimatedRows = Math.max(table.source.estimatedRows ?? 0, table.target.estimatedRows ?? 0);
  const orders = table.keyOrders.length === 0 ? [null] : table.keyOrders;
  const partitioning = { readers, views: table.views, orders, hash: hashing.hash, estimatedRows };
  const { rows, suspects, buckets } = await limit(() => digestPartitions(partitioning));
  const differences: (readonly Difference[])[] = [];
  for (const group of suspects) {
    differences.push(await limit(() => comparePartitions(partitioning, group, buckets)));
  }
  // Buckets know no order: the findings of all of them are put into the order that any other walk would give.
  yield { rows, differences: differences.flat().sort((a, b) => compareKeys(orders, a.key, b.key)) };
}
