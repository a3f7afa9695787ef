import { completeConfig } from './config/config.ts';
import { selectionBeside } from './fingerprint/selection.ts';
import type { Config } from './config/config.ts';
import { CrosstallyError } from './errors.ts';
import type { Event } from './model/event.ts';
import type { Report } from './model/report.ts';
import { mapSides } from './model/side.ts';
import { beginRun } from './run/run.ts';
import { sideInfo } from './run/open.ts';
import { asTold } from './run/stop.ts';
import { makePlan } from './plan/plan.ts';
import { foldReport } from './report/fold.ts';
import { schemaGate } from './schema/gate.ts';
import { inspectorsOf } from './schema/inspect.ts';
import type { VerifyOptions } from './verify.ts';
import { VERSION } from './version.ts';

/**
 * Compares definitions alone: indexes, constraints, sequences, views. Takes seconds, and reads no row but the largest
 * values of numbered columns, by index.
 *
 * @throws CrosstallyError as `verify` does when it cannot begin, and `PLAN_INVALID` for an adapter without definitions.
 * @example
 * const { verdict, schema } = await compareSchemas({ source: postgres(oldUrl), target: postgres(newUrl) });
 */
export async function compareSchemas(options: VerifyOptions): Promise<Report> {
  const config = completeConfig(options);
  try {
    const { maxDifferences } = config;
    return await foldReport(inspect(options, config), { maxDifferences, toolVersion: VERSION });
  } catch (error) {
    throw asTold(error, options.signal);
  }
}

async function* inspect(options: VerifyOptions, wish: Config): AsyncGenerator<Event> {
  await using run = await beginRun(options, wish);
  const { databases } = run;
  const config = selectionBeside(databases, wish);
  if (inspectorsOf(databases) === null) {
    throw new CrosstallyError('PLAN_INVALID', 'an adapter of the two cannot tell definitions');
  }
  const plan = await makePlan(databases, config);
  yield {
    type: 'planned',
    at: new Date().toISOString(),
    sides: mapSides(databases, sideInfo),
    plan,
    definitionsOnly: true,
  };
  yield* run.among(schemaGate(databases, plan, config));
  yield { type: 'finished', at: new Date().toISOString() };
}
