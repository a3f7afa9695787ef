/** All the ways by which a table in memory is gone through. */
import type { Config } from '../../src/index.ts';
import type { Key } from '../../src/model/key.ts';
import type { TableShape } from '../../src/model/table.ts';
import { column, primaryKey } from '../support/shapes.ts';

/** Of a table with the columns `id`, `v` and `w`. */
export interface Way {
  readonly shape: Partial<TableShape>;
  readonly options: Partial<Config>;
  /** What the sides that hash rows say of their keys; null for sides that do not. */
  readonly hashes: readonly Key[] | null;
}

const REST = [column('v', 'text'), column('w', 'text')];
const ORDERED: Partial<TableShape> = { columns: [column('id', 'integer'), ...REST] };
const UNORDERED = { columns: [column('id', 'text'), ...REST], keys: [{ ...primaryKey('id'), ordered: false }] };
const WITHOUT_KEY: Partial<TableShape> = { columns: [column('id', 'text'), ...REST], keys: [] };

/** Of tables with a key, and the keys at which a survey is split. */
export function keyedWays(chunkRows: number, sample: readonly Key[]): Readonly<Record<string, Way>> {
  return {
    'key order, streamed': { shape: ORDERED, options: { strategy: 'stream', chunkRows }, hashes: null },
    'key order, pushed down': { shape: ORDERED, options: { strategy: 'pushdown', chunkRows }, hashes: [] },
    'key order, surveyed': { shape: ORDERED, options: { strategy: 'pushdown' }, hashes: sample },
    'key hash': { shape: UNORDERED, options: {}, hashes: null },
  };
}

export const KEYLESS_WAYS: Readonly<Record<string, Way>> = {
  'row hash': { shape: WITHOUT_KEY, options: {}, hashes: null },
};
