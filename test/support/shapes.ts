/** Table shapes for tests of planning, with only what a test cares about spelled out. */
import type { ColumnShape, ColumnType, Kind } from '../../src/model/column.ts';
import type { CandidateKey, TableShape } from '../../src/model/table.ts';

const ORDERS: Readonly<Partial<Record<Kind, ColumnType['order']>>> = {
  integer: 'numeric',
  decimal: 'numeric',
  boolean: 'boolean',
  bytes: 'bytes',
  uuid: 'bytes',
  date: 'wall',
  timestamp: 'wall',
  instant: 'instant',
};

/** A type of some kind, with the order that PostgreSQL's index on it would have. */
export function typeOf(kind: Kind, changes: Partial<ColumnType> = {}): ColumnType {
  const identity = `test:${kind}`;
  return { kind, native: kind, identity, order: ORDERS[kind] ?? null, size: null, fixed: false, ...changes };
}

export function column(name: string, kind: Kind, changes: Partial<ColumnType> = {}): ColumnShape {
  return { name, type: typeOf(kind, changes), nullable: false };
}

export function primaryKey(...columns: string[]): CandidateKey {
  return { name: 'primary', columns, primary: true, nullable: false, ordered: true };
}

export function uniqueKey(columns: string[], changes: Partial<CandidateKey> = {}): CandidateKey {
  return { name: `unique_${columns.join('_')}`, columns, primary: false, nullable: false, ordered: true, ...changes };
}

/** A table `public.<name>`, with an integer primary key `id` unless told otherwise. */
export function table(name: string, changes: Partial<TableShape> = {}): TableShape {
  return {
    schema: 'public',
    name,
    kind: 'table',
    columns: [column('id', 'integer')],
    keys: [primaryKey('id')],
    estimatedRows: null,
    rowBytes: null,
    hiddenRows: null,
    ...changes,
  };
}
