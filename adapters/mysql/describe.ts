import { createHash } from 'node:crypto';
import type { ColumnShape } from '../../src/model/column.ts';
import type { CandidateKey, TableKind, TableRef, TableShape } from '../../src/model/table.ts';
import type { Connections } from './connections.ts';
import type { TextRow } from './driver.ts';
import { outOfView } from './engines.ts';
import { groupBy, tableIdentity } from './groups.ts';
import { quoteText } from './quote.ts';
import { historyOf } from './history.ts';
import { numberOfTable, tableNumbers } from './table-numbers.ts';
import { columnType } from './types.ts';

const OWN_SCHEMAS = ['mysql', 'sys', 'information_schema', 'performance_schema'];

export async function listSchemas(connections: Connections): Promise<readonly string[]> {
  const rows = await connections.ask('SELECT schema_name FROM information_schema.schemata ORDER BY schema_name');
  return rows.map(([name]) => name ?? '').filter((name) => !OWN_SCHEMAS.includes(name.toLowerCase()));
}

/** How many tables are in each of the schemas. */
export async function countTables(connections: Connections, schemas: readonly string[]): Promise<readonly number[]> {
  if (schemas.length === 0) return [];
  const rows = await connections.ask(`
    SELECT table_schema, COUNT(*) FROM information_schema.tables
    WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_schema IN (${schemas.map(quoteText).join(', ')})
    GROUP BY table_schema`);
  const counts = new Map(rows.map(([name, count]) => [name, Number(count)]));
  return schemas.map((schema) => counts.get(schema) ?? 0);
}

/** Sequences and the server's own views hold no rows of the user's; a versioned table is read as it is now. */
const TABLES = `
  SELECT table_schema, table_name, table_type, engine, table_rows, avg_row_length, create_time, create_options
  FROM information_schema.tables
  WHERE table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') AND `;

const COLUMNS = `
  SELECT table_schema, table_name, column_name, is_nullable, data_type, column_type, character_maximum_length,
         numeric_precision, numeric_scale, datetime_precision, collation_name, generation_expression
  FROM information_schema.columns
  WHERE `;

/** Functional key parts have no column name; MySQL calls an index visible, MariaDB not ignored. */
const KEYS = (mariadb: boolean): string => `
  SELECT table_schema, table_name, index_name, column_name, sub_part, collation, index_type,
         ${mariadb ? `ignored = 'NO'` : `is_visible = 'YES'`}
  FROM information_schema.statistics
  WHERE non_unique = 0 AND `;

const JSON_CHECKS = `
  SELECT constraint_schema, table_name, check_clause
  FROM information_schema.check_constraints
  WHERE check_clause LIKE 'json_valid(%' AND `;

/** An account with rights to some columns of a table is not told of the others. */
const PARTLY_GRANTED = `
  SELECT DISTINCT table_schema, table_name
  FROM information_schema.column_privileges c
  WHERE privilege_type = 'SELECT'
    AND NOT EXISTS (SELECT 1 FROM information_schema.table_privileges t WHERE t.privilege_type = 'SELECT'
                    AND t.table_schema = c.table_schema AND t.table_name = c.table_name)
    AND NOT EXISTS (SELECT 1 FROM information_schema.schema_privileges s WHERE s.privilege_type = 'SELECT'
                    AND c.table_schema LIKE s.table_schema)
    AND NOT EXISTS (SELECT 1 FROM information_schema.user_privileges WHERE privilege_type = 'SELECT')
    AND `;

export interface Describing {
  readonly mariadb: boolean;
  /** Whether one consistent view was asked for. */
  readonly inView: boolean;
  /** Hears in which engine each table is. */
  readonly engine: (table: TableRef, engine: string) => void;
}

/** Four statements, on MariaDB five, however many tables there are, and one a schema. */
export async function describeTables(
  connections: Connections,
  schemas: readonly string[],
  { mariadb, inView, engine }: Describing,
): Promise<readonly TableShape[]> {
  if (schemas.length === 0) return [];
  // `information_schema` may fold case: what comes back is held against the names that were asked for.
  const list = schemas.map(quoteText).join(', ');
  const ask = async (sql: string, schema: string, order: string): Promise<readonly TextRow[]> => {
    const rows = await connections.ask(`${sql} ${schema} IN (${list}) ORDER BY ${order}`);
    return rows.filter(([name]) => schemas.includes(name ?? ''));
  };
  const [tables, columns, keys, partly, checks] = await Promise.all([
    ask(TABLES, 'table_schema', 'table_schema, table_name'),
    ask(COLUMNS, 'table_schema', 'table_schema, table_name, ordinal_position'),
    ask(KEYS(mariadb), 'table_schema', `table_schema, table_name, index_name <> 'PRIMARY', index_name, seq_in_index`),
    ask(PARTLY_GRANTED, 'table_schema', 'table_name'),
    mariadb ? ask(JSON_CHECKS, 'constraint_schema', 'table_name') : [],
  ]);
  const [columnsOf, keysOf, checksOf] = [columns, keys, checks].map((rows) => groupBy(rows, tableIdentity));
  const numbers = new Map(
    (await Promise.all(schemas.map((schema) => tableNumbers(connections, { schema }, mariadb)))).flatMap((of) => [
      ...of,
    ]),
  );
  const partlyGranted = new Set(partly.map(tableIdentity));
  return tables.map((row) => {
    const table = tableIdentity(row);
    const shapes = columnShapes(columnsOf?.get(table) ?? [], checksOf?.get(table) ?? []);
    const keyShapes = candidateKeys(keysOf?.get(table) ?? [], shapes, row);
    const number = numberOfTable(numbers, refOf(row));
    const definition = definitionToken(row, columnsOf?.get(table) ?? [], number);
    const hiddenRows = partlyGranted.has(table) ? PARTLY : outOfSight(row, inView);
    const shape: TableShape = { ...tableShape(row, shapes, keyShapes), definition, hiddenRows };
    engine(shape, row[3] ?? '');
    return row[2] === 'SYSTEM VERSIONED'
      ? { ...shape, rowsAside: historyOf(shape, columnsOf?.get(table) ?? []) }
      : shape;
  });
}

