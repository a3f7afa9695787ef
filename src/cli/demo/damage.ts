/** What goes wrong on the way: takes the lines of a dump in COPY's text format and gives those that arrive. */

/** A column that a row arrives with a wrong value in. */
export type Wrong = 'display_name' | 'quota_mb' | 'created_at';

/** A table's damage, as the verifier ought to find it. */
export interface Planted {
  readonly table: string;
  /** How it came about, and why nobody was told. */
  readonly cause: string;
  readonly missing: readonly string[];
  /** Key to the column that differs. */
  readonly changed: ReadonlyMap<string, Wrong>;
}

export interface Arrived {
  readonly lines: readonly string[];
  readonly planted: Planted;
}

type Damage = (table: string, lines: readonly string[]) => Arrived;

const ENDED = "the transfer ended early, at a line's end: COPY takes that for the end of the table";
const LOST = 'a batch was not sent again after a time-out, and some rows were lost one by one';
const CHANGED = '5 names read as Latin-1, 3 quotas cut to integers, 4 times an hour late: the row count is right';

/** The tables that do not arrive whole. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  messages: endEarly,
  aliases: loseSome,
  accounts: changeSome,
};

/** How much of `messages` had come when the transfer ended. At a line's end, COPY takes it for the end of the table. */
const CAME = 0.948;

function endEarly(table: string, lines: readonly string[]): Arrived {
  const came = Math.floor(lines.length * CAME) - 37;
  return without({ table, cause: ENDED }, lines, (_line, i) => i >= came);
}

/** Places in the dump, from 0. */
const LOST_BATCH = { from: 24_000, rows: 500 };
const LOST_ROWS: ReadonlySet<number> = new Set([11, 1_502, 9_999, 17_040, 26_113, 31_750, 39_998]);

function loseSome(table: string, lines: readonly string[]): Arrived {
  const { from, rows } = LOST_BATCH;
  return without({ table, cause: LOST }, lines, (_line, i) => (i >= from && i < from + rows) || LOST_ROWS.has(i));
}

function without(
  what: Pick<Planted, 'table' | 'cause'>,
  lines: readonly string[],
  lost: (line: string, i: number) => boolean,
): Arrived {
  const missing = lines.filter(lost).map(keyOf);
  return { lines: lines.filter((line, i) => !lost(line, i)), planted: { ...what, missing, changed: new Map() } };
}

interface Edit {
  readonly wrong: Wrong;
  /** The column's place in the line. */
  readonly at: number;
  readonly rows: number;
  readonly fits: RegExp;
  readonly edit: (value: string) => string;
}

/** Places follow the columns of `accounts` in tables.ts. */
const EDITS: readonly Edit[] = [
  // UTF-8 that was read as Latin-1 on its way and written as UTF-8 again: é becomes Ã©.
  {
    wrong: 'display_name',
    at: 4,
    rows: 5,
    fits: /^[\w ]*[éèëáíóúñü]/,
    edit: (name) => Buffer.from(name).toString('latin1'),
  },
  // A fraction that did not survive an integer.
  { wrong: 'quota_mb', at: 5, rows: 3, fits: /\.(?!000)/, edit: (quota) => quota.replace(/\..*/, '') },
  // An hour, as a clock change leaves it. Not in the last hour of a day: the date would change too.
  {
    wrong: 'created_at',
    at: 9,
    rows: 4,
    fits: / (0\d|1\d|2[0-2]):/,
    edit: (time) => time.replace(/ (\d\d):/, laterByAnHour),
  },
];

function laterByAnHour(_match: string, hour: string): string {
  return ` ${String(Number(hour) + 1).padStart(2, '0')}:`;
}

/** Lines between two that are looked at for the next edit, so that the changed rows lie far apart. */
const STRIDE = 1_603;

function changeSome(table: string, lines: readonly string[]): Arrived {
  const arrived = [...lines];
  const changed = new Map<string, Wrong>();
  const wanted = EDITS.flatMap((edit) => Array.from({ length: edit.rows }, () => edit));
  wanted.forEach(({ wrong, at, fits, edit }, i) => {
    const line = arrived.findIndex((line, n) => n > i * STRIDE && fits.test(column(line, at)));
    const columns = (arrived[line] ?? '').split('\t');
    columns[at] = edit(columns[at] ?? '');
    arrived[line] = columns.join('\t');
    changed.set(columns[0] ?? '', wrong);
  });
  return { lines: arrived, planted: { table, cause: CHANGED, missing: [], changed } };
}

function column(line: string, at: number): string {
  return line.split('\t')[at] ?? '';
}

function keyOf(line: string): string {
  return line.slice(0, line.indexOf('\t'));
}
