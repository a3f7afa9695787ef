import type { Adapter, Database, OpenOptions, TableReader } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { tableName } from '../../src/model/table.ts';
import type { TableShape } from '../../src/model/table.ts';
import type { TableView } from '../../src/model/view.ts';
import { timeZoneProblem } from '../sql/time-zone.ts';
import { memoryReader } from './reader.ts';
import type { MemoryTable } from './table.ts';

export type { MemoryTable, MemoryValue } from './table.ts';

export interface MemoryOptions {
  readonly tables: readonly MemoryTable[];
  readonly label?: string;
  /** The schema compared by default; without it that of the first table. */
  readonly schema?: string;
}

/**
 * Tables in memory as one side: the reference implementation of the seam, for tests and for values at hand.
 *
 * @example
 * const order = { kind: 'integer', order: 'numeric' } as const;
 * const integer = { ...order, native: 'int', identity: 'memory:int', size: null, fixed: false };
 * memory({ tables: [{ schema: 'shop', name: 'orders', columns: [{ name: 'id', type: integer, nullable: false }],
 *                     keys: [{ name: 'pk', columns: ['id'], primary: true, nullable: false, ordered: true }],
 *                     rows: [['1'], ['2']] }] })
 */
export function memory(options: MemoryOptions): Adapter {
  const label = options.label ?? 'memory';
  return { label, open: async (opening) => open(options, label, opening) };
}

function open({ tables, schema }: MemoryOptions, label: string, { signal }: OpenOptions): Database {
  if (signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
  return {
    label,
    engine: { name: 'memory', version: '1', instance: label },
    defaultSchema: schema ?? tables[0]?.schema ?? null,
    schemas: async () => [...new Set(tables.map((table) => table.schema))],
    countTables: async (schemas) =>
      schemas.map((name) => tables.filter((table) => table.schema === name && table.kind !== 'view').length),
    describe: async (schemas) => tables.filter((table) => schemas.includes(table.schema)).map(shapeOf),
    refusesTimeZone: async (timeZone) => timeZoneProblem(timeZone),
    reader: (view) => readerOf(tables, view, signal),
    // Nobody else writes to them unless the caller does.
    activity: async () => ({ position: '', lagSeconds: null, load: 0, restedSeconds: Infinity }),
    [Symbol.asyncDispose]: async () => {},
  };
}

function shapeOf(table: MemoryTable): TableShape {
  const { rows, ...shape } = table;
  return { kind: 'table', keys: [], estimatedRows: rows.length, rowBytes: null, hiddenRows: null, ...shape };
}

function readerOf(tables: readonly MemoryTable[], view: TableView, signal: AbortSignal): TableReader {
  const { table } = view;
  const found = tables.find(({ schema, name }) => schema === table.schema && name === table.name);
  return memoryReader(view, signal, () => {
    if (found !== undefined) return found;
    throw new CrosstallyError('ADAPTER_STATEMENT_FAILED', `there is no table ${tableName(table)}`);
  });
}
