import { CrosstallyError } from '../../src/errors.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../src/model/view.ts';
import { equals, literal } from './literal.ts';
import { quoteName } from './quote.ts';

/** `where …` for the rows of a key range that the user's condition keeps; empty for all rows. */
export function rangeCondition(view: TableView, range: KeyRange): string {
  return whereClause(view, [...bound(view, '>', range.after), ...bound(view, '<=', range.through)]);
}

/** `where …` for the rows with one of these keys; null when no such row can be here. */
export function keysCondition(view: TableView, keys: readonly Key[]): string | null {
  const columns = keyColumns(view);
  const alternatives = keys.map((key) => keyCondition(columns, key)).filter((condition) => condition !== null);
  return alternatives.length === 0 ? null : whereClause(view, [`(${alternatives.join(' or ')})`]);
}

/** `where …` for the rows whose key has no NULL. */
export function wholeKeyCondition(view: TableView): string {
  return whereClause(
    view,
    keyColumns(view).map((column) => `${quoteName(column.name)} is not null`),
  );
}

/** Whether every part of the key can be written as a bound. */
export function isBound(view: TableView, key: Key): boolean {
  return keyColumns(view).every((column, i) => key[i] != null && literal(column, key[i]) !== null);
}

/** The key columns, bare, as an index on them sorts; with ` desc` as it sorts backwards. */
export function keyOrder(view: TableView, direction: '' | ' desc' = ''): string {
  return keyColumns(view)
    .map((column) => quoteName(column.name) + direction)
    .join(', ');
}

/** A row comparison uses a composite index where `a > 1 or a = 1 and b > 2` does not. */
function bound(view: TableView, operator: '>' | '<=', key: Key | null): string[] {
  if (key === null) return [];
  const values = keyColumns(view).map((column, i) => boundLiteral(column, key[i] ?? null));
  return [`(${keyOrder(view)}) ${operator} (${values.join(', ')})`];
}

function boundLiteral(column: ViewColumn, part: string | null): string {
  const value = part === null ? null : literal(column, part);
  if (value === null) {
    throw new CrosstallyError('ADAPTER_VALUE_UNREADABLE', `${column.name} cannot be bounded by ${String(part)}`);
  }
  return value;
}

function keyCondition(columns: readonly ViewColumn[], key: Key): string | null {
  const parts = columns.map((column, i) => equals(column, key[i] ?? null));
  return parts.includes(null) ? null : `(${parts.join(' and ')})`;
}

function whereClause(view: TableView, conditions: readonly string[]): string {
  const all = view.where === null ? conditions : [...conditions, `(${view.where}\n)`];
  return all.length === 0 ? '' : ` where ${all.join(' and ')}`;
}
