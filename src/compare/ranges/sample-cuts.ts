/**
 * Chunks by what the server's statistics say of the key: walking over all keys to count them would cost up to a third
 * of digesting the rows. Statistics may be old, then the chunks differ in size; they tile the key line all the same.
 */
import type { TableReader } from '../../adapter.ts';
import { compareKeys } from '../../model/key.ts';
import type { Key, KeyOrders, KeyRange } from '../../model/key.ts';
import type { Sides } from '../../model/side.ts';
import { cutRange } from './cut.ts';

export interface ChunkWish {
  /** Rows of the next chunk, about. */
  readonly rows: () => number;
  /** Rows of the table by the statistics; 0 when they do not say. */
  readonly estimatedRows: number;
  /** Where the first chunk begins; null for the whole key line. */
  readonly after: Key | null;
}

/** Cuts the key line: by statistics where there are some, else, and behind their last key, by walking the keys. */
export async function* cutTable(
  readers: Sides<TableReader>,
  orders: KeyOrders,
  { rows, estimatedRows, after: start }: ChunkWish,
): AsyncGenerator<KeyRange> {
  const first = rows();
  const chunks = Math.ceil(estimatedRows / first);
  const cuts = chunks > 1 ? spread(await trustedSample(readers, orders), chunks) : [];
  let after = start;
  let passed = 0;
  for (const through of cuts) {
    if (after !== null && compareKeys(orders, after, through) >= 0) continue;
    // Several of these chunks are one, once chunks have grown.
    if (++passed * first < rows()) continue;
    yield { after, through };
    [after, passed] = [through, 0];
  }
  yield* cutRange(readers, orders, { after, through: null }, rows);
}

/** Keys that both sides can write down, each behind the one before: a sample of an engine is not taken at its word. */
export async function trustedSample(readers: Sides<TableReader>, orders: KeyOrders): Promise<readonly Key[]> {
  const sample = (await readers.source.sampleKeys?.()) ?? [];
  const trusted: Key[] = [];
  for (const key of sample) {
    const last = trusted.at(-1);
    const behind = last === undefined || compareKeys(orders, last, key) < 0;
    if (behind && readers.source.accepts(key) && readers.target.accepts(key)) trusted.push(key);
  }
  return trusted;
}

/** As many of the keys as there should be chunks, less one; whole numbers in between where there are too few. */
function spread(sample: readonly Key[], chunks: number): readonly Key[] {
  const between = Math.ceil(chunks / Math.max(1, sample.length - 1));
  const finer = between > 1 ? sample.flatMap((key, i) => [key, ...wholeNumbers(key, sample[i + 1], between)]) : sample;
  const step = Math.max(1, Math.floor(finer.length / chunks));
  return finer.filter((_key, i) => i > 0 && i % step === 0);
}

/** Numbers that split the way from one key to the next into `parts`. */
function wholeNumbers([from]: Key, next: Key | undefined, parts: number): Key[] {
  const to = next?.[0];
  if (next?.length !== 1 || !isWhole(from) || !isWhole(to)) return [];
  const [first, span] = [BigInt(from), BigInt(to) - BigInt(from)];
  const numbers = Array.from({ length: parts - 1 }, (_, i) => first + (span * BigInt(i + 1)) / BigInt(parts));
  return [...new Set(numbers)].filter((number) => number > first).map((number) => [String(number)]);
}

function isWhole(part: string | null | undefined): part is string {
  return part != null && /^-?\d+$/.test(part);
}
