import type { Difference } from './difference.ts';
import type { KeyRange } from './key.ts';
import type { Sides } from './side.ts';

/** A part of a table that was looked at. */
export interface Piece {
  /** What is done with, together with the pieces since the one before that said so; null when more of it follows. */
  readonly range: KeyRange | null;
  readonly rows: Sides<number>;
  readonly differences: readonly Difference[];
  /** Rows that would not hold still between two looks. */
  readonly unconfirmed: number;
}
