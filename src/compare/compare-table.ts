import type { TableReader } from '../adapter.ts';
import { CrosstallyError, errorLine } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { NO_ROWS } from '../model/difference.ts';
import type { Event, TableOutcome } from '../model/event.ts';
import type { Key } from '../model/key.ts';
import type { RangeResult, UnequalRange } from '../model/range-result.ts';
import type { TablePlan } from '../model/plan.ts';
import { mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import { mapAlongside } from './confirm/alongside.ts';
import { countsAgainst } from './confirm/counts.ts';
import { settle } from './confirm/confirm.ts';
import { compareBlocks, hasBlocksAlone, unequalWords } from './blocks.ts';
import { watchForCutShort } from './cut-short.ts';
import type { CutShortWatch } from './cut-short.ts';
import type { Choice } from './digests/strategy.ts';
import type { FirstLook } from './first-look.ts';
import { tellHiddenKeys } from './hidden-keys.ts';
import { NO_JOURNAL } from './journal.ts';
import type { TableJournal } from './journal.ts';
import { nameColumns } from './name-columns.ts';
import { setNewerApart } from './newer.ts';
import { trackCoverage } from './ranges/coverage.ts';
import { assertSameTables } from './same-table.ts';
import { addResult, eventsOf } from './table-events.ts';
import { pairTable } from './table-pair.ts';
import type { Comparison, TablePair } from './table-pair.ts';
import { tableVerdict } from './table-verdict.ts';
import { walkTable } from './walk.ts';

/** Compares one table. An error ends this table, as `incomplete` with its reason, and no other. */
export async function* compareTable(
  comparison: Comparison,
  table: TablePlan,
  journal: TableJournal = NO_JOURNAL,
): AsyncGenerator<Event> {
  yield { type: 'table-started', table: table.id };
  if (journal.outcome === null) {
    yield* compareAnew(comparison, table, journal);
    return;
  }
  for await (const result of journal.earlier()) yield* eventsOf(table, result);
  yield { type: 'table-finished', table: table.id, outcome: journal.outcome };
}

/** What the comparison of a table has come to so far. */
interface SoFar {
  rows: TableOutcome['rows'];
  failure: string | null;
  readonly doubts: Set<string>;
  readonly unequal: UnequalRange[];
  strategy: () => Choice;
}

async function* compareAnew(comparison: Comparison, table: TablePlan, journal: TableJournal): AsyncGenerator<Event> {
  const started = performance.now();
  const readers = mapSides(comparison.databases, (database, side) => database.reader(table.views[side]));
  const cutShort = watchForCutShort(table, readers.target);
  const soFar: SoFar = {
    rows: NO_ROWS,
    failure: null,
    doubts: new Set(),
    unequal: [],
    strategy: () => NOTHING_DIGESTED,
  };
  try {
    if (table.columns.length > 0) yield* compareRows(comparison, { table, readers, journal, cutShort }, soFar);
  } catch (error) {
    soFar.failure = await failureOf(error, { table, readers, journal });
  }
  const outcome = outcomeOf(comparison, table, { ...soFar, cutShort, started });
  if (soFar.failure === null) await journal.end(outcome);
  yield { type: 'table-finished', table: table.id, outcome };
}

interface Comparing {
  readonly table: TablePlan;
  readonly readers: Sides<TableReader>;
  readonly journal: TableJournal;
  readonly cutShort: CutShortWatch;
}

async function* compareRows(
  comparison: Comparison,
  { table, readers, journal, cutShort }: Comparing,
  soFar: SoFar,
): AsyncGenerator<Event> {
  const pair = await pairTable(comparison, table, readers);
  soFar.strategy = pair.chooser.choice;
  const doubt = (words: string | null | undefined): void => {
    if (words != null) soFar.doubts.add(words);
  };
  doubt(await pair.hiddenRows.ask('always'));
  const began = performance.now();
  let vanished = 0;
  for await (const result of allResults(pair, journal)) {
    soFar.rows = addResult(soFar.rows, result);
    doubt(result.doubt);
    soFar.unequal.push(...(result.unequal ?? []));
    vanished += result.vanished ?? 0;
    await cutShort.add(result.differences);
    yield* eventsOf(table, result);
  }
  doubt(await pair.hiddenRows.holdAgainstScan(soFar.rows));
  if (vanished > 0 || (await mayHaveMoved(pair, began))) {
    // The rows of a table that was truncated would be counted for as long as anybody waits.
    await assertSameTables(table, readers);
    doubt(await countsAgainst(pair, soFar.rows, vanished > 0));
  }
  await assertSameTables(table, readers);
}

/** Whether rows can have been where nobody looked: of all of a table, that costs little to be sure of. */
async function mayHaveMoved({ plan, recheck, retry }: TablePair, began: number): Promise<boolean> {
  if (recheck === null || plan.key.length === 0 || plan.views.source.where !== null || plan.views.target.where !== null)
    return false;
  return !(await retry(() => recheck.stillness.hasHeldSince(began)));
}

/** What an earlier run found, then what is left of the table. Ends only when the whole of it was covered. */
async function* allResults(pair: TablePair, journal: TableJournal): AsyncGenerator<RangeResult> {
  const coverage = trackCoverage();
  let room = pair.maxDifferences;
  for await (const result of journal.earlier()) {
    if (result.range !== null) coverage.add(result.range);
    room = Math.max(0, room - changedRows(result));
    yield result;
  }
  const reached = coverage.reached();
  if (reached !== null) pair.hiddenRows.resumed();
  if (reached === 'end') return;
  for await (const result of newResults(pair, { after: reached, room })) {
    if (result.range !== null) coverage.add(result.range);
    await journal.add(result);
    yield result;
  }
  coverage.assertComplete();
}

/** Walks the table, settles what differs, and names the columns of as many changed rows as there is `room` for. */
async function* newResults(
  pair: TablePair,
  start: { readonly after: Key | null; readonly room: number },
): AsyncGenerator<RangeResult> {
  let room = start.room;
  if (hasBlocksAlone(pair)) {
    yield* compareBlocks(pair, start.after);
    return;
  }
  const looks = walkTable(pair, start.after);
  for await (const result of mapAlongside(looks, UNDER_WAY, (look, left) => settle(pair, look, left))) {
    const named = await nameColumns(pair, result, room);
    yield await setNewerApart(pair, await tellHiddenKeys(pair, named));
    room = Math.max(0, room - changedRows(result));
  }
}

/** What takes up room: a column is named of no other row. */
function changedRows({ differences }: RangeResult): number {
  return differences.filter(({ kind }) => kind === 'changed').length;
}

/** Differences that wait for another look at the same time: their keys are in memory, some 30 MB. */
const UNDER_WAY = { most: 50_000, weigh: ({ differences }: FirstLook): number => 1 + differences.length };

interface Ended extends SoFar {
  readonly cutShort: CutShortWatch;
  readonly started: number;
}

function outcomeOf({ recheck }: Comparison, table: TablePlan, ended: Ended): TableOutcome {
  const { rows, failure, doubts, cutShort, started } = ended;
  const { name: strategy, reason: strategyReason } = ended.strategy();
  const behind = recheck?.stillness.behind() ?? null;
  return {
    ...tableVerdict(table, rows, {
      failure,
      doubts: [...doubts],
      behind,
      unequal: unequalWords(ended.unequal, table.key),
    }),
    ...{ rows, strategy, strategyReason },
    cutShort: cutShort.found(),
    seconds: (performance.now() - started) / 1000,
  };
}

interface Failed {
  readonly table: TablePlan;
  readonly readers: Sides<TableReader>;
  readonly journal: TableJournal;
}

/** Why the table ended early. */
async function failureOf(thrown: unknown, { table, readers, journal }: Failed): Promise<string> {
  const error = await explained(table, readers, thrown);
  // A run that cannot keep what it finds ends: there is no use in going on to the next table.
  if (hasCode(error, 'CHECKPOINT_FAILED')) throw error;
  if (hasCode(error, 'COVERAGE_BROKEN') || hasCode(error, 'TABLE_CHANGED')) await journal.forget();
  return errorLine(error);
}

/** A table that was altered or dropped meanwhile fails in many ways: that is what has to be said of them all. */
async function explained(table: TablePlan, readers: Sides<TableReader>, error: unknown): Promise<unknown> {
  if (!hasCode(error, 'ADAPTER_STATEMENT_FAILED') && !hasCode(error, 'COVERAGE_BROKEN')) return error;
  try {
    await assertSameTables(table, readers, error);
    return error;
  } catch (changed) {
    return hasCode(changed, 'TABLE_CHANGED') ? changed : error;
  }
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof CrosstallyError && error.code === code;
}

const NOTHING_DIGESTED: Choice = { name: 'stream', reason: 'nothing was digested' };
