import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '../../adapters/memory/index.ts';
import type { MemoryTable } from '../../adapters/memory/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import type { Kind, KeyOrder } from '../../src/model/column.ts';
import { instantText } from '../../src/model/form.ts';
import type { TableReport } from '../../src/model/report.ts';

function column(name: string, kind: Kind, order: KeyOrder): MemoryTable['columns'][number] {
  return {
    name,
    nullable: true,
    type: { kind, native: kind, identity: `memory:${kind}`, order, size: null, fixed: false },
  };
}

/** A row: a number, a name, and when it was written. */
export type Item = readonly [id: string, name: string | null, written: string];

export interface ItemsWish {
  /** Without it rows are a multiset. */
  readonly keyed?: boolean;
  /** The key's index delivers no order. */
  readonly ordered?: boolean;
}

/** A table in memory with these rows. */
export function items(rows: readonly Item[], { keyed = true, ordered = true }: ItemsWish = {}): Adapter {
  const key = { name: 'pk', columns: ['id'], primary: true, nullable: false, ordered };
  const id = { ...column('id', 'integer', 'numeric'), nullable: false };
  const columns = [id, column('name', 'text', 'bytes'), column('written', 'instant', 'instant')];
  return memory({ tables: [{ schema: 'main', name: 'items', columns, keys: keyed ? [key] : [], rows }] });
}

export function manyItems(count: number): Item[] {
  return Array.from({ length: count }, (_, i) => [String(i), `name ${String(i % 7)}`, '2026-01-01 00:00:00Z']);
}

/** The differences of a table, one a line. */
export function found({ differences = [] }: Partial<TableReport> = {}): string[] {
  return differences.map(({ kind, key, columns }) => [kind, ...Object.values(key), ...(columns ?? [])].join(' '));
}

/** A folder for files, gone with the test. */
export async function temporaryFolder(): Promise<{ readonly path: (name: string) => string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-fingerprint-'));
  return {
    path: (name) => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** A moment, in milliseconds, in the form `instant`. */
export function instant(moment: number): string {
  return instantText(new Date(moment));
}
