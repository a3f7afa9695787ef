import type { TablePlan } from '../../model/plan.ts';

/** Rows of the larger side, by the servers' statistics; 0 when they do not say. */
export function estimate({ source, target }: TablePlan): number {
  return Math.max(source.estimatedRows ?? 0, target.estimatedRows ?? 0);
}

/** Less than it pays to count, to cut or to try strategies on. */
const SMALL_ROWS = 1_000;

/** Whether both servers' statistics, which may be out of date, say that the table is small. */
export function isSmall(table: TablePlan): boolean {
  const { source, target, chunkRows } = table;
  // A table that nobody has analysed may be said to have no rows.
  const known = (source.estimatedRows ?? 0) > 0 && (target.estimatedRows ?? 0) > 0;
  return known && estimate(table) <= Math.min(SMALL_ROWS, chunkRows / 4);
}
