import { tableVerdict } from '../compare/table-verdict.ts';
import type { TableOutcome } from '../model/event.ts';
import type { TablePlan } from '../model/plan.ts';

/**
 * Whether a table's end may be another one when it is looked at again: rows were unconfirmed, came or went, or something
 * spoke against what was found. What the plan alone makes `incomplete`, such as a column that no rule compares, it will
 * make so again.
 */
export function endedInDoubt(table: TablePlan, { verdict, reason, rows }: TableOutcome): boolean {
  if (verdict === 'match') return false;
  const moved = rows.source - rows.missing !== rows.target - rows.extra;
  const settled = tableVerdict(table, rows, { failure: null, doubts: [], behind: null });
  return rows.unconfirmed > 0 || moved || reason !== settled.reason;
}
