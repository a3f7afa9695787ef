/**
 * The recheck: a row that differs was perhaps in flight, written on one side and not yet on the other. Where both sides
 * stand still there is nothing in flight; elsewhere it is looked at again and again, while the walk goes on.
 */
import type { Difference } from '../../model/difference.ts';
import { EVERYTHING } from '../../model/key.ts';
import type { KeyRange } from '../../model/key.ts';
import type { Piece } from '../../model/piece.ts';
import type { TablePlan } from '../../model/plan.ts';
import { pause } from '../../faults/pause.ts';
import type { Retry } from '../../faults/retry.ts';
import type { LeafReading } from '../rows/read-rows.ts';
import { countCopies } from '../unordered/buckets.ts';
import { inKeyOrder } from '../rows/rows-by-key.ts';
import type { WalkedPiece } from '../walk.ts';
import { lookAt, ordersOf } from './look.ts';
import type { Recheck } from './recheck.ts';
import { suspectsOf } from './suspects.ts';
import type { Outcome } from './suspects.ts';

export interface Confirmation {
  readonly recheck: Recheck;
  readonly retry: Retry;
  readonly table: TablePlan;
  readonly reading: LeafReading;
}

/** The first delay catches what is a few hundred milliseconds late; later ones grow, and leave some ten looks. */
const FIRST_DELAY = 1 / 16;
const LONGEST_DELAY = 1 / 5;
const GROWTH = 1.5;
/** How long to look at a row that is another one each time. */
const PATIENCE = 2;
/** However long they took. */
const FEWEST_LOOKS = 4;
/** How much longer to wait for a replica that is behind. */
const PATIENCE_WITH_REPLICA = 10;

/** Tells what differs from what was in flight. */
export async function confirm(confirmation: Confirmation, piece: WalkedPiece, left: AbortSignal): Promise<Piece> {
  const { recheck, retry } = confirmation;
  if (piece.differences.length === 0 || (await retry(() => recheck.stillness.heldSince(piece.began)))) {
    const { range, rows, differences } = piece;
    return { range, rows, differences, unconfirmed: 0 };
  }
  return withOutcome(piece, await lookUntilSettled(confirmation, piece.range ?? EVERYTHING, piece.differences, left));
}

/** A piece whose differences are those of an outcome. */
function withOutcome(
  { range, rows }: Pick<Piece, 'range' | 'rows'>,
  { confirmed, unconfirmed, ...found }: Outcome,
): Piece {
  const corrected = { source: rows.source + found.rows.source, target: rows.target + found.rows.target };
  return { range, rows: corrected, differences: confirmed, unconfirmed };
}

/** Looks at rows again that turned out to be others when their columns were looked up. */
export async function confirmAgain(
  confirmation: Confirmation,
  piece: Piece,
  doubtful: readonly Difference[],
): Promise<Piece> {
  if (doubtful.length === 0) return piece;
  const again = withOutcome(piece, await lookUntilSettled(confirmation, piece.range ?? EVERYTHING, doubtful));
  const differences = inKeyOrder([...piece.differences, ...again.differences], ordersOf(confirmation.table));
  return { ...again, differences, unconfirmed: piece.unconfirmed + again.unconfirmed };
}

async function lookUntilSettled(
  { recheck, retry, table, reading }: Confirmation,
  range: KeyRange,
  differences: readonly Difference[],
  left?: AbortSignal,
): Promise<Outcome> {
  const { settle, stillness, signal } = recheck;
  const stop = left === undefined ? signal : AbortSignal.any([signal, left]);
  const suspects = suspectsOf(differences, table.keyRepeats || table.key.length === 0);
  const began = performance.now();
  for (let looks = 1, delay = settle * FIRST_DELAY; ; looks++) {
    const look = await retry(() => lookAt(table, reading, range, suspects.pending));
    const { source, target } = await retry(() => stillness.lags());
    const lag = Math.max(source, target);
    const still = look.differences.size > 0 && (await retry(() => stillness.heldSince(look.began)));
    suspects.see(look, still ? 0 : settle + lag);
    const patience = settle * PATIENCE + (lag === Infinity ? 0 : Math.min(lag, settle * PATIENCE_WITH_REPLICA));
    if (looks >= FEWEST_LOOKS && performance.now() - began > patience) suspects.giveUp();
    if (suspects.pending.size === 0) break;
    // Where looks take long there are few of them: then the next one is late enough to decide.
    await pause(Math.max(delay, Math.min(look.ended - look.began, settle + 10)) / 1000, stop);
    delay = Math.min(delay * GROWTH, settle * LONGEST_DELAY);
  }
  const outcome = suspects.outcome();
  const confirmed = inKeyOrder([...outcome.confirmed], ordersOf(table));
  return { ...outcome, confirmed: table.key.length === 0 ? countCopies(confirmed) : confirmed };
}
