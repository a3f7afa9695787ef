import { mapSides } from '../../model/side.ts';
import type { FirstLook } from '../first-look.ts';
import type { TablePair } from '../table-pair.ts';

/**
 * A closer look never overrules a count: where the rows that were counted first are not those that were looked at then,
 * either they came and went in between, or something hides rows from one of the two.
 *
 * @returns why what was found is in doubt; undefined when it is not.
 */
export async function doubtOf(pair: TablePair, { counted, rows, began }: FirstLook): Promise<string | undefined> {
  if (counted === null) return undefined;
  const hidden = await pair.hiddenRows.ask('all');
  if (hidden !== null) return hidden;
  const { recheck, retry } = pair;
  const stoodStill = recheck === null || (await retry(() => recheck.stillness.heldSince(began)));
  if (!stoodStill) return undefined;
  const words = mapSides(counted, (count, side) => {
    const [first, then] = [count, rows[side]].map((number) => number.toLocaleString('en-US'));
    return count === rows[side] ? [] : [`${String(first)} rows of the ${side} were counted, then ${String(then)}`];
  });
  return `${[...words.source, ...words.target].join(', and ')}, while nothing was written`;
}
