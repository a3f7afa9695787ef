/** A side that holds the digests of some ranges and nothing else: they can be held against the other's, and not narrowed. */
import type { HeldBlock, TableReader } from '../adapter.ts';
import { CrosstallyError } from '../errors.ts';
import { EVERYTHING } from '../model/key.ts';
import type { Key, KeyRange } from '../model/key.ts';
import { keyIdentity } from '../model/key.ts';
import type { RangeResult, UnequalRange } from '../model/range-result.ts';
import { bothSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { sumFrames } from './digests/digest.ts';
import { mapInOrder } from './ranges/in-order.ts';
import type { TablePair } from './table-pair.ts';

/** Whether a side of the pair has blocks alone. */
export function hasBlocksAlone({ readers }: Pick<TablePair, 'readers'>): boolean {
  return readers.source.blocks !== undefined || readers.target.blocks !== undefined;
}

/** The blocks behind a key, each compared. A fingerprint does not change: nothing has to be looked at again. */
export async function* compareBlocks(pair: TablePair, after: Key | null): AsyncGenerator<RangeResult> {
  const { plan, readers, limit } = pair;
  const side: Side = readers.source.blocks === undefined ? 'target' : 'source';
  const held = (await readers[side].blocks?.()) ?? [];
  const blocks = plan.walk === 'key order' ? held : [together(held)];
  const begin = after === null ? 0 : blocks.findIndex(({ range }) => isAt(range.after, after));
  if (begin < 0) throw new CrosstallyError('COVERAGE_BROKEN', 'a resumed comparison does not end where a block does');
  yield* mapInOrder(of(blocks.slice(begin)), limit.concurrency, (block) => limit(() => compareBlock(pair, block)));
}

async function compareBlock(pair: TablePair, { range }: HeldBlock): Promise<RangeResult> {
  const digests = await pair.retry(() =>
    bothSides(pair.readers, (reader, _side, stop) => digestOf(reader, range, { pair, stop })),
  );
  const { source, target } = digests;
  const rows: Sides<number> = { source: source.rows, target: target.rows };
  const unequal: UnequalRange[] = source.rows === target.rows && source.hash === target.hash ? [] : [{ range, rows }];
  return { range, rows, differences: [], unconfirmed: 0, ...(unequal.length === 0 ? {} : { unequal }) };
}

interface Digesting {
  readonly pair: TablePair;
  readonly stop: AbortSignal;
}

async function digestOf(
  reader: TableReader,
  range: KeyRange,
  { pair, stop }: Digesting,
): Promise<{ readonly rows: number; readonly hash: bigint }> {
  if (reader.blocks === undefined) return sumFrames(reader.frames(range), pair.hash, stop);
  const blocks = await reader.blocks();
  if (range === EVERYTHING) return together(blocks);
  const same = blocks.find((block) => isAt(block.range.after, range.after) && isAt(block.range.through, range.through));
  if (same !== undefined) return same;
  throw new CrosstallyError('PLAN_INVALID', 'the two fingerprints hold the digests of other ranges', {
    hint: 'one of them has to hold rows: take it without --detail chunks',
  });
}

function together(blocks: readonly HeldBlock[]): HeldBlock {
  return {
    range: EVERYTHING,
    rows: blocks.reduce((sum, { rows }) => sum + rows, 0),
    hash: blocks.reduce((sum, { hash }) => BigInt.asUintN(64, sum + hash), 0n),
  };
}

function isAt(a: Key | null, b: Key | null): boolean {
  return a === null || b === null ? a === b : keyIdentity(a) === keyIdentity(b);
}

async function* of<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** Ranges that are named in a reason. */
const MOST_NAMED = 20;

/** The ranges that differ, neighbours as one; null for none. */
export function unequalWords(unequal: readonly UnequalRange[], key: readonly string[]): string | null {
  if (unequal.length === 0) return null;
  const joined: UnequalRange[] = [];
  for (const one of unequal) {
    const last = joined.at(-1);
    if (last !== undefined && isAt(last.range.through, one.range.after))
      joined[joined.length - 1] = joinedOf(last, one);
    else joined.push(one);
  }
  const named = joined.slice(0, MOST_NAMED).map((one) => rangeWords(one, key));
  const left = joined.length - named.length;
  const more = left === 0 ? '' : `, and ${String(left)} more`;
  const ranges = joined.length === 1 ? 'a key range' : `${String(joined.length)} key ranges`;
  return `rows differ in ${ranges}: ${named.join(', ')}${more}`;
}

function joinedOf(a: UnequalRange, b: UnequalRange): UnequalRange {
  return {
    range: { after: a.range.after, through: b.range.through },
    rows: { source: a.rows.source + b.rows.source, target: a.rows.target + b.rows.target },
  };
}

function rangeWords({ range, rows }: UnequalRange, key: readonly string[]): string {
  const at = (bound: Key): string => bound.map((part) => part ?? 'NULL').join(', ');
  const counts = `${rows.source.toLocaleString('en-US')} rows of the source, ${rows.target.toLocaleString('en-US')} of the target`;
  if (range.after === null && range.through === null) return `all of it (${counts})`;
  const after = range.after === null ? '' : ` after ${at(range.after)}`;
  const through = range.through === null ? '' : ` through ${at(range.through)}`;
  return `${key.join(', ')}${after}${through} (${counts})`;
}
