import { count, counted } from '../../report/numbers.ts';
import { printable } from '../../report/printable.ts';
import { shortened, widthOf } from '../../report/text/layout.ts';
import type { Tally } from './tally.ts';

/**
 * How far a run is, in one line that fits: why it waits, what it found and what it is at come first, and what does not fit
 * is left out from behind.
 */
export function progressLine(tally: Tally, now: number, width: number): string {
  let line = '';
  for (const part of partsOf(tally, now)) {
    const separator = line === '' ? '' : SEPARATOR;
    const room = width - widthOf(line) - separator.length;
    const text = typeof part === 'string' ? part : part(room);
    if (line !== '' && widthOf(text) > room) break;
    line += separator + shortened(text, room);
  }
  return line;
}

/** A text, or one that is made for the columns that are left. */
type Part = string | ((room: number) => string);

const SEPARATOR = ' · ';

/** The most important first. */
function partsOf(tally: Tally, now: number): readonly Part[] {
  const seconds = (now - tally.startedAt) / 1000;
  const { differences, setback } = tally;
  const stands = [
    ...(setback === null ? [] : [setback]),
    ...(differences > 0 ? [counted(differences, 'difference')] : []),
  ];
  if (tally.tables === 0) return [...stands, `looking at both sides${lasting(seconds)}`];
  return [
    ...stands,
    `${count(tally.tablesDone)}/${counted(tally.tables, 'table')}`,
    ...doing(tally, now),
    ...rowParts(tally, seconds),
  ];
}

/** What is being done, where no rows come in meanwhile. */
function doing({ reading, rechecking, begun, startedAt }: Tally, now: number): Part[] {
  if (!begun) return [`comparing definitions${lasting((now - startedAt) / 1000)}`];
  const suspects = [...rechecking.values()].reduce((sum, rows) => sum + rows, 0);
  const [table, since = now] = [...reading].at(0) ?? [];
  const more = reading.size > 1 ? ` and ${String(reading.size - 1)} more` : '';
  return [
    ...(suspects > 0 ? [`looking again at ${counted(suspects, 'row')}`] : []),
    ...(table === undefined ? [] : [readingPart(printable(table), more + lasting((now - since) / 1000))]),
  ];
}

/** Of a name only what there is room for: that a table is read is worth more than which. */
function readingPart(table: string, rest: string): Part {
  return (room) => `reading ${shortened(table, Math.max(LEAST_NAME, room - widthOf(`reading ${rest}`)))}${rest}`;
}

const LEAST_NAME = 5;

/** Shows that it goes on. */
function lasting(seconds: number): string {
  return seconds < 1 ? '' : ` for ${roughly(Math.floor(seconds))}`;
}

/** `1,203,000 of about 5,400,000 rows`, `about 20 s left`, `212,000 rows/s` */
function rowParts({ rows, rowsExpected, reading }: Tally, seconds: number): string[] {
  const rate = seconds > 0 ? rows / seconds : 0;
  // Statistics may be behind: nothing is foretold once they are overtaken.
  const left = rowsExpected - rows;
  const isKnown = left > 0 && rate > 0 && seconds > 1 && reading.size === 0;
  return [
    left > 0 ? `${count(rows)} of about ${counted(rowsExpected, 'row')}` : counted(rows, 'row'),
    ...(isKnown ? [`about ${roughly(left / rate)} left`] : []),
    ...(rate >= 1 ? [`${count(Math.round(rate))} rows/s`] : []),
  ];
}

/** A time that is only an estimate: no more digits than it deserves. */
function roughly(seconds: number): string {
  if (seconds < 100) return `${count(Math.ceil(seconds))} s`;
  return seconds < 6000 ? `${count(Math.ceil(seconds / 60))} min` : `${(seconds / 3600).toFixed(1)} h`;
}
