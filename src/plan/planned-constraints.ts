import type { Database } from '../adapter.ts';
import type { Config, PlannedConstraint } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import type { TableShape } from '../model/table.ts';
import { findByName, listNames } from './names.ts';
import { tryChecks } from './try-conditions.ts';

/**
 * What planned constraints name has to be there before anything is compared.
 *
 * @throws CrosstallyError PLAN_INVALID
 */
export async function checkPlanned(
  databases: Sides<Database>,
  targets: readonly TableShape[],
  { wouldHold }: Config,
): Promise<void> {
  const checks = wouldHold.flatMap((planned) => {
    const table = findTable(targets, planned.table, planned);
    checkColumns(table, planned.columns, planned);
    const { references, expression, text } = planned;
    if (references !== null) checkColumns(findTable(targets, references.table, planned), references.columns, planned);
    return expression === null ? [] : [{ text, table, expression }];
  });
  await tryChecks(databases, checks);
}

function findTable(targets: readonly TableShape[], name: string, { text }: PlannedConstraint): TableShape {
  const found = findByName(targets, tableName, name) ?? findByName(targets, (table) => table.name, name);
  if (found !== null) return found;
  throw new CrosstallyError('PLAN_INVALID', `--would-hold ${text}: the target has no table ${name}`, {
    hint:
      didYouMean([...targets.map((table) => table.name), ...targets.map(tableName)], name) ??
      'tables and columns are called as in the target; --schema selects other schemas',
  });
}

function checkColumns(table: TableShape, names: readonly string[], { text }: PlannedConstraint): void {
  const columns = table.columns.map(({ name }) => name);
  const absent = names.find((name) => findByName(columns, (column) => column, name) === null);
  if (absent === undefined) return;
  throw new CrosstallyError('PLAN_INVALID', `--would-hold ${text}: ${tableName(table)} has no column ${absent}`, {
    hint: didYouMean(columns, absent) ?? `it has ${listNames(columns)}`,
  });
}
