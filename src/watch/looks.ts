/** Looks at single keys: at open drift, to see when it is gone, and at rows that were written to, to see whether they differ. */
import { compareKeys } from '../compare/compare-keys.ts';
import { canLookUpKeys } from '../compare/rows/row-key.ts';
import { keyIdentity } from '../model/key.ts';
import type { Key } from '../model/key.ts';
import type { TablePlan } from '../model/plan.ts';
import { driftIdentity } from '../model/watch.ts';
import type { Drift, WatchEvent } from '../model/watch.ts';
import { pause } from '../run/pause.ts';
import { gone, seen } from './drift.ts';
import type { Watching } from './watching.ts';

/** Keys of a table that are asked for at once. */
export const KEYS_AT_ONCE = 1000;
/** Seconds between two looks at open drift. */
const LOOK_SECONDS = 2;

/** Looks at open drift again and again, as long as the plan holds. */
export async function* looksAtDrift(watching: Watching): AsyncGenerator<WatchEvent> {
  for (;;) {
    await pause(LOOK_SECONDS, watching.signal);
    for (const table of watching.plan.tables.filter(canBeLookedUp)) {
      yield* lookAtDrift(watching, table);
    }
  }
}

/** What could not be looked at stays open: a pass will say why. */
async function* lookAtDrift(watching: Watching, table: TablePlan): AsyncGenerator<WatchEvent> {
  try {
    for (const keys of openKeys(watching, table)) yield* lookAt(watching, table, keys);
  } catch (error) {
    if (watching.signal.aborted) throw error;
  }
}

/** Whether one look-up tells all of a row: of keys that repeat, and without one, only a pass does. */
export function canBeLookedUp({ key, keyRepeats, views }: TablePlan): boolean {
  return key.length > 0 && !keyRepeats && canLookUpKeys(views);
}

function* openKeys({ ledger }: Watching, { id }: TablePlan): Generator<readonly Key[]> {
  const drift = [...(ledger.state.tables.get(id)?.drift.values() ?? [])];
  const keys = [...new Map(drift.map(({ key }) => [keyIdentity(key), key])).values()];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) yield keys.slice(from, from + KEYS_AT_ONCE);
}

/**
 * Compares the rows of some keys; what differs is drift, and drift of these keys that does not is gone.
 *
 * @param unsettled hears of each key whose row was not at rest: nothing is known of it.
 * @throws CrosstallyError when they could not be looked at: then nothing is known of them.
 */
export async function* lookAt(
  watching: Watching,
  table: TablePlan,
  keys: readonly Key[],
  unsettled: (key: Key) => void = () => undefined,
): AsyncGenerator<WatchEvent> {
  const drift = (): ReadonlyMap<string, Drift> => watching.ledger.state.tables.get(table.id)?.drift ?? new Map();
  // What somebody else sees during the look is not gone by it.
  const known = [...drift()];
  const result = await compareKeys(await watching.pair(table), keys);
  yield* seen(watching.ledger, table.id, result.differences);
  if (result.unconfirmed > 0) {
    // Which of them was not at rest is not told: asked for in halves it is.
    const half = Math.ceil(keys.length / 2);
    if (half === keys.length) keys.forEach(unsettled);
    else for (const some of [keys.slice(0, half), keys.slice(half)]) yield* lookAt(watching, table, some, unsettled);
    return;
  }
  const differ = new Set(result.differences.map(driftIdentity));
  const looked = new Set(keys.map(keyIdentity));
  const isGone = ([identity, one]: [string, Drift]): boolean =>
    looked.has(keyIdentity(one.key)) && !differ.has(identity) && drift().get(identity) === one;
  const left = known.filter(isGone).map(([identity]) => identity);
  yield* gone(watching.ledger, table.id, left, 'look');
}
