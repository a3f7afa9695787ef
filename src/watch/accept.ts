/** Drift that somebody takes for right. */
import { keyIdentity } from '../model/key.ts';
import { driftIdentity } from '../model/watch.ts';
import type { Drift, WatchEvent } from '../model/watch.ts';
import { pause } from '../run/pause.ts';
import { readAcceptances } from './ledger/acceptances.ts';
import type { Acceptance } from './ledger/acceptances.ts';
import { ledgerPath, time } from './watching.ts';
import type { Watching } from './watching.ts';

/** Seconds between two looks at what was asked for. */
const LOOK = 1;

/** Takes what is newly asked for into the ledger, again and again. */
export async function* accepted(watching: Watching): AsyncGenerator<WatchEvent> {
  for (let taken = 0; ;) {
    const asked = await readAcceptances(ledgerPath(watching.config));
    for (const acceptance of asked.slice(taken)) yield* take(watching, acceptance);
    taken = asked.length;
    await pause(LOOK, watching.signal);
  }
}

async function* take({ ledger }: Watching, { at, table, key, why }: Acceptance): AsyncGenerator<WatchEvent> {
  const known = [...(ledger.state.tables.get(table)?.drift.values() ?? [])];
  const fits = (drift: Drift): boolean => key === null || keyIdentity(drift.key) === keyIdentity(key);
  // What was seen only afterwards was not what somebody looked at.
  const drift = known.filter((one) => one.state === 'open' && fits(one) && one.firstSeen <= at);
  if (drift.length === 0) return;
  await ledger.add({ type: 'accepted', at: time(), table, keys: drift.map(driftIdentity), why });
  yield {
    type: 'drift-accepted',
    at: time(),
    drift: drift.map((one) => ({ ...one, state: 'accepted', endedAt: at, by: why })),
  };
}
