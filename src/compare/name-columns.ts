import type { RangeResult } from '../model/range-result.ts';
import { settleAgain } from './confirm/confirm.ts';
import { nameChangedColumns } from './rows/changed-columns.ts';
import type { TablePair } from './table-pair.ts';

/**
 * Names the columns in which the changed rows of a result differ, of its first `most` differences. The rows are read once
 * more for that: those that turn out to be others are looked at again.
 */
export async function nameColumns(pair: TablePair, result: RangeResult, most: number): Promise<RangeResult> {
  const { differences } = result;
  const suspects = differences.slice(0, most);
  const looked = await pair.retry(() => nameChangedColumns(pair, suspects));
  const doubtful = suspects.filter((_one, i) => looked[i] === null);
  const named = looked.filter((one) => one !== null).concat(differences.slice(most));
  return settleAgain(pair, { ...result, differences: named }, doubtful);
}
