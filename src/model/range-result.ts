import type { Difference } from './difference.ts';
import type { KeyRange } from './key.ts';
import type { Sides } from './side.ts';

/** What comparing a key range came to. Plain JSON: a journal, a ledger and another machine carry it. */
export interface RangeResult {
  /**
   * What is done with, together with the results since the one before that said so; null when more of it follows, or
   * where single keys were compared.
   */
  readonly range: KeyRange | null;
  readonly rows: Sides<number>;
  /** Confirmed. In key order. */
  readonly differences: readonly Difference[];
  /** Rows that would not hold still between two looks. */
  readonly unconfirmed: number;
  /** Rows that were counted or suspected, and were on neither side when they were looked at again. */
  readonly vanished?: number;
  /** Rows that differ and that the live side calls newer than the fingerprint: they are in no count. */
  readonly newer?: readonly Difference[];
  /** Ranges that differ, of which a side holds no rows that could be named. */
  readonly unequal?: readonly UnequalRange[];
  /** Why rows that were found equal do not prove the range equal: two looks at it contradicted each other. */
  readonly doubt?: string;
}

/** A key range of which the digests differ, and how many rows each side has in it. */
export interface UnequalRange {
  readonly range: KeyRange;
  readonly rows: Sides<number>;
}
