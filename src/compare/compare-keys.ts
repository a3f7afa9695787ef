import type { Key } from '../model/key.ts';
import { keyIdentity } from '../model/key.ts';
import type { RangeResult } from '../model/range-result.ts';
import { settle } from './confirm/confirm.ts';
import { nameColumns } from './name-columns.ts';
import { differencesOf } from './rows/rows-by-key.ts';
import { readUnmatchedOf } from './rows/read-rows.ts';
import { keyOfFrame } from './rows/row-key.ts';
import { readingOf } from './table-pair.ts';
import type { TablePair } from './table-pair.ts';

/**
 * Compares the rows with these keys, as a feed of changes or a repair asks for them. Only for keys that both sides can
 * look up (`canLookUpKeys`). A look-up is a hint and no proof of coverage: the result has no range.
 */
export async function compareKeys(pair: TablePair, keys: readonly Key[]): Promise<RangeResult> {
  const wanted = new Set(keys.map(keyIdentity));
  const began = performance.now();
  const reading = readingOf(pair);
  // A look-up may add rows whose keys only a collation holds equal.
  const picks: typeof reading.picks = (frames, row, _hash, side) =>
    wanted.has(keyIdentity(keyOfFrame(pair.plan.views[side], frames, row)));
  const { looked, unmatched } = await pair.limit(() =>
    pair.retry(() => readUnmatchedOf({ ...reading, picks }, (reader) => reader.rows(keys))),
  );
  const differences = differencesOf(unmatched, pair.plan.keyOrders);
  const settled = await settle(pair, { range: null, rows: looked, differences, began, counted: null });
  return nameColumns(pair, settled, pair.maxDifferences);
}
