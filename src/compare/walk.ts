/** The walks over a table: each yields, part by part and in key order, what it covered and the rows that differ. */
import type { Key, KeyRange } from '../model/key.ts';
import { mapSides } from '../model/side.ts';
import { inTime } from '../run/smaller.ts';
import { lookAtRange } from './compare-range.ts';
import type { FirstLook, Seen } from './first-look.ts';
import { fixedSize, LARGEST, steeredSize } from './ranges/chunk-size.ts';
import type { ChunkSize } from './ranges/chunk-size.ts';
import { cutRange } from './ranges/cut.ts';
import { mapInOrder } from './ranges/in-order.ts';
import { cutTable } from './ranges/sample-cuts.ts';
import { estimate, isSmall } from './ranges/size.ts';
import { survey } from './ranges/survey.ts';
import type { Surveyed } from './ranges/survey.ts';
import type { TablePair } from './table-pair.ts';
import { walkKeyHash } from './unordered/by-key.ts';
import { walkRowHash } from './unordered/by-row.ts';

/** Goes through a table in its planned way, or in key order through what lies behind a key. */
export function walkTable(pair: TablePair, after: Key | null = null): AsyncGenerator<FirstLook> {
  switch (pair.plan.walk) {
    case 'key order':
      return walkKeyOrder(pair, after);
    case 'key hash':
      return walkKeyHash(pair);
    case 'row hash':
      return walkRowHash(pair);
  }
}

async function* walkKeyOrder(pair: TablePair, after: Key | null): AsyncGenerator<FirstLook> {
  const { plan, limit } = pair;
  const size = plan.chunkRowsAsked ? fixedSize(plan.chunkRows) : steeredSize(plan.chunkRows);
  yield* mapInOrder(chunksOf(pair, after, size), { items: limit.concurrency * 2, ...FOUND_AHEAD }, (chunk) =>
    limit(() => lookAtChunk(pair, chunk, size)),
  );
}

/** Differences of chunks that wait for their turn: some 10 MB. */
const FOUND_AHEAD = { weight: 100_000, weigh: ({ differences }: FirstLook): number => differences.length };

/** A chunk, and what a survey saw of it. */
interface Chunk {
  readonly range: KeyRange;
  readonly seen: Seen | null;
}

async function lookAtChunk(pair: TablePair, chunk: Chunk, { took, tooMany }: ChunkSize): Promise<FirstLook> {
  const { readers, plan, retry } = pair;
  const strategy = await pair.chooser.next();
  const ask = (range: KeyRange): Promise<FirstLook> => {
    const seen = range === chunk.range ? chunk.seen : null;
    return retry(() => lookAtRange(pair, range, { strategy, seen, took }));
  };
  const split = (range: KeyRange, rows: number): AsyncIterable<KeyRange> =>
    cutRange(readers, plan.keyOrders, range, rows);
  return joined(chunk.range, await inTime(ask, { split, tooMany }, { range: chunk.range, rows: plan.chunkRows }));
}

/** The chunks behind a key, of the whole table as a survey saw them. */
async function* chunksOf(pair: TablePair, after: Key | null, size: ChunkSize): AsyncGenerator<Chunk> {
  const { plan, readers } = pair;
  const surveyed = after === null && !isSmall(plan) ? await survey(pair) : null;
  if (surveyed === null) {
    const wish = { rows: size.rows, estimatedRows: estimate(plan), after };
    yield* unseen(isSmall(plan) ? wholeRange(pair, after) : cutTable(readers, plan.keyOrders, wish));
    return;
  }
  if (surveyed.every((chunk) => isChunk(chunk, plan.chunkRows))) pair.hiddenRows.scanned();
  for (const chunk of surveyed) {
    if (isChunk(chunk, plan.chunkRows)) yield chunk;
    else yield* unseen(cutRange(readers, plan.keyOrders, chunk.range, size.rows));
  }
}

/** By old statistics a range may be most of the table: the rows that differ in a chunk are in memory together. */
function isChunk({ seen: { pair } }: Surveyed, usualRows: number): boolean {
  return pair.equal || Math.max(pair.rows.source, pair.rows.target) <= usualRows * LARGEST;
}

async function* unseen(ranges: AsyncIterable<KeyRange>): AsyncGenerator<Chunk> {
  for await (const range of ranges) yield { range, seen: null };
}

/** One chunk, where asking for its end would cost as much as reading it. Open on both ends, it is read by a scan. */
async function* wholeRange({ hiddenRows }: TablePair, after: Key | null): AsyncGenerator<KeyRange> {
  if (after === null) hiddenRows.scanned();
  yield { after, through: null };
}

/** A chunk from the parts that it was looked at in. */
function joined(range: KeyRange, parts: readonly FirstLook[]): FirstLook {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const sum = (of: (part: FirstLook) => FirstLook['rows']): FirstLook['rows'] =>
    mapSides({ source: 0, target: 0 }, (_zero, side) => parts.reduce((rows, part) => rows + of(part)[side], 0));
  return {
    range,
    rows: sum((part) => part.rows),
    differences: parts.flatMap((part) => part.differences),
    began: Math.min(...parts.map((part) => part.began)),
    counted: parts.every(({ counted }) => counted === null) ? null : sum(({ counted, rows }) => counted ?? rows),
  };
}
