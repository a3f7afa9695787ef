import type { TableReader } from '../adapter.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { keyColumns } from '../model/view.ts';

/** Which sides are asked: those that have to be whatever is found, or all that can tell. */
export type Asked = 'always' | 'all';

/** What scans see and look-ups do not, in words; null for nothing. A side is asked once. */
export type HiddenRows = (asked: Asked) => Promise<string | null>;

/** For a pair of tables. Asks nothing yet. */
export function hiddenRowsOf(plan: TablePlan, readers: Sides<TableReader>): HiddenRows {
  const known = new Map<Side, Promise<string | null>>();
  const ask = (side: Side, asked: Asked): Promise<string | null> => {
    const { index } = readers[side];
    if (index === undefined || (asked === 'always' && !index.always)) return Promise.resolve(null);
    const answer = known.get(side) ?? hiddenRowsIn(plan, side, readers[side]);
    known.set(side, answer);
    // One that could not be told is asked for again.
    answer.catch(() => known.delete(side));
    return answer;
  };
  return async (asked) => {
    const words = await Promise.all((['source', 'target'] as const).map((side) => ask(side, asked)));
    return words.filter((one) => one !== null).join('; ') || null;
  };
}

async function hiddenRowsIn(plan: TablePlan, side: Side, reader: TableReader): Promise<string | null> {
  const { rows = 0, example = null } = (await reader.index?.hiddenRows()) ?? {};
  if (rows === 0) return null;
  const repeated = (await reader.repeatedKey?.()) ?? null;
  const such = example === null ? '' : `, such as ${inWords(plan, side, example)}`;
  const twice = repeated === null ? '' : `; more than one row has ${inWords(plan, side, repeated)}`;
  const count = rows === 1 ? '1 row' : `${rows.toLocaleString('en-US')} rows`;
  return (
    `a scan of ${tableName(plan[side])} of the ${side} sees ${count} that its index does not lead to${such}${twice}` +
    `: ${reader.index?.remedy ?? ''}`
  );
}

function inWords(plan: TablePlan, side: Side, key: Key): string {
  return keyColumns(plan.views[side])
    .map(({ name }, i) => `${name} = ${key[i] ?? 'NULL'}`)
    .join(', ');
}
