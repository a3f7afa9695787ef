/** Small databases in memory, for tests of the core that need rows and no server. */
import { memory } from '../../adapters/memory/index.ts';
import type { MemoryValue } from '../../adapters/memory/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import type { TableShape } from '../../src/model/table.ts';
import { table } from './shapes.ts';

/** One side with one table `public.t`; by default its only column is the integer key `id`. */
export function sideOf(rows: readonly (readonly MemoryValue[])[], changes: Partial<TableShape> = {}): Adapter {
  const { schema, name, columns, keys } = table('t', changes);
  return memory({ tables: [{ schema, name, columns, keys, rows }] });
}

/** Rows of one column: the numbers from `first` through `last` that `keeps`. */
export function numbers(first: number, last: number, keeps: (n: number) => boolean = () => true): string[][] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter(keeps)
    .map((n) => [String(n)]);
}
