import type { TableReader } from '../adapter.ts';
import type { KeyOrders, KeyRange } from '../model/key.ts';
import type { Sides } from '../model/side.ts';
import { cutRange } from './cut.ts';
import type { DigestRange } from './digest.ts';

export interface Narrowing {
  readonly readers: Sides<TableReader>;
  readonly orders: KeyOrders;
  readonly digest: DigestRange;
  /** A range of no more rows than this is read row by row: there another digest costs more than it saves. */
  readonly leafRows: number;
}

/** Into how many pieces a mismatched range is split at once: each level costs a round trip. */
const FAN_OUT = 16;

/**
 * Splits a mismatched range until the pieces that differ are small enough to read. The pieces it leaves out were
 * proved equal, so the pieces it yields hold every difference of the range.
 */
export async function* narrow(narrowing: Narrowing, range: KeyRange, rows: number): AsyncGenerator<KeyRange> {
  if (rows <= narrowing.leafRows) {
    yield range;
    return;
  }
  const { readers, orders, digest } = narrowing;
  const pieceRows = Math.max(narrowing.leafRows, Math.ceil(rows / FAN_OUT));
  for await (const piece of cutRange(readers, orders, range, pieceRows)) {
    const pair = await digest(piece);
    const pieceSize = Math.max(pair.rows.source, pair.rows.target);
    // A piece that does not get smaller is one key that many rows share.
    if (!pair.equal) yield* pieceSize < rows ? narrow(narrowing, piece, pieceSize) : [piece];
  }
}
