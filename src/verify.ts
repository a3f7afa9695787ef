import type { Adapter, Database } from './adapter.ts';
import { openCheckpoint } from './checkpoint/checkpoint.ts';
import type { Checkpoint } from './checkpoint/checkpoint.ts';
import { compareTable } from './compare/compare-table.ts';
import type { Comparison } from './compare/table-pair.ts';
import { checkNamedKeys } from './compare/named-keys.ts';
import { watchBoth } from './compare/confirm/recheck.ts';
import { loadHashing } from './compare/digests/hash.ts';
import { concatAhead } from './compare/ranges/in-order.ts';
import { beginRun } from './run/run.ts';
import type { Run } from './run/run.ts';
import { sideInfo } from './run/open.ts';
import { selectionBeside } from './fingerprint/selection.ts';
import { completeConfig } from './config/config.ts';
import type { Config, Options } from './config/config.ts';
import type { Event } from './model/event.ts';
import type { Plan } from './model/plan.ts';
import { mapSides } from './model/side.ts';
import type { Sides } from './model/side.ts';
import { makePlan } from './plan/plan.ts';
import { schemaGate } from './schema/gate.ts';
import { oneRun } from './verification.ts';
import type { Verification } from './verification.ts';
import { VERSION } from './version.ts';

/** What to compare, by the names of the config file. Whatever is left out has the default of the command line. */
export interface VerifyOptions extends Options {
  readonly source: Adapter;
  readonly target: Adapter;
  /** Stops the run; what was found until then is reported as `incomplete`, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Compares two databases.
 *
 * @throws CrosstallyError from whichever member is asked when it cannot begin: no connection, a wrong password, a
 * table that was named and is not there. A table that fails later is reported as `incomplete`.
 * @example
 * const report = await verify({ source: mysql(oldUrl), target: postgres(newUrl), tables: ['orders'] }).report();
 * if (report.verdict !== 'match') throw new Error('not safe to cut over');
 */
export function verify(options: VerifyOptions): Verification {
  const config = completeConfig(options);
  const { maxDifferences } = config;
  return oneRun(() => compareAll(options, config), {
    maxDifferences,
    toolVersion: VERSION,
    signal: options.signal,
  });
}

/** What happens in a comparison, for who makes the report himself. */
export function eventsOf(options: VerifyOptions): AsyncGenerator<Event> {
  return compareAll(options, completeConfig(options));
}

/** The conductor: open both sides, plan, compare definitions, compare table by table. */
async function* compareAll(options: VerifyOptions, wish: Config): AsyncGenerator<Event> {
  await using checkpoint = await openCheckpoint(wish.checkpoint, wish.resume);
  await using run = await beginRun(options, wish);
  const { databases } = run;
  const config = selectionBeside(databases, wish);
  const comparison = await comparisonOf(run, config);
  const plan = await makePlan(databases, config);
  await checkNamedKeys(databases, plan.tables);
  yield await planned(databases, plan, config, checkpoint);
  if (config.showValues) yield { type: 'noticed', notice: SHOWN };
  if (config.compareSchema) yield* run.among(schemaGate(databases, plan, config));

  const tables = plan.tables.map((table) => {
    return () => compareTable(comparison, table, checkpoint.table(table.id));
  });
  yield* run.among(concatAhead(tables, config.concurrency, EVENTS_AHEAD));

  const usage = mapSides(databases, (database) => database.usage?.() ?? null);
  yield { type: 'finished', at: (await checkpoint.finish(new Date())).toISOString(), usage };
}

const SHOWN =
  'values of changed rows are in this report, as asked by --show-values: who may read it may read those rows';

/** Begins to watch both sides at once, so that a long run already knows when it finds something. */
async function comparisonOf({ databases, signal, limit, retry, tell }: Run, config: Config): Promise<Comparison> {
  const { strategy, maxDifferences, settle, showValues } = config;
  const recheck = config.consistency === 'recheck' ? watchBoth(databases, settle, signal) : null;
  return { databases, hashing: await loadHashing(), limit, retry, strategy, maxDifferences, recheck, tell, showValues };
}

/** The first event, once the checkpoint agrees with the plan. */
async function planned(databases: Sides<Database>, plan: Plan, config: Config, checkpoint: Checkpoint): Promise<Event> {
  const [at, sides] = [new Date(), mapSides(databases, sideInfo)];
  const resumed = await checkpoint.begin({ at, sides, plan, config });
  return {
    type: 'planned',
    at: at.toISOString(),
    sides,
    plan,
    ...(config.checkpoint === null ? {} : { checkpoint: config.checkpoint }),
    ...(resumed === null ? {} : { resumed }),
  };
}

/** Events that a table may be ahead of its turn: enough to finish small tables. */
const EVENTS_AHEAD = 16;
