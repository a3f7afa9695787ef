import type { IndexCheck, TableReader } from '../adapter.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { keyColumns } from '../model/view.ts';

/** Which sides are asked: those that have to be whatever is found, or all that can tell. */
export type Asked = 'always' | 'all';

/** What scans see and look-ups do not, in words; null for nothing. A side is asked once. */
export interface HiddenRows {
  ask(this: void, asked: Asked): Promise<string | null>;
  /** Says that a scan has counted every row, range by range: the index was held against it there. */
  scanned(this: void): void;
  /** Holds the rows of each side, as they were found by the index, against what a scan counts. */
  holdAgainstScan(this: void, rows: Sides<number>): Promise<string | null>;
}

/** For a pair of tables. Asks nothing yet. */
export function hiddenRowsOf(plan: TablePlan, readers: Sides<TableReader>): HiddenRows {
  const known = new Map<Side, Promise<string | null>>();
  let wasScanned = plan.walk !== 'key order';
  const askSide = (side: Side): Promise<string | null> => {
    const answer = known.get(side) ?? hiddenRowsIn(plan, side, readers[side]);
    known.set(side, answer);
    // One that could not be told is asked for again.
    answer.catch(() => known.delete(side));
    return answer;
  };
  const askIf = async (
    isAsked: (index: IndexCheck, side: Side) => boolean | Promise<boolean>,
  ): Promise<string | null> => {
    const words = await bothSides(readers, async ({ index }, side) =>
      index !== undefined && (await isAsked(index, side)) ? askSide(side) : null,
    );
    return [words.source, words.target].filter((one) => one !== null).join('; ') || null;
  };
  return {
    ask: (asked) => askIf(({ always }) => always || asked === 'all'),
    scanned: () => {
      wasScanned = true;
    },
    holdAgainstScan: async (rows) => {
      if (wasScanned) return null;
      // Rows may also have come and gone: then the index hides none.
      return askIf(async (index, side) => {
        // It was asked where it has to be anyway; and of a few rows of a large table nobody wants a scan of it.
        const isAsked = !index.always && plan.views[side].where === null;
        const scanned = isAsked ? await readers[side].countRows?.() : undefined;
        return scanned !== undefined && scanned !== rows[side];
      });
    },
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
