import type { LimitFunction } from 'p-limit';
import type { Database, TableReader } from '../adapter.ts';
import { errorLine } from '../errors.ts';
import { differenceRows, NO_ROWS } from '../model/difference.ts';
import type { Difference, RowCounts } from '../model/difference.ts';
import type { Event, TableOutcome } from '../model/event.ts';
import type { TablePlan } from '../model/plan.ts';
import { mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import { changedColumns } from './changed-columns.ts';
import type { Hashing } from './hash.ts';
import { tableVerdict } from './table-verdict.ts';
import { walkTable } from './walk.ts';

export interface Comparison {
  readonly databases: Sides<Database>;
  readonly hashing: Hashing;
  readonly limit: LimitFunction;
  /** Changed rows whose columns are looked up; beyond them a difference carries its key alone. */
  readonly maxDifferences: number;
}

/** Compares one table. An error ends this table, as `incomplete` with its reason, and no other. */
export async function* compareTable(comparison: Comparison, table: TablePlan): AsyncGenerator<Event> {
  const started = performance.now();
  yield { type: 'table-started', table };
  let rows = NO_ROWS;
  let failure: string | null = null;
  try {
    if (table.columns.length > 0) {
      for await (const event of compareRows(comparison, table)) {
        rows = addEvent(rows, event);
        if (event.type !== 'unconfirmed') yield event;
      }
    }
  } catch (error) {
    failure = errorLine(error);
  }
  const seconds = (performance.now() - started) / 1000;
  const outcome: TableOutcome = { ...tableVerdict(table, rows, failure), rows, strategy: 'stream', seconds };
  yield { type: 'table-finished', table, outcome };
}

type RowEvent = Extract<Event, { type: 'compared' | 'difference' }> | { readonly type: 'unconfirmed' };

async function* compareRows(comparison: Comparison, table: TablePlan): AsyncGenerator<RowEvent> {
  const readers = mapSides(comparison.databases, (database, side) => database.reader(table.views[side]));
  let listed = 0;
  for await (const piece of walkTable({ ...comparison, table, readers })) {
    yield { type: 'compared', table, rows: piece.rows };
    const room = Math.max(0, comparison.maxDifferences - listed);
    const looked = lookUpChanged(table, readers, piece.differences, room);
    for await (const difference of looked) {
      yield difference === null ? { type: 'unconfirmed' } : { type: 'difference', table, difference };
    }
    listed += piece.differences.length;
  }
}

/** The first `room` differences with the columns of the changed ones; the others as they are. */
async function* lookUpChanged(
  table: TablePlan,
  readers: Sides<TableReader>,
  differences: readonly Difference[],
  room: number,
): AsyncGenerator<Difference | null> {
  const first = differences.slice(0, room);
  const lookups = changedColumns(
    table,
    readers,
    first.filter(({ kind }) => kind === 'changed'),
  );
  for (const difference of first) {
    if (difference.kind !== 'changed') yield difference;
    else yield (await lookups.next()).value as Difference | null;
  }
  yield* differences.slice(room);
}

function addEvent(rows: RowCounts, event: RowEvent): RowCounts {
  switch (event.type) {
    case 'compared':
      return { ...rows, source: rows.source + event.rows.source, target: rows.target + event.rows.target };
    case 'difference': {
      const { kind } = event.difference;
      return { ...rows, [kind]: rows[kind] + differenceRows(event.difference) };
    }
    case 'unconfirmed':
      return { ...rows, unconfirmed: rows.unconfirmed + 1 };
  }
}
