import type { TableReader } from '../../adapter.ts';
import type { KeyOrders, KeyRange } from '../../model/key.ts';
import type { Sides } from '../../model/side.ts';
import { splitRange } from './cut.ts';
import type { Strategy } from '../digests/digest.ts';

export interface Narrowing {
  readonly readers: Sides<TableReader>;
  readonly orders: KeyOrders;
  readonly strategy: Pick<Strategy, 'digest' | 'leafRows'>;
  /** Told of the rows of each piece that it leaves out. */
  readonly equal: (rows: Sides<number>) => void;
}

/** A range of which the digests differ, and how many rows each side has in it. */
export interface Mismatch {
  readonly range: KeyRange;
  readonly rows: Sides<number>;
}

/** Into how many pieces a mismatched range is split at once: each level costs a round trip. */
const FAN_OUT = 16;

/** Rows of one side that are held in memory at the most. */
const MOST_AT_ONCE = 50_000;

/**
 * Splits a mismatched range until the pieces that differ are small enough to read. The pieces it leaves out were
 * proved equal, so the pieces it yields hold every difference of the range.
 */
export async function* narrow(narrowing: Narrowing, { range, rows }: Mismatch): AsyncGenerator<KeyRange> {
  const { readers, orders, strategy } = narrowing;
  const most = Math.max(rows.source, rows.target);
  if (most <= strategy.leafRows || (most <= MOST_AT_ONCE && isSurelyEverywhere(rows))) {
    yield range;
    return;
  }
  const side = rows.source >= rows.target ? 'source' : 'target';
  const pieceRows = Math.max(strategy.leafRows, Math.ceil(most / FAN_OUT));
  const pieces = await splitRange(readers, orders, range, { side, rows: pieceRows });
  const pairs = await strategy.digest(pieces);
  for (const [i, piece] of pieces.entries()) {
    const pair = pairs[i];
    if (pair?.equal === true) {
      narrowing.equal(pair.rows);
      continue;
    }
    const pieceRows = pair?.rows ?? rows;
    // A piece that does not get smaller is one key that many rows share.
    const smaller = Math.max(pieceRows.source, pieceRows.target) < most;
    yield* smaller ? narrow(narrowing, { range: piece, rows: pieceRows }) : [piece];
  }
}

/** So many rows more on one side that hardly a piece can be equal, wherever they are; or the range is all theirs. */
function isSurelyEverywhere({ source, target }: Sides<number>): boolean {
  return Math.abs(source - target) > Math.max(source, target) / FAN_OUT;
}
