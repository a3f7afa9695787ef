import { memory } from '../../adapters/memory/index.ts';
import type { MemoryTable } from '../../adapters/memory/index.ts';
import type { ColumnShape, KeyOrder } from '../../src/model/column.ts';
import type { PlainType, Subject } from './subject.ts';

const ORDERS: Readonly<Record<PlainType, KeyOrder>> = {
  integer: 'numeric',
  decimal: 'numeric',
  text: 'bytes',
  bytes: 'bytes',
  date: 'wall',
  timestamp: 'wall',
  instant: 'instant',
};

export async function memorySubject(): Promise<Subject> {
  const tables: MemoryTable[] = [];
  return {
    engine: 'memory',
    schema: 'main',
    adapter: memory({ tables, label: 'memory', schema: 'main' }),
    server: null,
    make: async ({ name, columns, key, rows }) => {
      const kinds = Object.values(columns);
      const shapes = Object.entries(columns).map(([column, kind]) => columnShape(column, kind, !key.includes(column)));
      const primary = { name: 'primary', columns: key, primary: true, nullable: false, ordered: true };
      const values = rows.map((row) =>
        row.map((value, i) => (kinds[i] === 'bytes' && value !== null ? Buffer.from(value, 'hex') : value)),
      );
      tables.push({ schema: 'main', name, columns: shapes, keys: key.length > 0 ? [primary] : [], rows: values });
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

function columnShape(name: string, kind: PlainType, nullable: boolean): ColumnShape {
  const type = { kind, native: kind, identity: `memory:${kind}`, order: ORDERS[kind], size: null, fixed: false };
  return { name, type, nullable };
}
