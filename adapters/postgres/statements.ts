import { formText } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../src/model/view.ts';
import { canonicalExpression, rowExpression } from './canonical.ts';
import { quoteName, quoteTable } from './quote.ts';
import { keyOrder, keysCondition, rangeCondition, wholeKeyCondition } from './range.ts';

/** Every statement that is sent for a table. */
export interface Statements {
  /** The key of the `rows`-th row of a range. */
  cut(range: KeyRange, rows: number): string;
  /** The keys of every `rows`-th row of a range. */
  cuts(range: KeyRange, rows: number): string;
  /** The key of the last row. */
  last(): string;
  /** The rows of a range in canonical form. */
  rows(range: KeyRange): string;
  /** The rows with one of these keys in canonical form; null when there can be none. */
  byKey(keys: readonly Key[]): string | null;
  /** No row, by the user's condition. */
  tried(): string;
  /** A key that more than one row has. */
  repeated(): string;
  /** The columns of a range as PostgreSQL stores them, in key order. */
  raw(range: KeyRange): string;
}

export function statementsOf(view: TableView): Statements {
  const from = `from ${quoteTable(view.table)}`;
  const canonical = `select ${view.columns.map(rowExpression).join(', ')} ${from}`;
  const stored = `select ${view.columns.map(({ name }) => quoteName(name)).join(', ')} ${from}`;
  // The inner query walks the index alone; only the row that is wanted is brought into canonical form.
  const oneKey = (inner: string): string =>
    `select ${keyExpressions(view)} from (select ${keyOrder(view)} ${from}${inner}) k`;
  const numbered = (range: KeyRange): string =>
    `select ${keyOrder(view)}, row_number() over (order by ${keyOrder(view)}) as ${ROW_NUMBER} ${from}${rangeCondition(view, range)}`;
  return {
    cuts: (range, rows) =>
      `select ${keyExpressions(view)} from (${numbered(range)}) k where ${ROW_NUMBER} % ${String(rows)} = 0 order by ${ROW_NUMBER}`,
    cut: (range, rows) =>
      oneKey(`${rangeCondition(view, range)} order by ${keyOrder(view)} offset ${String(rows - 1)} limit 1`),
    last: () => oneKey(`${rangeCondition(view, EVERYTHING)} order by ${keyOrder(view, ' desc')} limit 1`),
    rows: (range) => canonical + rangeCondition(view, range),
    byKey: (keys) => {
      const condition = keysCondition(view, keys);
      return condition === null ? null : canonical + condition;
    },
    tried: () => `select 1 ${from}${rangeCondition(view, EVERYTHING)} limit 0`,
    repeated: () => {
      const columns = keyColumns(view);
      const positions = columns.map((_, i) => String(i + 1)).join(', ');
      const grouped = `${wholeKeyCondition(view)} group by ${positions} having count(*) > 1 limit 1`;
      return `select ${columns.map(comparedByBytes).join(', ')} ${from}${grouped}`;
    },
    raw: (range) => `${stored}${rangeCondition(view, range)} order by ${keyOrder(view)}`,
  };
}

/** Quoted, so that no column of a table is likely to be called that. */
const ROW_NUMBER = '"number of the row"';

/** The key columns in canonical form. */
export function keyExpressions(view: TableView): string {
  return keyColumns(view).map(canonicalExpression).join(', ');
}

/** The key of a row of which the key's columns come first. */
export function keyOf(view: TableView, frames: Frames, row: number): Key {
  const values = frameColumns(frames.bytes, frames.starts[row] ?? 0, frames.ends[row] ?? 0);
  return keyColumns(view).map((column, i) => {
    const value = values[i];
    return value == null ? null : formText(column.form, value);
  });
}

/** A nondeterministic collation would group what only it holds equal; bytes have none. */
function comparedByBytes(column: ViewColumn): string {
  const expression = canonicalExpression(column);
  return column.form === 'bytes' || column.form === 'float' || column.type.encoding === 'SQL_ASCII'
    ? expression
    : `(${expression}) collate "C"`;
}
