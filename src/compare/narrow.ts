import type { TableReader } from '../adapter.ts';
import type { KeyOrders, KeyRange } from '../model/key.ts';
import type { Sides } from '../model/side.ts';
import { cutRange } from './cut.ts';
import type { Strategy } from './digest.ts';

export interface Narrowing {
  readonly readers: Sides<TableReader>;
  readonly orders: KeyOrders;
  readonly strategy: Pick<Strategy, 'digest' | 'leafRows'>;
  /** Told of the rows of each piece that it leaves out. */
  readonly equal: (rows: Sides<number>) => void;
}

/** Into how many pieces a mismatched range is split at once: each level costs a round trip. */
const FAN_OUT = 16;

/**
 * Splits a mismatched range until the pieces that differ are small enough to read. The pieces it leaves out were
 * proved equal, so the pieces it yields hold every difference of the range.
 */
export async function* narrow(narrowing: Narrowing, range: KeyRange, rows: number): AsyncGenerator<KeyRange> {
  const { readers, orders, strategy } = narrowing;
  if (rows <= strategy.leafRows) {
    yield range;
    return;
  }
  const pieceRows = Math.max(strategy.leafRows, Math.ceil(rows / FAN_OUT));
  const pieces: KeyRange[] = [];
  for await (const piece of cutRange(readers, orders, range, pieceRows)) pieces.push(piece);
  const pairs = await strategy.digest(pieces);
  for (const [i, piece] of pieces.entries()) {
    const pair = pairs[i];
    if (pair?.equal === true) {
      narrowing.equal(pair.rows);
      continue;
    }
    const pieceSize = pair === undefined ? rows : Math.max(pair.rows.source, pair.rows.target);
    // A piece that does not get smaller is one key that many rows share.
    yield* pieceSize < rows ? narrow(narrowing, piece, pieceSize) : [piece];
  }
}
