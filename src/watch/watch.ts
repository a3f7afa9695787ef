import type { Adapter } from '../adapter.ts';
import { watchBoth } from '../compare/confirm/recheck.ts';
import { loadHashing } from '../compare/digests/hash.ts';
import type { Comparison } from '../compare/table-pair.ts';
import { completeConfig } from '../config/config.ts';
import type { Config, Options } from '../config/config.ts';
import { CrosstallyError, errorLine } from '../errors.ts';
import type { Event } from '../model/event.ts';
import { mapSides } from '../model/side.ts';
import type { Sides } from '../model/side.ts';
import type { SideInfo } from '../model/report.ts';
import { tableName } from '../model/table.ts';
import type { WatchEvent, WatchStatus } from '../model/watch.ts';
import { makePlan } from '../plan/plan.ts';
import { sideInfo } from '../run/open.ts';
import { pause } from '../run/pause.ts';
import { beginRun } from '../run/run.ts';
import type { Run } from '../run/run.ts';
import { stopWith } from '../run/stop.ts';
import { accepted } from './accept.ts';
import { hints } from './hints.ts';
import { openLedger } from './ledger/ledger.ts';
import type { Ledger } from './ledger/ledger.ts';
import { looksAtDrift } from './looks.ts';
import { merged } from './merge.ts';
import { passes } from './passes.ts';
import { statusOf } from './status.ts';
import { definitions, factsOf, gate, samePlan } from './streams.ts';
import { ledgerPath, newNow, pairsOf, time } from './watching.ts';
import type { NowKnown, Watching } from './watching.ts';

/** What to watch, by the names of the config file. */
export interface WatchOptions extends Options {
  readonly source: Adapter;
  readonly target: Adapter;
  /** Ends the watch. */
  readonly signal?: AbortSignal;
}

/** Verification that goes on until it is stopped. It begins when its events are first asked for. */
export interface Watch {
  /** Everything that happens, until the watch is stopped: by its signal, or by leaving the loop. */
  readonly events: () => AsyncGenerator<WatchEvent>;
  /** What is known now; null before both sides were opened. */
  readonly status: () => WatchStatus | null;
}

/**
 * Watches two databases: compares them again and again, looks at what the servers say was written, and keeps account of
 * each drift until it is gone.
 *
 * @throws CrosstallyError from `events` when it cannot begin: no connection, a wrong password, a ledger in use. A side that
 * goes away later is waited for.
 * @example
 * const watching = watch({ source: mysql(oldUrl), target: postgres(newUrl), ledger: 'shop.ledger' });
 * for await (const event of watching.events()) if (event.type === 'ready' && event.ready) break;
 */
export function watch(options: WatchOptions): Watch {
  const config = completeConfig(options);
  const unheard = OF_THE_COMMAND.filter((name) => isSaid(config[name]));
  if (unheard.length > 0) {
    const hint = 'a program hears of everything by events(), and ends the watch by leaving that loop or by its signal';
    throw new CrosstallyError('CONFIG_INVALID', `${unheard.join(', ')} is for the command crosstally watch`, { hint });
  }
  const since = time();
  const now = newNow();
  let current: Watching | null = null;
  let last: WatchStatus | null = null;
  return {
    events: () => watchAll(options, { config, now, hold: (watching) => (current = watching) }),
    status: () => {
      if (current !== null) last = statusOf(current, since);
      return last === null ? null : { ...last, held: now.held };
    },
  };
}

/** What the command does around a watch. */
type OfTheCommand = 'untilClean' | 'failFast' | 'timeout' | 'listen' | 'token' | 'webhook' | 'onDrift';
export const OF_THE_COMMAND: readonly OfTheCommand[] = [
  'untilClean',
  'failFast',
  'timeout',
  'listen',
  'token',
  'webhook',
  'onDrift',
];

function isSaid(value: Config[OfTheCommand]): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
}

interface Beginning {
  readonly config: Config;
  readonly now: NowKnown;
  /** Hears what is being watched. */
  readonly hold: (watching: Watching) => void;
}

/** The conductor: open both sides, plan, and look at all there is, until the plan does not hold; then all over again. */
async function* watchAll(options: WatchOptions, beginning: Beginning): AsyncGenerator<WatchEvent> {
  const { config, now } = beginning;
  await using ledger = await openLedger(ledgerPath(config));
  let why: string | null = null;
  for (let failures = 0; ;) {
    try {
      for await (const event of watchPlan(options, beginning, { ledger, why })) {
        failures = 0;
        yield event;
      }
      why = 'the tables changed, or a side had to be opened anew';
    } catch (error) {
      // What never worked is an error; what worked once is waited for.
      if (why === null && ledger.state.sides === null) throw error;
      if (!isWaitedFor(error) || options.signal?.aborted === true) throw error;
      [why, now.unseen] = [errorLine(error), true];
      yield* held(now, why);
      await pause(Math.min(LONGEST_WAIT, 2 ** failures++), options.signal);
    }
  }
}

