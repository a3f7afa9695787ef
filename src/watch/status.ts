/** What a watch knows at a moment, as `/status` answers it. */
import { mapSides } from '../model/side.ts';
import { DRIFT_LISTED } from '../model/watch.ts';
import type { Drift, WatchedTable, WatchStatus } from '../model/watch.ts';
import { reasonsAgainst } from './gate.ts';
import type { Live } from './gate.ts';
import type { LedgerState, TableState } from './ledger/state.ts';
import { driftOf, driftRows } from './ledger/state.ts';
import type { NowKnown, Watching } from './watching.ts';
import { time } from './watching.ts';

/** Settle times that a row which was written to may wait: a look takes up to three of them, and one may be under way. */
const MOST_SETTLES = 8;
/** And seconds besides, for what is before it in the queue. */
const IN_THE_QUEUE = 30;

/** What the gate has to know besides the ledger. */
export function liveOf({ plan, config, ledger, now }: Watching): Live {
  return {
    plan,
    oldestSuspectSeconds: oldestSuspect(now),
    suspectSeconds: (config.settle * MOST_SETTLES) / 1000 + IN_THE_QUEUE,
    feedLagSeconds: feedLag(now),
    held: now.held,
    ledgerFailure: ledger.failure(),
    definitions: config.compareSchema,
  };
}

export function statusOf(watching: Watching, since: string): WatchStatus {
  const { ledger, now, config, run } = watching;
  const { state } = ledger;
  const reasons = reasonsAgainst(state, liveOf(watching));
  const tables = [...state.tables.values()].map((table) =>
    tableStatus(table, now.suspects.get(table.source)?.size ?? 0),
  );
  const listed = driftListed(state);
  const sum = (of: (table: WatchedTable) => number): number => tables.reduce((total, table) => total + of(table), 0);
  const [openDrift, acceptedDrift] = [sum((table) => table.openDrift), sum((table) => table.acceptedDrift)];
  return {
    at: time(),
    since,
    sides: mapSides(run.databases, ({ label, engine }) => {
      return { label, engine: engine.name, engineVersion: engine.version };
    }),
    ready: reasons.length === 0,
    readySince: reasons.length === 0 && state.gate?.ready === true ? state.gate.since : null,
    reasons,
    ...{ openDrift, acceptedDrift, suspects: sum((table) => table.suspects) },
    oldestSuspectSeconds: oldestSuspect(now),
    blockers: state.blockers,
    held: now.held,
    budget: config.budget < 1 ? config.budget : null,
    busySeconds: mapSides(run.databases, (database, side) => {
      return now.busyBefore[side] + (database.usage?.().busySeconds ?? 0);
    }),
    feeds: now.feeds,
    tables,
    drift: listed,
    driftNotListed: Math.max(0, openDrift + acceptedDrift - listed.filter(({ state: is }) => is !== 'resolved').length),
  };
}

export function tableStatus(table: TableState, suspects: number): WatchedTable {
  const { open, accepted } = driftOf(table);
  return {
    ...{ source: table.source, target: table.target },
    lastCleanPass: table.clean?.ended.at ?? null,
    lastCleanPassBegan: table.clean?.began.at ?? null,
    passBegan: table.passBegan?.at ?? null,
    rowsCompared: table.rowsCompared,
    openDrift: driftRows(open),
    drift: open,
    acceptedDrift: accepted,
    suspects,
    dirty: table.dirty,
    incomplete: table.incomplete,
  };
}

/** Open drift first, the oldest one first; then what was accepted, then what was resolved last. */
export function driftListed({ tables, gone }: LedgerState): Drift[] {
  const listed: Drift[] = [];
  for (const wanted of ['open', 'accepted'] as const) {
    for (const { drift } of tables.values()) {
      for (const one of drift.values()) {
        if (listed.length >= DRIFT_LISTED) return listed;
        if (one.state === wanted) listed.push(one);
      }
    }
  }
  return [...listed, ...gone.slice().reverse()].slice(0, DRIFT_LISTED);
}

function oldestSuspect({ suspects }: NowKnown): number | null {
  let oldest = Infinity;
  for (const pending of suspects.values()) for (const since of pending.values()) oldest = Math.min(oldest, since);
  return oldest === Infinity ? null : (performance.now() - oldest) / 1000;
}

function feedLag({ feeds }: NowKnown): number | null {
  const lags = [feeds.source, feeds.target].flatMap(({ state, lagSeconds }) =>
    state === 'on' ? (lagSeconds ?? []) : [],
  );
  return lags.length === 0 ? null : Math.max(...lags);
}