/** What `TableShape.definition` of a table is by now; null when it is gone. */
export async function definitionOf(
  connections: Connections,
  { schema, name }: TableRef,
  mariadb: boolean,
): Promise<string | null> {
  const one = `table_schema = ${quoteText(schema)} AND table_name = ${quoteText(name)}`;
  const ask = async (sql: string): Promise<readonly TextRow[]> =>
    (await connections.ask(sql)).filter((row) => row[0] === schema && row[1] === name);
  const [[table], columns, numbers] = await Promise.all([
    ask(TABLES + one),
    ask(`${COLUMNS} ${one} ORDER BY ordinal_position`),
    tableNumbers(connections, { schema, name }, mariadb),
  ]);
  return table === undefined ? null : definitionToken(table, columns, numberOfTable(numbers, { schema, name }));
}

/**
 * The time of creation changes when another table takes the name, to the second; the number also with TRUNCATE, where
 * the account is told it.
 */
function definitionToken(table: TextRow, columns: readonly TextRow[], number: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([table[6], columns, number]))
    .digest('hex');
}

/** A view has no engine. */
function outOfSight([, , , engine]: TextRow, inView: boolean): string | null {
  return inView && engine != null ? outOfView(engine) : null;
}

const PARTLY = 'this account has SELECT on single columns, and is not told whether there are others';

function tableShape(
  row: TextRow,
  columns: readonly ColumnShape[],
  keys: readonly CandidateKey[],
): Omit<TableShape, 'hiddenRows'> {
  const [schema, name, type, engine, rows, rowBytes, , options] = row;
  return {
    schema: schema ?? '',
    name: name ?? '',
    kind: tableKind(type ?? '', engine ?? ''),
    columns,
    keys,
    estimatedRows: numberOf(rows),
    rowBytes: numberOf(rowBytes),
    ...(/\bpartitioned\b/.test(options ?? '') ? { partitioned: true } : {}),
  };
}

function tableKind(type: string, engine: string): TableKind {
  if (type === 'VIEW') return 'view';
  return /^(FEDERATED|CONNECT|SPIDER)$/i.test(engine) ? 'foreign table' : 'table';
}

function refOf([schema, name]: TextRow): TableRef {
  return { schema: schema ?? '', name: name ?? '' };
}

function columnShapes(columns: readonly TextRow[], checks: readonly TextRow[]): readonly ColumnShape[] {
  const jsonColumns = new Set(checks.map(([, , clause]) => clause ?? ''));
  return columns.map((column) => columnShape(column, jsonColumns));
}

function columnShape(row: TextRow, jsonChecks: ReadonlySet<string>): ColumnShape {
  const [, , name, nullable, base, native, length, precision, scale, fraction, collation] = row;
  const type = columnType({
    base: (base ?? '').toLowerCase(),
    native: native ?? '',
    length: numberOf(length),
    precision: numberOf(precision),
    scale: numberOf(scale),
    fraction: numberOf(fraction),
    collation: collation ?? null,
    checkedJson: base === 'longtext' && jsonChecks.has(`json_valid(\`${(name ?? '').replaceAll('`', '``')}\`)`),
  });
  return { name: name ?? '', type, nullable: nullable === 'YES' };
}

/** Whole columns only: a prefix or an expression that is unique says nothing of the column. */
function candidateKeys(
  parts: readonly TextRow[],
  columns: readonly ColumnShape[],
  [, , , engine]: TextRow,
): readonly CandidateKey[] {
  // Each table under a MERGE table keeps to its own keys, and its rows are the rows of all of them.
  const partial = /^MRG_/i.test(engine ?? '') ? { partial: true } : {};
  const indexes = groupBy(parts, ([, , index]) => index ?? '');
  return [...indexes].flatMap(([name, rows]) => {
    if (rows.some(([, , , column, prefix]) => column === null || prefix !== null)) return [];
    const names = rows.map(([, , , column]) => column ?? '');
    const key = { name, columns: names, primary: name === 'PRIMARY', ordered: rows.every(isAscending) };
    return [{ ...key, ...partial, nullable: columns.some((column) => names.includes(column.name) && column.nullable) }];
  });
}

function isAscending([, , , , , direction, indexType, usable]: TextRow): boolean {
  return direction === 'A' && indexType === 'BTREE' && usable === '1';
}

function numberOf(text: string | null | undefined): number | null {
  return text == null ? null : Number(text);
}
