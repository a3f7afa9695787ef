import { CrosstallyError } from '../../src/errors.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../src/model/view.ts';
import { isBeforeTimestamps } from './bounds.ts';
import { equals, literal } from './literal.ts';
import { quoteName, quoteTable } from './quote.ts';

/**
 * The table with its index named, since by its costs the optimizer would rather read the whole table for one key range of
 * a secondary index.
 */
export function byIndex(view: TableView): string {
  const table = quoteTable(view.table);
  return view.index === null ? table : `${table} FORCE INDEX (${quoteName(view.index)})`;
}

/** ` WHERE …` for the rows of a key range that the user's condition keeps; empty for all rows. */
export function rangeCondition(view: TableView, range: KeyRange): string {
  const conditions = [];
  if (range.after !== null) conditions.push(above(bounds(view, range.after)));
  if (range.through !== null) conditions.push(upTo(bounds(view, range.through)));
  return whereClause(view, conditions);
}

/** ` WHERE …` for the rows with one of these keys; null when no such row can be here. */
export function keysCondition(view: TableView, keys: readonly Key[]): string | null {
  const columns = keyColumns(view);
  const alternatives = keys.map((key) => keyCondition(columns, key)).filter((condition) => condition !== null);
  return alternatives.length === 0 ? null : whereClause(view, [`(${alternatives.join(' OR ')})`]);
}

/** ` WHERE …` for the rows whose key has no NULL. */
export function wholeKeyCondition(view: TableView): string {
  return whereClause(
    view,
    keyColumns(view).map((column) => `${quoteName(column.name)} IS NOT NULL`),
  );
}

/** Whether every part of the key can be written as a bound. */
export function isBound(view: TableView, key: Key): boolean {
  return keyColumns(view).every((column, i) => key[i] != null && literal(column, key[i]) !== null);
}

/** The key columns, bare, as an index on them sorts. */
export function keyOrder(view: TableView, direction: '' | ' DESC' = ''): string {
  return keyColumns(view)
    .map((column) => quoteName(column.name) + direction)
    .join(', ');
}

function keyCondition(columns: readonly ViewColumn[], key: Key): string | null {
  const parts = columns.map((column, i) => equals(column, key[i] ?? null));
  return parts.includes(null) ? null : `(${parts.join(' AND ')})`;
}

interface Bound {
  readonly name: string;
  readonly value: string;
  /** Whether a row can have this very value; else `value` is the largest one below it. */
  readonly reachable: boolean;
}

function bounds(view: TableView, key: Key): readonly Bound[] {
  return keyColumns(view).map((column, i) => {
    const part = key[i] ?? null;
    const value = part === null ? null : literal(column, part);
    if (part === null || value === null) {
      throw new CrosstallyError('ADAPTER_VALUE_UNREADABLE', `${column.name} cannot be bounded by ${String(part)}`);
    }
    const reachable = column.type.kind !== 'instant' || !isBeforeTimestamps(part);
    return { name: quoteName(column.name), value: reachable ? value : "'0000-00-00 00:00:00'", reachable };
  });
}

/**
 * `(a, b) > (x, y)`, written out: MySQL and MariaDB find no index range in a row comparison. The bound on the first
 * column alone is redundant and lets every version see where the range begins.
 */
function above([first, ...rest]: readonly Bound[]): string {
  if (first === undefined) return 'FALSE';
  const { name, value } = first;
  if (rest.length === 0) return `${name} > ${value}`;
  return `(${name} >= ${value} AND (${name} > ${value} OR (${same(first)} AND ${above(rest)})))`;
}

/** `(a, b) <= (x, y)`. */
function upTo([first, ...rest]: readonly Bound[]): string {
  if (first === undefined) return 'TRUE';
  const { name, value, reachable } = first;
  if (rest.length === 0 || !reachable) return `${name} <= ${value}`;
  return `(${name} <= ${value} AND (${name} < ${value} OR (${same(first)} AND ${upTo(rest)})))`;
}

function same({ name, value, reachable }: Bound): string {
  return reachable ? `${name} = ${value}` : 'FALSE';
}

/** The user's condition ends with its line, so that a comment in it cannot swallow the parenthesis. */
function whereClause(view: TableView, conditions: readonly string[]): string {
  const all = view.where === null ? conditions : [...conditions, `(${view.where}\n)`];
  return all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`;
}
