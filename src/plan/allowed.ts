import type { Config } from '../config/config.ts';
import { CrosstallyError } from '../errors.ts';
import { didYouMean } from '../model/near-names.ts';
import type { Allowed, TablePlan } from '../model/plan.ts';
import { tableName } from '../model/table.ts';
import { listNames, matchesAny } from './names.ts';

/**
 * How many rows of each table may differ; null when none may.
 *
 * @throws CrosstallyError PLAN_INVALID for a pattern without a table.
 */
export function allowedRows(tables: readonly TablePlan[], { allow, acceptAllowed }: Config): Allowed | null {
  if (allow.length === 0) return null;
  const matches = (glob: string, { source }: TablePlan): boolean =>
    matchesAny([glob], [source.name, tableName(source)]);
  const idle = allow.find((one) => !tables.some((table) => matches(one.tables, table)));
  if (idle !== undefined) throw noTable(idle.tables, tables);
  const limits = tables.flatMap((table) => {
    const limit = allow.find((one) => matches(one.tables, table));
    return limit === undefined ? [] : [[table.id, { share: limit.share, rows: limit.rows }] as const];
  });
  return { tables: Object.fromEntries(limits), isMatch: acceptAllowed };
}

function noTable(glob: string, tables: readonly TablePlan[]): CrosstallyError {
  const names = tables.map(({ source }) => source.name);
  return new CrosstallyError('PLAN_INVALID', `--allow ${glob} matches no table that is compared`, {
    hint: didYouMean(names, glob) ?? `there are ${listNames(names) || 'none'}`,
  });
}
