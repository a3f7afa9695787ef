import type { Pushdown, TableReader } from './adapter.ts';
import { commonPushdown } from './compare/digests/pushdown.ts';
import { completeConfig } from './config/config.ts';
import type { Config } from './config/config.ts';
import { selectionBeside } from './fingerprint/selection.ts';
import type { Plan, TablePlan } from './model/plan.ts';
import type { SideInfo } from './model/report.ts';
import { mapSides } from './model/side.ts';
import type { Side, Sides } from './model/side.ts';
import { makePlan } from './plan/plan.ts';
import { beginRun } from './run/run.ts';
import { sideInfo } from './run/open.ts';
import { asTold } from './run/stop.ts';
import type { VerifyOptions } from './verify.ts';

/** What would be compared and how. */
export interface PlanReport extends Sides<SideInfo> {
  readonly plan: Plan;
  /** For each table the SQL that each side would be sent. */
  readonly statements: ReadonlyMap<TablePlan, Sides<readonly string[]>>;
}

/**
 * Plans a comparison without reading a row: pairs of tables and columns, keys, rules and statements.
 *
 * @throws CrosstallyError as `verify` does when it cannot begin.
 * @example
 * const { plan: planned, statements } = await plan({ source: postgres(oldUrl), target: postgres(newUrl) });
 * for (const table of planned.tables) console.log(table.key, table.walk, statements.get(table)?.source);
 */
export async function plan(options: VerifyOptions): Promise<PlanReport> {
  const config = completeConfig(options);
  try {
    return await explained(options, config);
  } catch (error) {
    throw asTold(error, options.signal);
  }
}

async function explained(options: VerifyOptions, config: Config): Promise<PlanReport> {
  await using run = await beginRun(options, config);
  const { databases } = run;
  const made = await makePlan(databases, selectionBeside(databases, config));
  const statements = made.tables.map((table): [TablePlan, Sides<readonly string[]>] => [
    table,
    statementsOf(mapSides(databases, (database, side) => database.reader(table.views[side]))),
  ]);
  return { ...mapSides(databases, sideInfo), plan: made, statements: new Map(statements) };
}

/** A short cut is taken where both sides have the same one. */
function statementsOf(readers: Sides<TableReader>): Sides<readonly string[]> {
  const pushed = commonPushdown(readers);
  const raw = readers.source.raw?.identity === readers.target.raw?.identity;
  return mapSides(readers, (reader, side) => [
    ...(pushed === null ? [] : [...surveyOf(pushed, side), pushed[side].statement()]),
    ...(raw && reader.raw !== undefined ? [reader.raw.statement()] : []),
    ...reader.statements(),
  ]);
}

/** First of all, where both sides can be surveyed; too large a table is not, which is known when it is compared. */
function surveyOf(pushed: Sides<Pushdown>, side: Side): readonly string[] {
  const canSurvey = pushed.source.survey !== undefined && pushed.target.survey !== undefined;
  const statement = canSurvey ? pushed[side].surveyStatement?.() : undefined;
  return statement === undefined ? [] : [statement];
}
