import type { TableReader } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { formText, orderOf } from '../../src/model/form.ts';
import { FrameWriter } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { compareKeys, EVERYTHING, keyIdentity } from '../../src/model/key.ts';
import type { Key, KeyOrders, KeyRange } from '../../src/model/key.ts';
import { tableName } from '../../src/model/table.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';
import type { MemoryTable } from './table.ts';
import { canonicalBytes } from './value.ts';

interface Row {
  readonly key: Key;
  readonly values: readonly (Uint8Array | null)[];
}

/** One table, sorted anew for every question: simple, and right by looking at it. */
export function memoryReader(view: TableView, signal: AbortSignal, tableOf: () => MemoryTable): TableReader {
  const orders: KeyOrders = keyColumns(view).map((column) => orderOf(column.form));
  const rowsIn = ({ after, through }: KeyRange): readonly Row[] =>
    rowsOf(view, tableOf())
      .filter(({ key }) => after === null || compareKeys(orders, key, after) > 0)
      .filter(({ key }) => through === null || compareKeys(orders, key, through) <= 0)
      .sort((a, b) => compareKeys(orders, a.key, b.key));
  return {
    cutAfter: async (range, rows) => rowsIn(range)[rows - 1]?.key ?? null,
    cuts: async (range, rows) =>
      rowsIn(range)
        .filter((_row, i) => (i + 1) % rows === 0)
        .map(({ key }) => key),
    lastKey: async () => rowsIn(EVERYTHING).at(-1)?.key ?? null,
    accepts: (key) => !key.includes(null),
    frames: (range) => framesOf(() => rowsIn(range), signal),
    rows: (keys) => {
      const wanted = new Set(keys.map(keyIdentity));
      return framesOf(() => rowsOf(view, tableOf()).filter(({ key }) => wanted.has(keyIdentity(key))), signal);
    },
    pushdowns: [],
    countRows: async () => rowsIn(EVERYTHING).length,
    repeatedKey: async () => {
      const seen = new Set<string>();
      const whole = rowsOf(view, tableOf()).filter(({ key }) => !key.includes(null));
      return whole.find(({ key }) => seen.size === seen.add(keyIdentity(key)).size)?.key ?? null;
    },
    statements: () => [`rows of ${tableName(view.table)}`],
  };
}

function rowsOf(view: TableView, table: MemoryTable): readonly Row[] {
  if (view.where !== null) throw new CrosstallyError('PLAN_INVALID', 'tables in memory take no condition');
  const positions = view.columns.map(({ name }) => table.columns.findIndex((column) => column.name === name));
  return table.rows.map((row) => {
    const values = view.columns.map((column, i) => {
      const value = row[positions[i] ?? -1];
      if (value === undefined)
        throw new CrosstallyError('ADAPTER_STATEMENT_FAILED', `there is no column ${column.name}`);
      return value === null ? null : canonicalBytes(column, value);
    });
    return { key: keyOf(view, values), values };
  });
}

function keyOf(view: TableView, values: readonly (Uint8Array | null)[]): Key {
  return keyColumns(view).map(({ form }, i) => {
    const value = values[i];
    return value == null ? null : formText(form, value);
  });
}

const BATCH_ROWS = 100;

async function* framesOf(rows: () => readonly Row[], signal: AbortSignal): AsyncGenerator<Frames> {
  const writer = new FrameWriter();
  let waiting = 0;
  for (const { values } of rows()) {
    if (signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
    for (const value of values) {
      if (value === null) writer.null();
      else writer.column(value);
    }
    writer.endRow();
    if (++waiting === BATCH_ROWS) yield writer.take();
    waiting %= BATCH_ROWS;
  }
  if (waiting > 0) yield writer.take();
}
