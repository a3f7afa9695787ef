import type { Event } from '../../model/event.ts';
import type { TablePlan } from '../../model/plan.ts';
import { printable } from '../../report/printable.ts';

/** What was seen so far. */
export interface Tally {
  tables: number;
  tablesDone: number;
  /** Rows of the larger side, since that is what takes the time. */
  rows: number;
  /** By the servers' statistics; 0 when they have none. */
  rowsExpected: number;
  differences: number;
  /** No table was begun yet. */
  begun: boolean;
  /** What was asked again, since rows last came in, or why nothing is asked. */
  setback: string | null;
  /** Tables that are read as a whole, and since when. */
  readonly reading: Map<string, number>;
  /** Rows that are looked at again, by their table. */
  readonly rechecking: Map<string, number>;
  readonly startedAt: number;
}

export function newTally(startedAt: number): Tally {
  return {
    tables: 0,
    tablesDone: 0,
    rows: 0,
    rowsExpected: 0,
    differences: 0,
    begun: false,
    setback: null,
    reading: new Map(),
    rechecking: new Map(),
    startedAt,
  };
}

export function addToTally(tally: Tally, event: Event, now: number): void {
  switch (event.type) {
    case 'planned':
      tally.tables = event.plan.tables.length;
      tally.rowsExpected = event.plan.tables.reduce((sum, table) => sum + expectedRows(table), 0);
      break;
    case 'table-started':
      tally.begun = true;
      break;
    case 'compared':
      tally.rows += Math.max(event.rows.source, event.rows.target);
      tally.setback = null;
      tally.reading.delete(event.table);
      break;
    case 'differences':
      tally.differences += event.differences.length;
      break;
    case 'table-finished':
      tally.tablesDone++;
      tally.reading.delete(event.table);
      break;
    case 'reading':
      tally.reading.set(event.table, now);
      break;
    case 'rechecking':
      addRechecking(tally.rechecking, event);
      break;
    case 'held':
      tally.setback = event.reason === null ? null : `waiting: ${printable(event.reason)}`;
      break;
    case 'retried':
      tally.setback = setbackWords(event);
      break;
    case 'asked':
    case 'definitions':
    case 'newer':
    case 'noticed':
    case 'finished':
  }
}

function addRechecking(rechecking: Map<string, number>, { table, rows }: Extract<Event, { type: 'rechecking' }>): void {
  const all = (rechecking.get(table) ?? 0) + rows;
  if (all > 0) rechecking.set(table, all);
  else rechecking.delete(table);
}

function expectedRows(table: TablePlan): number {
  return Math.max(table.source.estimatedRows ?? 0, table.target.estimatedRows ?? 0);
}

/** `asking again in 8 s: ADAPTER_CONNECTION_LOST: reading from old-host …` */
function setbackWords({ reason, waitSeconds }: Extract<Event, { type: 'retried' }>): string {
  return `asking again in ${String(Math.ceil(waitSeconds))} s: ${printable(reason.split(' · hint:')[0] ?? '')}`;
}
