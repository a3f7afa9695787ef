/** The walks over a table: each yields, piece by piece and in key order, what it covered and the rows that differ. */
import type { LimitFunction } from 'p-limit';
import type { TableReader } from '../adapter.ts';
import { CrosstallyError } from '../errors.ts';
import type { Difference } from '../model/difference.ts';
import { inTime } from '../faults/smaller.ts';
import type { Retry } from '../faults/retry.ts';
import { EVERYTHING } from '../model/key.ts';
import type { Key, KeyRange } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Sides } from '../model/side.ts';
import { fixedSize, LARGEST, steeredSize } from './ranges/chunk-size.ts';
import type { ChunkSize } from './ranges/chunk-size.ts';
import { cutRange } from './ranges/cut.ts';
import type { Strategy } from './digests/digest.ts';
import { cutTable } from './ranges/sample-cuts.ts';
import type { Hashing } from './digests/hash.ts';
import { compareLeaf } from './rows/compare-rows.ts';
import { mapInOrder } from './ranges/in-order.ts';
import type { LeafReading } from './rows/read-rows.ts';
import { narrow } from './ranges/narrow.ts';
import type { LooseRows } from './let-pass/loose-rows.ts';
import { comparePartitions, digestPartitions } from './unordered/buckets.ts';
import { estimate, isSmall } from './ranges/size.ts';
import type { Chooser } from './digests/strategy.ts';
import { survey } from './ranges/survey.ts';
import type { Seen, Surveyed } from './ranges/survey.ts';

export interface WalkContext {
  readonly table: TablePlan;
  readonly readers: Sides<TableReader>;
  /** Of rows: with what the user lets pass. */
  readonly hashing: Hashing;
  /** What the user lets pass in the table's rows; null for nothing. */
  readonly loose: LooseRows | null;
  /** How chunks in key order are digested. */
  readonly chooser: Chooser;
  /** Shared by all tables of a run: how many chunks are read at once. */
  readonly limit: LimitFunction;
  /** Asks for a chunk, or for a pass over a table, again when it failed for a while. */
  readonly retry: Retry;
}

/** A part of a table before the second look at its changed rows. */
export interface WalkedPiece {
  /** What is done with; null when more of it follows. */
  readonly range: KeyRange | null;
  readonly rows: Sides<number>;
  readonly differences: readonly Difference[];
  /** When the first look at it began, by `performance.now()`. */
  readonly began: number;
}

/** Goes through a table in its planned way, or in key order through what lies behind a key. */
export function walkTable(context: WalkContext, after: Key | null = null): AsyncGenerator<WalkedPiece> {
  return context.table.walk === 'key order' ? walkKeyOrder(context, after) : walkPartitions(context);
}

async function* walkKeyOrder(context: WalkContext, after: Key | null): AsyncGenerator<WalkedPiece> {
  const { table, readers, limit, retry } = context;
  const split = (range: KeyRange, rows: number): AsyncIterable<KeyRange> =>
    cutRange(readers, table.keyOrders, range, rows);
  const size = table.chunkRowsAsked ? fixedSize(table.chunkRows) : steeredSize(table.chunkRows);
  let chunks = 0;
  yield* mapInOrder(chunksOf(context, after, size), { items: limit.concurrency * 2, ...FOUND_AHEAD }, (chunk) => {
    const { range } = chunk;
    const number = chunks++;
    const compare = (part: KeyRange): Promise<WalkedPiece> => {
      const { seen } = part === range ? chunk : UNSEEN;
      return retry(() => compareChunk({ ...context, size }, { range: part, number, seen }));
    };
    return limit(async () => joined(range, await inTime(compare, split, { range, rows: table.chunkRows })));
  });
}

/** A chunk, and what a survey saw of it. */
interface Chunk {
  readonly range: KeyRange;
  readonly seen: Seen | null;
}

const UNSEEN = { seen: null };

/** The chunks behind a key, of the whole table as a survey saw them. */
async function* chunksOf(context: WalkContext, after: Key | null, size: ChunkSize): AsyncGenerator<Chunk> {
  const { table, readers } = context;
  const surveyed = after === null && !isSmall(table) ? await survey(context) : null;
  if (surveyed === null) {
    const wish = { rows: size.rows, estimatedRows: estimate(table), after };
    yield* unseen(isSmall(table) ? wholeRange(after) : cutTable(readers, table.keyOrders, wish));
    return;
  }
  for (const chunk of surveyed) {
    if (isChunk(chunk, table.chunkRows)) yield chunk;
    else yield* unseen(cutRange(readers, table.keyOrders, chunk.range, size.rows));
  }
}

