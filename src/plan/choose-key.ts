import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import type { ColumnShape, ColumnType } from '../model/column.ts';
import { orderOf } from '../model/form.ts';
import type { KeyOrders } from '../model/key.ts';
import type { ColumnPair, Walk } from '../model/plan.ts';
import { didYouMean } from '../model/near-names.ts';
import { mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { CandidateKey, TableShape } from '../model/table.ts';
import { bestKey, canBeKey, inOrder, namesOn, proofOf } from './best-key.ts';
import { findByName, isTable, listNames } from './names.ts';
import type { ColumnPairing } from './pair-columns.ts';

/** How the rows of a table are told apart, and in which way they are gone through. */
export interface KeyDecision {
  /** In key order; empty for a table without a key. */
  readonly columns: readonly ColumnPair[];
  readonly orders: KeyOrders;
  /** Several rows of one side may share the key, as far as indexes say. */
  readonly repeats: boolean;
  /** No two rows share it: by indexes, or since `verify` asks, and without a NULL that could be in several. */
  readonly identifies: boolean;
  readonly walk: Walk;
  readonly reason: string | null;
  /** The sides on which nothing but the user's word says that no two rows share it. */
  readonly unproved: readonly Side[];
  /** The declared keys that consist of these columns. */
  readonly indexes: Sides<string | null>;
}

const WITHOUT_KEY: KeyDecision = {
  columns: [],
  orders: [],
  repeats: true,
  identifies: false,
  walk: 'row hash',
  reason: 'no key: rows are compared as a multiset',
  unproved: [],
  indexes: { source: null, target: null },
};

/**
 * The user's key, else the primary key, else the best unique one, else none.
 *
 * @throws CrosstallyError PLAN_INVALID when the user leaves out a column of the primary key, or of the unique one that is
 * the best there is, and names no other key.
 */
export function chooseKey(
  tables: Sides<TableShape>,
  { pairs, ignored, keyColumns }: ColumnPairing,
  config: Config,
): KeyDecision {
  const named = namedKey(tables.source, pairs, config);
  if (named === null) checkIgnored(tables, ignored, keyColumns);
  const columns = named ?? bestKey(tables, pairs);
  if (columns === null) return WITHOUT_KEY;
  const proofs = { source: proofOf(tables, columns, 'source'), target: proofOf(tables, columns, 'target') };
  const repeats = [proofs.source, proofs.target].some((key) => key === null || key.nullable || key.partial === true);
  const unproved = named === null ? [] : SIDES.filter((side) => !isUnique(tables[side], namesOn(columns, side)));
  const nullable = columns.some(({ source, target }) => source.nullable || target.nullable);
  const identifies = !repeats || (named !== null && !nullable);
  const reason = whyNotInOrder(columns, proofs);
  const walk = reason === null ? 'key order' : 'key hash';
  const orders = columns.map((pair) => orderOf(pair.form));
  const indexes = mapSides(proofs, (key) => key?.name ?? null);
  return { columns, orders, repeats, identifies, unproved, walk, reason, indexes };
}

const SIDES: readonly Side[] = ['source', 'target'];

/** Whether some of the columns alone are unique already. */
function isUnique(table: TableShape, names: readonly string[]): boolean {
  return table.keys.some((key) => key.partial !== true && key.columns.every((column) => names.includes(column)));
}

/** Without a column of their key rows would be told apart in another way than anybody expects. */
function checkIgnored(
  tables: Sides<TableShape>,
  ignored: readonly Sides<ColumnShape>[],
  keyColumns: ReadonlySet<ColumnShape>,
): void {
  for (const side of SIDES) {
    const primary = tables[side].keys.find((key) => key.primary)?.columns ?? [];
    const hit = ignored.find((pair) => primary.includes(pair[side].name));
    if (hit !== undefined) throw leavesOut(tables.source, hit, `the ${side}'s primary key`);
  }
  const hit = ignored.find(({ source }) => keyColumns.has(source));
  if (hit !== undefined) throw leavesOut(tables.source, hit, 'the unique key that tells its rows apart');
}

function leavesOut(table: TableShape, { source }: Sides<ColumnShape>, key: string): CrosstallyError {
  return new CrosstallyError(
    'PLAN_INVALID',
    `--ignore-columns leaves out ${tableName(table)}.${source.name}, a column of ${key}`,
    { hint: `name another key with --key ${table.name}=column, or let the pattern leave this column in` },
  );
}

function namedKey(table: TableShape, pairs: readonly ColumnPair[], config: Config): readonly ColumnPair[] | null {
  const choice =
    config.key.find((key) => key.table !== null && isTable(table, key.table)) ??
    config.key.find((key) => key.table === null && key.columns.every((name) => findPair(pairs, name) !== null));
  if (choice === undefined) return null;
  return choice.columns.map((name) => {
    const pair = findPair(pairs, name);
    if (pair !== null) return pair;
    throw new CrosstallyError('PLAN_INVALID', `--key names ${tableName(table)}.${name}, which is not compared`, {
      hint: meantColumn(
        pairs.map(({ source }) => source.name),
        name,
      ),
    });
  });
}

function meantColumn(names: readonly string[], name: string): string {
  return didYouMean(names, name) ?? `columns that are: ${listNames(names)}`;
}

/** A key for a table that is not there leaves the one that was meant to another key. */
export function checkNamedTables(sources: readonly TableShape[], config: Config): void {
  const names = sources.map(tableName);
  for (const { table, columns } of config.key) {
    if (sources.some((shape) => (table === null ? hasColumns(shape, columns) : isTable(shape, table)))) continue;
    const what = table === null ? 'these columns' : 'this name';
    const text = `${table === null ? '' : `${table}=`}${columns.join(',')}`;
    const near =
      table === null ? nearColumn(sources, columns) : didYouMean([...sources.map(({ name }) => name), ...names], table);
    throw new CrosstallyError('PLAN_INVALID', `--key ${text}: no table of the source has ${what}`, {
      hint: near ?? `tables of the source: ${listNames(names) || 'none'}`,
    });
  }
}

/** What may be meant by the first column that no table has. */
function nearColumn(sources: readonly TableShape[], columns: readonly string[]): string | null {
  const known = sources.flatMap((table) => table.columns.map(({ name }) => name));
  const absent = columns.find((name) => findByName([...new Set(known)], (one) => one, name) === null);
  return absent === undefined ? null : didYouMean(known, absent);
}

function hasColumns(table: TableShape, names: readonly string[]): boolean {
  return names.every((name) => findByName(table.columns, (column) => column.name, name) !== null);
}

function findPair(pairs: readonly ColumnPair[], name: string): ColumnPair | null {
  return findByName(pairs, (pair) => pair.source.name, name);
}

/** Key ranges need an index on each side that delivers one and the same order; null when they are there. */
function whyNotInOrder(columns: readonly ColumnPair[], proofs: Sides<CandidateKey | null>): string | null {
  for (const side of SIDES) {
    const key = proofs[side];
    const names = namesOn(columns, side);
    if (key === null || !inOrder(key, names)) return `the ${side} has no unique index on (${names.join(', ')})`;
    if (key.partial === true) return `no index of the ${side} covers the rows of all its tables`;
    if (key.nullable) return `the key can be NULL in the ${side}`;
    if (!key.ordered) return `the ${side}'s index ${key.name} does not sort ascending by plain value`;
  }
  const unordered = columns.find((pair) => !sortAlike(pair));
  if (unordered === undefined) return null;
  const { source, target } = unordered;
  return `the sides may sort ${source.name} differently (${source.type.native}, ${target.type.native})`;
}

/** Whether both sides' indexes deliver the order in which canonical texts are compared, and take those as bounds. */
function sortAlike(pair: ColumnPair): boolean {
  const { source, target, form } = pair;
  const order = source.type.order;
  if (!canBeKey(pair)) return false;
  if (order === null || order !== target.type.order) return false;
  // Text that stands for a uuid may be written in upper case, which its bytes sort before lower case.
  if (form === 'uuid') return [source.type, target.type].every(isBinaryUuid);
  if (form === 'trimmed') return false;
  return order === (orderOf(form) ?? 'bytes') || (order === 'boolean' && form === 'integer');
}

function isBinaryUuid(type: ColumnType): boolean {
  return type.kind === 'uuid' || type.kind === 'bytes';
}
