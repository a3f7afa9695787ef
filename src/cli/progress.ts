import type { Event } from '../model/event.ts';
import type { TablePlan } from '../model/plan.ts';
import { count, counted } from '../report/numbers.ts';
import { printable } from '../report/printable.ts';
import type { Output } from './command.ts';
import { columnsOf } from './print.ts';

/** Redrawn five times a second on a terminal; else a line every ten seconds. */
const REDRAW_MS = 200;
const PLAIN_MS = 10_000;

/** Tells on stderr how far a run is. */
export interface Progress {
  readonly on: (event: Event) => void;
  /** Clears the line and stops. */
  readonly end: () => void;
}

/** What was seen so far. */
export interface Tally {
  tables: number;
  tablesDone: number;
  /** Rows of the larger side, since that is what takes the time. */
  rows: number;
  /** By the servers' statistics; 0 when they have none. */
  rowsExpected: number;
  differences: number;
  /** What was asked again, since rows last came in. */
  setback: string | null;
  readonly startedAt: number;
}

export const SILENT: Progress = { on: () => undefined, end: () => undefined };

/** A progress display on `output`; `now` is in milliseconds. */
export function showProgress(output: Output, now: () => number = Date.now): Progress {
  const tally = { tables: 0, tablesDone: 0, rows: 0, rowsExpected: 0, differences: 0, setback: null, startedAt: now() };
  const terminal = output.isTTY === true;
  const draw = (): void => {
    const line = progressLine(tally, now());
    output.write(terminal ? `\r${line.slice(0, columnsOf(output) - 1)}\x1b[K` : `crosstally: ${line}\n`);
  };
  const timer = setInterval(draw, terminal ? REDRAW_MS : PLAIN_MS);
  timer.unref();
  return {
    on: (event) => {
      addToTally(tally, event);
    },
    end: () => {
      clearInterval(timer);
      if (terminal) output.write('\r\x1b[K');
    },
  };
}

export function addToTally(tally: Tally, event: Event): void {
  if (event.type === 'planned') {
    tally.tables = event.plan.tables.length;
    tally.rowsExpected = event.plan.tables.reduce((sum, table) => sum + expectedRows(table), 0);
  }
  if (event.type === 'compared') tally.rows += Math.max(event.rows.source, event.rows.target);
  if (event.type === 'differences') tally.differences += event.differences.length;
  if (event.type === 'table-finished') tally.tablesDone++;
  if (event.type === 'compared') tally.setback = null;
  if (event.type === 'held') tally.setback = event.reason === null ? null : `waiting: ${printable(event.reason)}`;
  if (event.type === 'retried') tally.setback = setbackWords(event);
}

function expectedRows(table: TablePlan): number {
  return Math.max(table.source.estimatedRows ?? 0, table.target.estimatedRows ?? 0);
}

/** `3/15 tables · 1,203,000 of about 5,400,000 rows · 212,000 rows/s · about 20 s left · 12 differences` */
export function progressLine(tally: Tally, now: number): string {
  if (tally.tables === 0) return 'looking at both sides';
  const seconds = (now - tally.startedAt) / 1000;
  const rate = seconds > 0 ? tally.rows / seconds : 0;
  // Statistics may be behind: nothing is foretold once they are overtaken.
  const left = tally.rowsExpected - tally.rows;
  const parts = [
    `${count(tally.tablesDone)}/${counted(tally.tables, 'table')}`,
    left > 0 ? `${count(tally.rows)} of about ${counted(tally.rowsExpected, 'row')}` : counted(tally.rows, 'row'),
    `${count(Math.round(rate))} rows/s`,
    ...(left > 0 && rate > 0 && seconds > 1 ? [`about ${roughly(left / rate)} left`] : []),
    ...(tally.differences > 0 ? [counted(tally.differences, 'difference')] : []),
    ...(tally.setback === null ? [] : [tally.setback]),
  ];
  return parts.join(' · ');
}

/** `asking again in 8 s: ADAPTER_CONNECTION_LOST: reading from old-host …` */
function setbackWords({ reason, waitSeconds }: Extract<Event, { type: 'retried' }>): string {
  return `asking again in ${String(Math.ceil(waitSeconds))} s: ${printable(reason.split(' · hint:')[0] ?? '')}`;
}

/** A time that is only an estimate: no more digits than it deserves. */
function roughly(seconds: number): string {
  if (seconds < 100) return `${count(Math.ceil(seconds))} s`;
  return seconds < 6000 ? `${count(Math.ceil(seconds / 60))} min` : `${(seconds / 3600).toFixed(1)} h`;
}
