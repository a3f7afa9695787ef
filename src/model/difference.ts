import type { Key } from './key.ts';
import type { Sides } from './side.ts';

/** `missing`: not in the target. `extra`: only in the target. `changed`: in both, with other values. */
export type DifferenceKind = 'missing' | 'extra' | 'changed';

/** A row that differs. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** In a table without a key: the row's hash as 16 hex digits, alone. */
  readonly key: Key;
  /** For `changed`: the source's names of the columns that differ. Absent when they were not looked up. */
  readonly columns?: readonly string[];
  /** The values of those columns on each side, as canonical text, where they were asked for. Rows are private. */
  readonly values?: ShownValues;
  /** In a table without a key: how many copies. */
  readonly count?: number;
}

/** By the source's names. A long value is cut, and ends in `…`. */
export type ShownValues = Readonly<Record<string, Sides<string | null>>>;

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
