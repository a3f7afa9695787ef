import type { LimitFunction } from 'p-limit';
import type { Database, TableReader } from '../adapter.ts';
import { CrosstallyError, errorLine } from '../errors.ts';
import type { Retry } from '../faults/retry.ts';
import type { ErrorCode } from '../errors.ts';
import { differenceRows, NO_ROWS } from '../model/difference.ts';
import type { RowCounts } from '../model/difference.ts';
import type { Event, TableOutcome } from '../model/event.ts';
import type { Key } from '../model/key.ts';
import type { Piece } from '../model/piece.ts';
import type { TablePlan } from '../model/plan.ts';
import { mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import { nameChangedColumns } from './rows/changed-columns.ts';
import { mapBehind } from './confirm/behind.ts';
import { confirm, confirmAgain } from './confirm/confirm.ts';
import type { Confirmation } from './confirm/confirm.ts';
import type { Recheck } from './confirm/recheck.ts';
import { trackCoverage } from './ranges/coverage.ts';
import { watchForCutShort } from './cut-short.ts';
import type { Hashing } from './digests/hash.ts';
import { NO_JOURNAL } from './journal.ts';
import type { TableJournal } from './journal.ts';
import { looseRows } from './let-pass/loose-rows.ts';
import { assertSameTables } from './same-table.ts';
import { isSmall } from './ranges/size.ts';
import { chooseStrategy } from './digests/strategy.ts';
import type { Chooser } from './digests/strategy.ts';
import { tableVerdict } from './table-verdict.ts';
import { readingOf, walkTable } from './walk.ts';
import type { WalkContext, WalkedPiece } from './walk.ts';

export interface Comparison {
  readonly databases: Sides<Database>;
  readonly hashing: Hashing;
  /** How chunks are digested. */
  readonly strategy: 'auto' | 'pushdown' | 'stream';
  readonly limit: LimitFunction;
  readonly retry: Retry;
  /** Changed rows whose columns are looked up; beyond them a difference carries its key alone. */
  readonly maxDifferences: number;
  /** How differences are looked at again; null to take them as they are found. */
  readonly recheck: Recheck | null;
}

/** Compares one table. An error ends this table, as `incomplete` with its reason, and no other. */
export async function* compareTable(
  comparison: Comparison,
  table: TablePlan,
  journal: TableJournal = NO_JOURNAL,
): AsyncGenerator<Event> {
  const started = performance.now();
  yield { type: 'table-started', table };
  if (journal.outcome !== null) {
    for await (const piece of journal.earlier()) yield* eventsOf(table, piece);
    yield { type: 'table-finished', table, outcome: journal.outcome };
    return;
  }
  let rows = NO_ROWS;
  let failure: string | null = null;
  const readers = mapSides(comparison.databases, (database, side) => database.reader(table.views[side]));
  const watch = watchForCutShort(table, readers.target);
  let chooser: Chooser | null = null;
  try {
    if (table.columns.length > 0) {
      const loose = looseRows(table, comparison.hashing.hash);
      // Raw bytes and pushed-down digests know nothing of it: where they are equal there is nothing to let pass.
      const hashing = loose === null ? comparison.hashing : { ...comparison.hashing, hash: loose.hash };
      chooser = await chooseStrategy(comparison.strategy, { readers, hashing, small: isSmall(table) });
      for await (const piece of compareRows(comparison, { table, readers, hashing, loose, chooser }, journal)) {
        rows = addRows(rows, piece);
        await watch.add(piece.differences);
        yield* eventsOf(table, piece);
      }
      await assertSameTables(table, readers);
    }
  } catch (error) {
    failure = await failureOf(error, { table, readers, journal });
  }
  const seconds = (performance.now() - started) / 1000;
  const cutShort = watch.found();
  const { name: strategy, reason: strategyReason } = chooser?.choice() ?? NOTHING_DIGESTED;
  const verdict = tableVerdict(table, rows, failure, comparison.recheck?.stillness.behind() ?? null);
  const outcome: TableOutcome = { ...verdict, rows, strategy, strategyReason, cutShort, seconds };
  if (failure === null) await journal.end(outcome);
  yield { type: 'table-finished', table, outcome };
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

/** What to tell of a piece. */
function* eventsOf(table: TablePlan, { range, rows, differences }: Piece): Generator<Event> {
  if (range !== null || rows.source !== 0 || rows.target !== 0) yield { type: 'compared', table, rows };
  for (let from = 0; from < differences.length; from += TOLD_AT_ONCE) {
    yield { type: 'differences', table, differences: differences.slice(from, from + TOLD_AT_ONCE) };
  }
}

/** Differences of an event: tables that are ahead of their turn hold some events each. */
const TOLD_AT_ONCE = 1000;

const NOTHING_DIGESTED = { name: 'stream', reason: 'nothing was digested' };

type TableContext = Pick<WalkContext, 'table' | 'readers' | 'hashing' | 'loose' | 'chooser'>;

/** What an earlier run found, then what is left of the table. Ends only when the whole of it was covered. */
async function* compareRows(
  comparison: Comparison,
  context: TableContext,
  journal: TableJournal,
): AsyncGenerator<Piece> {
  const coverage = trackCoverage();
  let room = comparison.maxDifferences;
  for await (const piece of journal.earlier()) {
    if (piece.range !== null) coverage.add(piece.range);
    room = Math.max(0, room - piece.differences.length - piece.unconfirmed);
    yield piece;
  }
  const reached = coverage.reached();
  if (reached === 'end') return;
  for await (const piece of secondLook(comparison, context, { after: reached, room })) {
    if (piece.range !== null) coverage.add(piece.range);
    await journal.add(piece);
    yield piece;
  }
  coverage.assertComplete();
}

/** Walks the table, confirms what differs, and looks up the columns of as many changed rows as there is `room` for. */
async function* secondLook(
  comparison: Comparison,
  context: TableContext,
  start: { readonly after: Key | null; readonly room: number },
): AsyncGenerator<Piece> {
  const { recheck, hashing, retry } = comparison;
  const lookUp = { ...context, hash: hashing.hash };
  const confirmation = recheck === null ? null : { recheck, retry, table: context.table, reading: readingOf(context) };
  let room = start.room;
  for await (const piece of confirmed(walkTable({ ...comparison, ...context }, start.after), confirmation)) {
    const { differences } = piece;
    const suspects = differences.slice(0, room);
    const looked = await retry(() => nameChangedColumns(lookUp, suspects));
    const named = { ...piece, differences: looked.filter((one) => one !== null).concat(differences.slice(room)) };
    const doubtful = differences.filter((_one, i) => looked[i] === null);
    room = Math.max(0, room - differences.length);
    if (confirmation !== null) yield await confirmAgain(confirmation, named, doubtful);
    else yield { ...named, unconfirmed: doubtful.length };
  }
}

async function* confirmed(
  walked: AsyncIterable<WalkedPiece>,
  confirmation: Confirmation | null,
): AsyncGenerator<Piece> {
  if (confirmation !== null) {
    yield* mapBehind(walked, UNDER_WAY, (piece, left) => confirm(confirmation, piece, left));
  } else {
    for await (const { range, rows, differences } of walked) yield { range, rows, differences, unconfirmed: 0 };
  }
}

/** Differences that wait for another look at the same time: their keys are in memory, some 30 MB. */
const UNDER_WAY = { most: 50_000, weigh: ({ differences }: WalkedPiece): number => 1 + differences.length };

function addRows(rows: RowCounts, piece: Piece): RowCounts {
  const found = { missing: 0, extra: 0, changed: 0 };
  for (const difference of piece.differences) found[difference.kind] += differenceRows(difference);
  return {
    source: rows.source + piece.rows.source,
    target: rows.target + piece.rows.target,
    missing: rows.missing + found.missing,
    extra: rows.extra + found.extra,
    changed: rows.changed + found.changed,
    unconfirmed: rows.unconfirmed + piece.unconfirmed,
  };
}