/** By old statistics a range may be most of the table: the rows that differ in a chunk are in memory together. */
function isChunk({ seen: { pair } }: Surveyed, usualRows: number): boolean {
  return pair.equal || Math.max(pair.rows.source, pair.rows.target) <= usualRows * LARGEST;
}

async function* unseen(ranges: AsyncIterable<KeyRange>): AsyncGenerator<Chunk> {
  for await (const range of ranges) yield { range, ...UNSEEN };
}

/** Differences of chunks that wait for their turn: some 10 MB. */
const FOUND_AHEAD = { weight: 100_000, weigh: ({ differences }: WalkedPiece): number => differences.length };

/** One chunk, where asking for its end would cost as much as reading it. */
async function* wholeRange(after: Key | null): AsyncGenerator<KeyRange> {
  yield { after, through: null };
}

/** A chunk from what it was compared in. */
function joined(range: KeyRange, parts: readonly WalkedPiece[]): WalkedPiece {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const rows = (side: 'source' | 'target'): number => parts.reduce((sum, part) => sum + part.rows[side], 0);
  const differences = parts.flatMap((part) => part.differences);
  const began = Math.min(...parts.map((part) => part.began));
  return { range, rows: { source: rows('source'), target: rows('target') }, differences, began };
}

async function compareChunk(
  context: WalkContext & { readonly size: ChunkSize },
  { range, number, seen }: Chunk & { readonly number: number },
): Promise<WalkedPiece> {
  const { table, readers } = context;
  const strategy = await context.chooser.forChunk(number);
  const { pair, began } = seen ?? (await digestChunk(strategy, range, context.size));
  if (pair.equal) return { range, rows: pair.rows, differences: [], began };
  // The two digests were taken at two moments, between which rows may have come: what counts is what was compared.
  const rows = { source: 0, target: 0 };
  const count = ({ source, target }: Sides<number>): void => {
    rows.source += source;
    rows.target += target;
  };
  const narrowing = { readers, orders: table.keyOrders, strategy, equal: count };
  const reading = readingOf(context);
  const differences: (readonly Difference[])[] = [];
  for await (const leaf of narrow(narrowing, { range, rows: pair.rows })) {
    const compared = await compareLeaf(reading, { range: leaf, orders: table.keyOrders }, strategy.rowHashes());
    count(compared.rows);
    differences.push(compared.differences);
  }
  const found = differences.flat();
  if (found.length === 0) strategy.missed();
  return { range, rows, differences: found, began };
}

async function digestChunk(strategy: Strategy, range: KeyRange, size: ChunkSize): Promise<Seen> {
  const began = performance.now();
  const [pair] = await strategy.digest([range]);
  if (pair === undefined) throw new CrosstallyError('COVERAGE_BROKEN', 'a chunk has no digest');
  size.took(Math.max(pair.rows.source, pair.rows.target), performance.now() - began);
  return { pair, began };
}

async function* walkPartitions(context: WalkContext): AsyncGenerator<WalkedPiece> {
  const { table, limit, retry } = context;
  const reading = readingOf(context);
  const began = performance.now();
  const within = <T>(read: () => Promise<T>): Promise<T> => limit(() => retry(read));
  const digest = await within(() => digestPartitions(reading, estimate(table)));
  const orders = table.keyOrders.length === 0 ? [null] : table.keyOrders;
  const { rows, differences } = await comparePartitions(reading, digest, { orders, within });
  // They may be too many for one piece.
  for await (const some of differences) {
    yield { range: null, rows: { source: 0, target: 0 }, differences: some, began };
  }
  yield { range: EVERYTHING, rows, differences: [], began };
}

/** How rows are read one by one. */
export function readingOf({
  table,
  readers,
  hashing,
  loose,
}: Omit<WalkContext, 'chooser' | 'limit' | 'retry'>): LeafReading {
  return { readers, views: table.views, hash: hashing.hash, tolerance: loose?.tolerance ?? null };
}
