import type { Key } from './key.ts';

/** `missing`: not in the target. `extra`: only in the target. `changed`: in both, with other values. */
export type DifferenceKind = 'missing' | 'extra' | 'changed';

/** A row that differs. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** In a table without a key: the row's hash as 16 hex digits, alone. */
  readonly key: Key;
  /** For `changed`: the source's names of the columns that differ. Absent when they were not looked up. */
  readonly columns?: readonly string[];
  /** In a table without a key: how many copies. */
  readonly count?: number;
}

/** How many rows were seen on each side, and how they differ. */
export interface RowCounts {
  readonly source: number;
  readonly target: number;
  readonly missing: number;
  readonly extra: number;
  readonly changed: number;
  /** Rows that would not hold still between two looks. */
  readonly unconfirmed: number;
}

export const NO_ROWS: RowCounts = { source: 0, target: 0, missing: 0, extra: 0, changed: 0, unconfirmed: 0 };

/** How many differing rows a difference stands for. */
export function differenceRows(difference: Difference): number {
  return difference.count ?? 1;
}
