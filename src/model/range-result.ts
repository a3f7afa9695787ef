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
  /** Why rows that were found equal do not prove the range equal: two looks at it contradicted each other. */
  readonly doubt?: string;
}
