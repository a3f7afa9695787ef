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
import { AT_ONCE, Suspects } from './suspects.ts';
import type { Keys, SuspectsOutcome } from './suspects.ts';

/** From one look to the next, as a share of the settle time. */
const DELAY = 1 / 16;
/** In step with a row that comes and goes each look would find it in the same state: a delay is this much of the usual one … */
const SHORTEST = 1 / 4;
/** … up to this much, so that a look may fall anywhere on the row's way. */
const LONGEST = 7 / 4;
/** Looks in a row that have to find a row different: all of twelve find one that comes and goes in the same half once in 4,096. */
const LOOKS = 12;
/** Where looks take long, as many as fit into so many settle times; and these in any case. */
const LONGEST_EVIDENCE = 4;
const FEWEST_LOOKS = 3;
/** How long to look at a row that is another one each time. */
const PATIENCE = 2;
/** How much longer to wait for a replica that is behind. */
const PATIENCE_WITH_REPLICA = 10;
/** Milliseconds: a look that comes after the settle time has to begin after its end. */
const A_LITTLE = 10;
/** So many are not looked at a dozen times: once more when they have had the time to settle. */
const MANY = 10_000;
const LOOKS_AT_MANY = 2;

/** Tells what differs from what was in flight, and says where two counts contradict each other. */
export async function settle(pair: TablePair, first: FirstLook, left?: AbortSignal): Promise<RangeResult> {
  const doubt = (await doubtOf(pair, first)) ?? first.doubt;
  const doubtful = doubt === undefined ? {} : { doubt };
  // A scan sees what no closer look does: what it counted is what there is.
  const { range, differences } = first;
  const rows = doubt === undefined ? first.rows : (first.counted ?? first.rows);
  const { recheck, retry } = pair;
  if (differences.length === 0 || recheck === null || (await retry(() => recheck.stillness.heldSince(first.began))))
    return { range, rows, differences, unconfirmed: 0, ...moved(first), ...doubtful };
  const outcome = await lookUntilSettled(pair, recheck, { range, differences, left });
  return { ...moved(first), ...withOutcome({ range, rows }, outcome), ...doubtful };
}

/** Rows that were counted, and were not there any more when they were looked at. */
function moved({ counted, rows }: FirstLook): Pick<RangeResult, 'vanished'> {
  if (counted === null) return {};
  return { vanished: Math.abs(counted.source - rows.source) + Math.abs(counted.target - rows.target) };
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
  const looking = { pair, recheck, suspects, range: range ?? EVERYTHING, many: differences.length > MANY };
  const began = performance.now();
  const told = tellPending(pair);
  try {
    for (let looks = 1; ; looks++) {
      told(suspects.pending.size);
      const { took, lag } = await lookOnce(looking);
      const isEnough = looks >= looksFor(looking, took) + FEWEST_LOOKS;
      const patience = patienceWith(recheck.settle, lag) + (suspects.going ? recheck.settle : 0);
      const isOver = isEnough && performance.now() - began > patience;
      if (suspects.gone.size > 0 && (isOver || suspects.gone.size === suspects.pending.size))
        await lookForGone(looking);
      if (isOver) suspects.giveUp();
      if (suspects.pending.size === 0) break;
      await pause(delayAfter(looking, took) / 1000, recheck.signal, left);
    }
  } finally {
    told(0);
  }
  const outcome = suspects.outcome();
  const confirmed = inKeyOrder([...outcome.confirmed], ordersOf(pair.plan));
  return { ...outcome, confirmed: pair.plan.key.length === 0 ? countCopies(confirmed) : confirmed };
}

/** Tells how many rows are looked at again, whenever there are more or fewer. */
function tellPending({ tell, plan }: TablePair): (pending: number) => void {
  let before = 0;
  return (pending) => {
    if (pending !== before) tell?.({ type: 'rechecking', table: plan.id, rows: pending - before });
    before = pending;
  };
}

interface Looking {
  readonly pair: TablePair;
  readonly recheck: Recheck;
  readonly suspects: Suspects;
  readonly range: KeyRange;
  readonly many: boolean;
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

async function see(looking: Looking, look: Look): Promise<number> {
  const { pair, recheck, suspects } = looking;
  const { settle, stillness } = recheck;
  const { source, target } = await pair.retry(() => stillness.lags());
  const lag = Math.max(source, target);
  const still = await pair.retry(() => stillness.hasHeldSince(look.began));
  suspects.see(look, still ? AT_ONCE : { settled: settle + lag, looks: looksFor(looking, look.ended - look.began) });
  return lag;
}

function patienceWith(settle: number, lag: number): number {
  return settle * PATIENCE + (lag === Infinity ? 0 : Math.min(lag, settle * PATIENCE_WITH_REPLICA));
}

/** How many looks in a row have to find a row different, where one takes so many milliseconds. */
function looksFor({ recheck: { settle }, many }: Looking, took: number): number {
  if (many) return LOOKS_AT_MANY;
  return Math.min(LOOKS, Math.max(FEWEST_LOOKS, Math.floor((settle * LONGEST_EVIDENCE) / took)));
}

/** Milliseconds until the next look, by how long the one before took: where looks take long there are few of them. */
function delayAfter({ recheck: { settle }, many }: Looking, took: number): number {
  if (many) return settle + A_LITTLE;
  return uneven(Math.max(settle * DELAY, Math.min(took, settle + A_LITTLE)));
}

function uneven(delay: number): number {
  return delay * (SHORTEST + Math.random() * (LONGEST - SHORTEST));
}

function keysOf({ key, keyRepeats }: TablePlan): Keys {
  if (key.length === 0) return 'none';
  return keyRepeats ? 'several' : 'one';
}