/** Seconds until a side that is away is asked again. */
const LONGEST_WAIT = 30;

function isWaitedFor(error: unknown): boolean {
  return error instanceof CrosstallyError && /^ADAPTER_|^SNAPSHOT_GONE|^TABLE_CHANGED|^PLAN_INVALID/.test(error.code);
}

interface Before {
  readonly ledger: Ledger;
  readonly why: string | null;
}

async function* watchPlan(
  options: WatchOptions,
  { config, now, hold }: Beginning,
  { ledger, why }: Before,
): AsyncGenerator<WatchEvent> {
  await using run = await beginRun({ ...options, share: config.budget }, config);
  assertLive(run.databases);
  const plan = await makePlan(run.databases, config);
  const comparison = await comparisonOf(run, config);
  const stop = stopWith(run.signal);
  const watching: Watching = {
    ...{ run, config, comparison, plan, ledger, now, signal: stop.signal, pair: pairsOf(run, comparison) },
  };
  const [at, sides] = [time(), mapSides(run.databases, sideInfo)];
  const tables = plan.tables.map(({ id, target }) => ({ source: id, target: tableName(target) }));
  assertSameSides(ledger, config, sides);
  await ledger.add({ type: 'watch', at, sides, tables, facts: factsOf(run, plan, config), unseen: now.unseen });
  now.unseen = false;
  hold(watching);
  yield* held(now, null);
  yield { type: 'planned', at, sides, tables: tables.map(({ source }) => source), why };
  try {
    for await (const event of run.among(merged(stop.now, ...streamsOf(watching)))) yield* told(event, now);
  } finally {
    await ledger.add({ type: 'gate', at: time(), ready: false, reasons: ['the watch was ended, or begins anew'] });
    now.busyBefore = mapSides(run.databases, (database, side) => {
      return now.busyBefore[side] + (database.usage?.().busySeconds ?? 0);
    });
    now.suspects.clear();
  }
}

/** What was accepted of other databases is not accepted of these. */
function assertSameSides({ state }: Ledger, config: Config, sides: Sides<SideInfo>): void {
  const other = (['source', 'target'] as const).find((side) => {
    return state.sides !== null && state.sides[side].label !== sides[side].label;
  });
  if (other === undefined) return;
  const [was, is] = [state.sides?.[other].label ?? '', sides[other].label];
  const message = `the ledger ${ledgerPath(config)} is of another ${other}, ${was}, and not of ${is}`;
  throw new CrosstallyError('LEDGER_INVALID', message, { hint: 'name a ledger for each pair of sides with --ledger' });
}

/** What stands still for ever says nothing of now. */
function assertLive(databases: Run['databases']): void {
  const kept = (['source', 'target'] as const).filter((side) => databases[side].fingerprint !== undefined);
  if (kept.length === 0) return;
  const message = `the ${kept.join(' and the ')} is a fingerprint, and a watch is of two databases that are written to`;
  throw new CrosstallyError('CONFIG_INVALID', message, { hint: 'verify compares a database with a fingerprint' });
}

function streamsOf(watching: Watching): AsyncGenerator<WatchEvent>[] {
  return [
    gate(watching),
    definitions(watching),
    passes(watching),
    looksAtDrift(watching),
    accepted(watching),
    samePlan(watching),
    ...(watching.config.feed === 'off' ? [] : [hints(watching)]),
  ];
}

/** What a run tells of itself, in the words of a watch. */
function* told(event: WatchEvent | Event, now: NowKnown): Generator<WatchEvent> {
  if (event.type === 'held') {
    now.held = event.reason;
    yield { type: 'held', at: time(), reason: event.reason };
  } else if (event.type === 'retried') {
    yield { type: 'retried', at: time(), reason: event.reason, waitSeconds: event.waitSeconds };
  } else if (event.type === 'noticed') {
    yield { type: 'retried', at: time(), reason: event.notice, waitSeconds: 0 };
  } else yield event as WatchEvent;
}

function* held(now: NowKnown, reason: string | null): Generator<WatchEvent> {
  if (now.held === reason) return;
  now.held = reason;
  yield { type: 'held', at: time(), reason };
}

/** Begins to watch both sides' positions at once. */
async function comparisonOf({ databases, signal, limit, retry }: Run, config: Config): Promise<Comparison> {
  const { strategy, settle } = config;
  const recheck = watchBoth(databases, settle, signal);
  return { databases, hashing: await loadHashing(), limit, retry, strategy, maxDifferences: NAMED, recheck };
}

/** Changed rows of a pass whose columns are looked up. */
const NAMED = 1000;
