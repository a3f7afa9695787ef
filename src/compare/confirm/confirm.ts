/**
 * Settling: a row that differs was perhaps in flight, written on one side and not yet on the other. Where both sides
 * stand still there is nothing in flight; elsewhere it is looked at again and again, while the walk goes on.
 */
import type { Difference } from '../../model/difference.ts';
import { EVERYTHING } from '../../model/key.ts';
import type { KeyRange } from '../../model/key.ts';
import type { TablePlan } from '../../model/plan.ts';
import type { RangeResult } from '../../model/range-result.ts';
import { pause } from '../../run/pause.ts';
import type { FirstLook } from '../first-look.ts';
import { inKeyOrder } from '../rows/rows-by-key.ts';
import { countCopies } from '../unordered/copies.ts';
import type { TablePair } from '../table-pair.ts';
import { doubtOf } from './doubt.ts';
import { cheapestLook, lookAgain, ordersOf } from './look.ts';
import type { Look } from './look.ts';
import type { Recheck } from './recheck.ts';
import { Suspects } from './suspects.ts';
import type { Keys, SuspectsOutcome } from './suspects.ts';

/** The first delay catches what is a few hundred milliseconds late; later ones are as long, and leave some thirteen looks. */
const FIRST_DELAY = 1 / 16;
const LONGEST_DELAY = 1 / 16;
const GROWTH = 1.5;
/** How long to look at a row that is another one each time. */
const PATIENCE = 2;
/** However long they took. */
const FEWEST_LOOKS = 4;
/** How much longer to wait for a replica that is behind. */
const PATIENCE_WITH_REPLICA = 10;
/** Milliseconds: a look that comes after the settle time has to begin after its end. */
const A_LITTLE = 10;
/** By how much of it at the most a delay is longer than it has to be. */
const UNEVEN = 1 / 2;
/** So many are not looked at ten times: once more when they have had the time to settle. */
const MANY = 10_000;

/** Tells what differs from what was in flight, and says where two counts contradict each other. */
export async function settle(pair: TablePair, first: FirstLook, left?: AbortSignal): Promise<RangeResult> {
  const doubt = (await doubtOf(pair, first)) ?? first.doubt;
  const doubtful = doubt === undefined ? {} : { doubt };
  // A scan sees what no closer look does: what it counted is what there is.
  const { range, differences } = first;
  const rows = doubt === undefined ? first.rows : (first.counted ?? first.rows);
  const { recheck, retry } = pair;
  if (differences.length === 0 || recheck === null || (await retry(() => recheck.stillness.heldSince(first.began))))
    return { range, rows, differences, unconfirmed: 0, ...doubtful };
  const outcome = await lookUntilSettled(pair, recheck, { range, differences, left });
  return { ...withOutcome({ range, rows }, outcome), ...doubtful };
}

/** Looks at rows again that turned out to be others when their columns were looked up. */
export async function settleAgain(
  pair: TablePair,
  result: RangeResult,
  doubtful: readonly Difference[],
): Promise<RangeResult> {
  const { recheck } = pair;
  if (doubtful.length === 0) return result;
  if (recheck === null) return { ...result, unconfirmed: result.unconfirmed + doubtful.length };
  const outcome = await lookUntilSettled(pair, recheck, { range: result.range, differences: doubtful });
  const again = withOutcome(result, outcome);
  const differences = inKeyOrder([...result.differences, ...again.differences], ordersOf(pair.plan));
  return { ...result, ...again, differences, unconfirmed: result.unconfirmed + again.unconfirmed };
}

function withOutcome(
  { range, rows }: Pick<RangeResult, 'range' | 'rows'>,
  { confirmed, unconfirmed, vanished, rows: by }: SuspectsOutcome,
): RangeResult {
  const corrected = { source: rows.source + by.source, target: rows.target + by.target };
  const found = { range, rows: corrected, differences: confirmed, unconfirmed };
  return vanished === 0 ? found : { ...found, vanished };
}

