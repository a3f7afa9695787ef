/** How what a comparison finds becomes drift of the ledger, and what there is to tell of it. */
import type { Difference } from '../model/difference.ts';
import { driftIdentity } from '../model/watch.ts';
import type { Drift, WatchEvent } from '../model/watch.ts';
import type { Ledger } from './ledger/ledger.ts';
import { sameDifference } from './ledger/state.ts';
import { time } from './watching.ts';

/** Keeps differences that were confirmed; tells of those that are new, or other ones by now. */
export async function* seen(
  ledger: Ledger,
  table: string,
  differences: readonly Difference[],
): AsyncGenerator<WatchEvent> {
  const known = ledger.state.tables.get(table)?.drift;
  const news = differences.filter((difference) => {
    const before = known?.get(driftIdentity(difference));
    return before === undefined || !sameDifference(before, difference);
  });
  if (news.length === 0) return;
  const at = time();
  await ledger.add({ type: 'seen', at, table, differences: news });
  const drift = news
    .map((one) => ledger.state.tables.get(table)?.drift.get(driftIdentity(one)))
    .filter((one): one is Drift => one?.state === 'open');
  if (drift.length > 0) yield { type: 'drift-opened', at, drift };
}

/** Drift that was not found any more. */
export async function* gone(
  ledger: Ledger,
  table: string,
  keys: readonly string[],
  by: 'pass' | 'look',
): AsyncGenerator<WatchEvent> {
  const known = ledger.state.tables.get(table)?.drift;
  const drift = keys.flatMap((key) => known?.get(key) ?? []);
  if (drift.length === 0) return;
  const at = time();
  await ledger.add({ type: 'gone', at, table, keys: drift.map(driftIdentity), by });
  yield { type: 'drift-resolved', at, drift: drift.map((one) => ({ ...one, state: 'resolved', endedAt: at, by })) };
}
