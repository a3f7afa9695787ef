/** In which way rows of a table are missing. */
import type { KeyRun, TableReport } from '../../model/report.ts';

/** Missing rows in one run from which on it does not look like chance. */
const LONG_RUN = 50;

/** Nothing of it is in the target. */
export function arrivedEmpty(table: TableReport): boolean {
  return table.rows.source > 0 && table.rows.target === 0 && table.target !== null;
}

/** The end of the table, when it holds most of what is missing. */
export function mainTail(table: TableReport, least: number = LONG_RUN): NonNullable<TableReport['cutShort']> | null {
  const end = table.cutShort;
  return end === undefined || end.rows < least || end.rows * 2 < table.rows.missing ? null : end;
}

/** Tables that end early: a short end says something too, where many tables have one. */
export function endedEarly(tables: readonly TableReport[]): readonly TableReport[] {
  const ended = tables.filter((table) => mainTail(table, 1) !== null);
  return ended.length > FEW ? ended : ended.filter((table) => mainTail(table) !== null);
}

const FEW = 3;

/** The run that holds most of what is missing; null when there is none, or nothing arrived at all. */
export function mainRun(table: TableReport): KeyRun | null {
  const runs = (table.runs ?? []).filter((run) => run.kind === 'missing' && run.rows >= LONG_RUN);
  const [longest] = runs.sort((a, b) => b.rows - a.rows);
  if (longest === undefined || arrivedEmpty(table) || longest.rows * 2 < table.rows.missing) return null;
  return longest;
}
