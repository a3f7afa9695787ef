import type { IndexCheck, TableReader } from '../adapter.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides, mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { keyColumns } from '../model/view.ts';
import type { Retry } from '../run/retry.ts';
import type { Recheck } from './confirm/recheck.ts';

/** Which sides are asked: those that have to be whatever is found, or all that can tell. */
export type Asked = 'always' | 'all';

/** What scans see and look-ups do not, in words; null for nothing. A side is asked once. */
export interface HiddenRows {
  ask(this: void, asked: Asked): Promise<string | null>;
  /** Says that a scan has counted every row, range by range: the index was held against it there. */
  scanned(this: void): void;
  /** Says that an earlier run has read some of it: rows may have come and gone since. */
  resumed(this: void): void;
  /** Holds the rows of each side, as they were found range by range, against what a scan counts. */
  holdAgainstScan(this: void, rows: Sides<number>): Promise<string | null>;
}

/** How a run asks: whether the sides stand still, and what failed for a while again. */
interface Asking {
  readonly recheck: Recheck | null;
  readonly retry: Retry;
}

/** For a pair of tables. Asks nothing yet. */
export function hiddenRowsOf(plan: TablePlan, readers: Sides<TableReader>, { recheck, retry }: Asking): HiddenRows {
  const began = performance.now();
  const known = new Map<Side, Promise<string | null>>();
  let wasScanned = plan.walk !== 'key order';
  let wasResumed = false;
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
      const counted = await bothSides(readers, (reader, side) => countByScan(plan, reader, side));
      const more = mapSides(counted, (count, side) => (count === null ? 0 : count - rows[side]));
      // Rows may also have come and gone: then the index hides none.
      const hidden = await askIf((_index, side) => more[side] !== 0);
      if (hidden !== null) return hidden;
      // What came and went between two runs did so on both sides.
      const isAsExpected = wasResumed ? more.source === more.target : more.source === 0 && more.target === 0;
      if (isAsExpected) return null;
      const stoodStill = recheck === null || (await retry(() => recheck.stillness.heldSince(began)));
      return stoodStill ? outsideOfAllRanges(rows, more) : null;
    },
    resumed: () => {
      wasResumed = true;
    },
  };
}

/** Null where it was asked for anyway, where nobody can tell, and of a few rows of a table: nobody wants a scan for them. */
async function countByScan(plan: TablePlan, reader: TableReader, side: Side): Promise<number | null> {
  const isAsked = reader.index?.always === false && plan.views[side].where === null;
  return (isAsked ? await reader.countRows?.() : null) ?? null;
}

/** The index leads to them, and they are in no range of keys: one is NULL that may not be, or what a server rules out. */
function outsideOfAllRanges(rows: Sides<number>, more: Sides<number>): string {
  const words = mapSides(more, (count, side) => {
    const [found, scanned] = [rows[side], rows[side] + count].map((number) => number.toLocaleString('en-US'));
    return count === 0
      ? []
      : [`${String(found)} rows of the ${side} were compared and a scan counts ${String(scanned)}`];
  });
  return `${[...words.source, ...words.target].join(', and ')}, while nothing was written: rows lie outside of all ranges of keys`;
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
