import type { RowCounts } from '../model/difference.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Verdict } from '../model/report.ts';

/** A verdict and, unless it is `match`, why. */
export interface TableVerdict {
  readonly verdict: Verdict;
  readonly reason: string | null;
}

/** How the comparison of a table ended. */
export interface TableEnd {
  /** Why it ended early; null when the walk covered the whole table. */
  readonly failure: string | null;
  /** Why what was found equal is in doubt all the same. */
  readonly doubts: readonly string[];
  /** Why rows could not be confirmed, where it was not for the rows; null when it was. */
  readonly behind: string | null;
  /** The ranges of which only the digests are known to differ; null when there are none. */
  readonly unequal?: string | null;
}

/**
 * What a table's comparison amounts to. `match` is what is left when nothing speaks against it: fail closed. Counts
 * that are not whole (an error, rows that this role may not see) make it `incomplete` whatever was found so far.
 *
 */
export function tableVerdict(table: TablePlan, rows: RowCounts, ended: TableEnd): TableVerdict {
  const { failure, behind, unequal = null } = ended;
  const partial = failure ?? hiddenRows(table);
  const lost = lostColumns(table);
  const reason =
    [lost, partial, ...ended.doubts, unequal ?? doubts(table, rows, behind)]
      .filter((part) => part !== null)
      .join('; ') || null;
  const differ = rows.missing + rows.extra + rows.changed > 0 || lost !== null || unequal !== null;
  if (differ && partial === null) return { verdict: 'mismatch', reason };
  return { verdict: reason === null ? 'match' : 'incomplete', reason };
}

function hiddenRows(table: TablePlan): string | null {
  return table.notCompared.find((entry) => entry.kind === 'rows')?.reason ?? null;
}

function lostColumns(table: TablePlan): string | null {
  if (table.lostColumns.length === 0) return null;
  return `the target lacks ${table.lostColumns.length === 1 ? 'the column' : 'the columns'} ${table.lostColumns.join(', ')}`;
}

function doubts(table: TablePlan, rows: RowCounts, behind: string | null): string | null {
  if (table.columns.length === 0) return 'no column can be compared';
  if (rows.unconfirmed > 0) return unconfirmed(rows.unconfirmed, behind);
  // Each side's rows less those that only it has are the rows both have.
  if (rows.source - rows.missing !== rows.target - rows.extra) return 'rows came or went while they were counted';
  const left = table.notCompared.filter((entry) => entry.affectsVerdict && !isLost(table, entry.name));
  const columns = left.filter(({ kind }) => kind !== 'rows').map(({ name, reason }) => `${name}: ${reason}`);
  return columns.length === 0 ? null : `not all was compared: ${columns.join('; ')}`;
}

function unconfirmed(rows: number, behind: string | null): string {
  const [are, they] = rows === 1 ? ['row is', 'it changed while it was'] : ['rows are', 'they changed while they were'];
  return `${String(rows)} ${are} unconfirmed: ${behind ?? `${they} looked at`}`;
}

function isLost(table: TablePlan, name: string): boolean {
  return table.lostColumns.some((column) => name.endsWith(`.${column}`));
}
