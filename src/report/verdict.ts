import type { RowCounts } from '../model/difference.ts';
import type { TableOutcome } from '../model/event.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Verdict } from '../model/report.ts';

/** All that the overall verdict depends on. */
export interface Findings {
  /** Every table of either side, unpaired ones included. */
  readonly tables: readonly { readonly verdict: Verdict }[];
  readonly notCompared: readonly { readonly affectsVerdict: boolean }[];
  /** What the schema gate says; absent when definitions were not compared. */
  readonly definitions?: { readonly blocked: boolean; readonly failed: boolean };
  /** The run came to its end: it was not interrupted and did not break off with an error. */
  readonly finished: boolean;
}

/**
 * The one word of a report. Fails closed: `match` needs at least one table, all of them equal, nothing left out
 * that should have been compared, and a run that came to its end.
 *
 * A run that did not end is `incomplete` even when differences were already found: `mismatch` promises that the
 * counts are whole.
 */
export function overallVerdict(findings: Findings): Verdict {
  if (!findings.finished) return 'incomplete';
  const { tables, definitions = { blocked: false, failed: false } } = findings;
  if (tables.some((table) => table.verdict === 'mismatch') || definitions.blocked) return 'mismatch';
  const proved = tables.length > 0 && tables.every((table) => table.verdict === 'match') && !definitions.failed;
  return proved && !findings.notCompared.some((item) => item.affectsVerdict) ? 'match' : 'incomplete';
}

/** A table's verdict and, unless it is plain from the counts, why. */
export interface TableVerdict {
  readonly verdict: Verdict;
  readonly reason: string | null;
}

/** What the comparison said of a table, never better than its own counts and plan allow. */
export function tableVerdict(table: TablePlan, outcome: TableOutcome, seen: number): TableVerdict {
  if (outcome.verdict !== 'match') return { verdict: outcome.verdict, reason: outcome.reason };
  if (differingRows(outcome.rows) > 0 || seen > 0) return { verdict: 'mismatch', reason: outcome.reason };
  if (table.lostColumns.length > 0) {
    return { verdict: 'mismatch', reason: `not in the target: ${table.lostColumns.join(', ')}` };
  }
  const doubt = doubtAbout(table, outcome.rows);
  return doubt === null ? { verdict: 'match', reason: outcome.reason } : { verdict: 'incomplete', reason: doubt };
}

function doubtAbout(table: TablePlan, rows: RowCounts): string | null {
  if (table.columns.length === 0) return 'no column could be compared';
  if (rows.unconfirmed > 0) return 'some rows would not hold still';
  if (rows.source !== rows.target) return 'the row counts differ and no row was found to differ';
  const left = table.notCompared.filter((item) => item.affectsVerdict);
  return left.length === 0 ? null : `not compared: ${left.map((item) => item.name).join(', ')}`;
}

/** Rows that are missing, extra or changed. */
export function differingRows(rows: RowCounts): number {
  return rows.missing + rows.extra + rows.changed;
}
