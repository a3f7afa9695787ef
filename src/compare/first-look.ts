import type { Difference } from '../model/difference.ts';
import type { KeyRange } from '../model/key.ts';
import type { Sides } from '../model/side.ts';
import type { DigestPair } from './digests/digest.ts';

/** What the first look at a part of a table found. */
export interface FirstLook {
  /** What is done with; null when more of it follows. */
  readonly range: KeyRange | null;
  /** Rows that were looked at. */
  readonly rows: Sides<number>;
  /** Rows that differ, in key order. Some may have been in flight. */
  readonly differences: readonly Difference[];
  /** When it began, by `performance.now()`. */
  readonly began: number;
  /** The rows by an earlier count of the same look, where that was another; null when both agree. */
  readonly counted: Sides<number> | null;
  /** Why not all of it is known, although all of it was read. */
  readonly doubt?: string;
}

/** The digests of a range, and when they began to be taken, by `performance.now()`. */
export interface Seen {
  readonly pair: DigestPair;
  readonly began: number;
}

/** The earlier of two counts where they disagree; null when they agree. */
export function recount(earlier: Sides<number>, now: Sides<number>): Sides<number> | null {
  return earlier.source === now.source && earlier.target === now.target ? null : earlier;
}
