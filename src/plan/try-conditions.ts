import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { TablePlan } from '../model/plan.ts';
import { bothSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import type { TableView } from '../model/view.ts';
import { listNames } from './names.ts';

/** A table that a condition is asked of, in vain. */
interface Refusal {
  readonly table: TableShape;
  /** The server's words. */
  readonly why: string;
}

/**
 * Has each side read the user's conditions, which asks for no row: what a server does not understand is one error before
 * the first table, and not one of each.
 *
 * @throws CrosstallyError PLAN_INVALID
 */
export async function tryConditions(
  databases: Sides<Database>,
  tables: readonly TablePlan[],
  config: Config,
): Promise<void> {
  const refusals = await bothSides(databases, (database, side) => {
    const asked = tables.filter(({ views }) => views[side].where !== null);
    return refusalsOf(
      database,
      asked.map((table) => ({ table: table[side], view: table.views[side] })),
    );
  });
  for (const side of ['source', 'target'] as const) {
    if (refusals[side].length > 0) throw refused(refusals[side], side, flagsOf(side, config));
  }
}

/** The same for the expressions of planned constraints. */
export async function tryChecks(
  { target }: Sides<Database>,
  checks: readonly { readonly text: string; readonly table: TableShape; readonly expression: string }[],
): Promise<void> {
  for (const { text, table, expression } of checks) {
    const view: TableView = { table, columns: [], keyLength: 0, index: null, where: expression };
    const refusals = await refusalsOf(target, [{ table, view }]);
    if (refusals.length > 0) throw refused(refusals, 'target', `--would-hold ${text}`);
  }
}

async function refusalsOf(
  database: Database,
  asked: readonly { readonly table: TableShape; readonly view: TableView }[],
): Promise<Refusal[]> {
  const answers = await Promise.all(
    asked.map(async ({ table, view }) => {
      const why = await refusalOf(database, view);
      return why === null ? [] : [{ table, why }];
    }),
  );
  return answers.flat();
}

async function refusalOf(database: Database, view: TableView): Promise<string | null> {
  try {
    await database.reader(view).tryCondition?.();
    return null;
  } catch (error) {
    if (!(error instanceof CrosstallyError) || error.code === 'ABORTED') throw error;
    // Anything else than a mistake is told by the table that it happens to.
    if (error.code !== 'ADAPTER_STATEMENT_FAILED' || error.remedy !== null) return null;
    return error.message.replace(/^asking \S+: /, '');
  }
}

function refused(refusals: readonly Refusal[], side: Side, flags: string): CrosstallyError {
  const [first] = refusals;
  const tables = listNames(refusals.map(({ table }) => tableName(table)));
  const columns = (first?.table.columns ?? []).map(({ name }) => name);
  const [, named = ''] = /["'`](?:\w+\.)*([^"'`]+)["'`]/.exec(first?.why ?? '') ?? [];
  const narrower = `a table's own condition takes the place of the one for all: "${first?.table.name ?? 'table'}: 1 = 1"`;
  return new CrosstallyError('PLAN_INVALID', `${flags}: the ${side} refuses it for ${tables}: ${first?.why ?? ''}`, {
    hint: didYouMean(columns, named) ?? (flags.includes('where') ? narrower : `columns: ${listNames(columns)}`),
  });
}

function flagsOf(side: Side, config: Config): string {
  const said = [config.where === null ? [] : ['--where'], config[`${side}Where`] === null ? [] : [`--${side}-where`]];
  return said.flat().join(' and ');
}
