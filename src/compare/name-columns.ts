import type { RangeResult } from '../model/range-result.ts';
import { settleAgain } from './confirm/confirm.ts';
import { nameChangedColumns } from './rows/changed-columns.ts';
import type { TablePair } from './table-pair.ts';

/**
 * Names the columns in which the changed rows of a result differ, of the first `most` of them. The rows are read once
 * more for that: those that turn out to be others are looked at again.
 */
export async function nameColumns(pair: TablePair, result: RangeResult, most: number): Promise<RangeResult> {
  const { differences } = result;
  const suspects = differences.filter(({ kind }) => kind === 'changed').slice(0, most);
  const looked = await pair.retry(() => nameChangedColumns(pair, suspects));
  const named = new Map(suspects.map((one, i) => [one, looked[i] ?? null]));
  const kept = differences.flatMap((one) => {
    const difference = named.get(one);
    return difference === undefined ? [one] : (difference ?? []);
  });
  const doubtful = suspects.filter((one) => named.get(one) === null);
  return settleAgain(pair, { ...result, differences: kept }, doubtful);
}
