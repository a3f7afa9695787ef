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
import { completeConfig } from './config/config.ts';
import type { Config, Options } from './config/config.ts';
import type { Difference } from './model/difference.ts';
import type { Event } from './model/event.ts';
import type { Plan } from './model/plan.ts';
import type { Report } from './model/report.ts';
import { mapSides } from './model/side.ts';
import type { Sides } from './model/side.ts';
import { makePlan } from './plan/plan.ts';
import { foldReport } from './report/fold.ts';
import { schemaGate } from './schema/gate.ts';
import { VERSION } from './version.ts';

/** What to compare, by the names of the config file. Whatever is left out has the default of the command line. */
export interface VerifyOptions extends Options {
  readonly source: Adapter;
  readonly target: Adapter;
  /** Stops the run; what was found until then is reported as `incomplete`. */
  readonly signal?: AbortSignal;
}

/** A difference and the table it is in. */
export interface TableDifference extends Difference {
  /** The source's name, `schema.table`. */
  readonly table: string;
}

/** A comparison that begins when one of its members is first asked for. Ask for one of them. */
export interface Verification {
  /** Everything that happens, in order. */
  events(): AsyncGenerator<Event>;
  /** The rows that differ, table by table in key order. A loop that is left early ends the run. */
  differences(): AsyncGenerator<TableDifference>;
  /** The whole, with its verdict. */
  report(): Promise<Report>;
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
  const events = (): AsyncGenerator<Event> => compareAll(options, config);
  return {
    events,
    differences: () => differencesOf(events()),
    report: () => foldReport(events(), { maxDifferences: config.maxDifferences, toolVersion: VERSION }),
  };
}

/** The conductor: open both sides, plan, compare definitions, compare table by table. */
async function* compareAll(options: VerifyOptions, config: Config): AsyncGenerator<Event> {
  await using checkpoint = await openCheckpoint(config.checkpoint, config.resume);
  await using run = await beginRun(options, config);
  const { databases } = run;
  const comparison = await comparisonOf(run, config);
  const plan = await makePlan(databases, config);
  await checkNamedKeys(databases, plan.tables);
  yield await planned(databases, plan, config, checkpoint);
  if (config.compareSchema) yield* run.among(schemaGate(databases, plan, config));

  const tables = plan.tables.map((table) => {
    return () => compareTable(comparison, table, checkpoint.table(table.id));
  });
  yield* run.among(concatAhead(tables, config.concurrency, EVENTS_AHEAD));

  const usage = mapSides(databases, (database) => database.usage?.() ?? null);
  yield { type: 'finished', at: (await checkpoint.finish(new Date())).toISOString(), usage };
}

/** Begins to watch both sides at once, so that a long run already knows when it finds something. */
async function comparisonOf({ databases, signal, limit, retry }: Run, config: Config): Promise<Comparison> {
  const { strategy, maxDifferences, settle } = config;
  const recheck = config.consistency === 'recheck' ? watchBoth(databases, settle, signal) : null;
  return { databases, hashing: await loadHashing(), limit, retry, strategy, maxDifferences, recheck };
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

async function* differencesOf(events: AsyncGenerator<Event>): AsyncGenerator<TableDifference> {
  for await (const event of events) {
    if (event.type !== 'differences') continue;
    for (const difference of event.differences) yield { ...difference, table: event.table };
  }
}