interface Unsettled {
  /** Null for a part of the whole table. */
  readonly range: KeyRange | null;
  readonly differences: readonly Difference[];
  /** Nobody wants to know any more. */
  readonly left?: AbortSignal | undefined;
}

async function lookUntilSettled(
  pair: TablePair,
  recheck: Recheck,
  { range, differences, left }: Unsettled,
): Promise<SuspectsOutcome> {
  const suspects = new Suspects(differences, keysOf(pair.plan));
  const looking = { pair, recheck, suspects, range: range ?? EVERYTHING };
  const began = performance.now();
  const delay = delaysFor(recheck.settle, differences.length);
  for (let looks = 1; ; looks++) {
    const { took, lag } = await lookOnce(looking);
    const isOver = looks >= FEWEST_LOOKS && performance.now() - began > patienceWith(recheck.settle, lag);
    if (suspects.gone.size > 0 && (isOver || suspects.gone.size === suspects.pending.size)) await lookForGone(looking);
    if (isOver) suspects.giveUp();
    if (suspects.pending.size === 0) break;
    await pause(delay(took) / 1000, recheck.signal, left);
  }
  const outcome = suspects.outcome();
  const confirmed = inKeyOrder([...outcome.confirmed], ordersOf(pair.plan));
  return { ...outcome, confirmed: pair.plan.key.length === 0 ? countCopies(confirmed) : confirmed };
}

interface Looking {
  readonly pair: TablePair;
  readonly recheck: Recheck;
  readonly suspects: Suspects;
  readonly range: KeyRange;
}

/** Looks at all that is pending; answers with how long that took, and how far a replica is behind, in milliseconds. */
async function lookOnce(looking: Looking): Promise<{ readonly took: number; readonly lag: number }> {
  const { pair, suspects, range } = looking;
  const how = cheapestLook(pair.plan, range, suspects.pending.size);
  // Without a key a pass has to account for all rows: those that were told already are left out of the rest.
  const wanted = pair.plan.key.length === 0 ? suspects.all : suspects.pending;
  const look = await pair.retry(() => lookAgain(pair, { range, suspects: wanted, how }));
  return { took: look.ended - look.began, lag: await see(looking, look) };
}

/** A look-up may be led astray by an index: what it finds on neither side must not be found by a scan either. */
async function lookForGone(looking: Looking): Promise<void> {
  const { pair, suspects, range } = looking;
  const wanted = suspects.gone;
  await see(looking, await pair.retry(() => lookAgain(pair, { range, suspects: wanted, how: 'by scan' })));
}

async function see({ pair, recheck, suspects }: Looking, look: Look): Promise<number> {
  const { settle, stillness } = recheck;
  const { source, target } = await pair.retry(() => stillness.lags());
  const lag = Math.max(source, target);
  const still = look.differences.size > 0 && (await pair.retry(() => stillness.hasHeldSince(look.began)));
  suspects.see(look, still ? 0 : settle + lag);
  return lag;
}

function patienceWith(settle: number, lag: number): number {
  return settle * PATIENCE + (lag === Infinity ? 0 : Math.min(lag, settle * PATIENCE_WITH_REPLICA));
}

/** Milliseconds from one look to the next, by how long the one before took. */
function delaysFor(settle: number, suspects: number): (took: number) => number {
  const longest = suspects > MANY ? settle + A_LITTLE : settle * LONGEST_DELAY;
  let next = suspects > MANY ? longest : settle * FIRST_DELAY;
  return (took) => {
    // Where looks take long there are few of them: then the next one is late enough to decide.
    const delay = Math.max(next, Math.min(took, settle + A_LITTLE));
    next = Math.min(next * GROWTH, longest);
    // In step with a row that goes back and forth, each look would find it in the same state.
    return delay * (1 + Math.random() * UNEVEN);
  };
}

function keysOf({ key, keyRepeats }: TablePlan): Keys {
  if (key.length === 0) return 'none';
  return keyRepeats ? 'several' : 'one';
}
