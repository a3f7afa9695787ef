import type { Report, TableReport } from '../../model/report.ts';
import { differingRows } from '../verdict.ts';

/** How much of a report is shown: a terminal gets two screens, a file gets all of it. */
export interface Extent {
  /** Tables in the list. */
  readonly listed: number;
  /** Tables whose keys are named. */
  readonly detailed: number;
  /** Lines that a kind of difference gets in a table. */
  readonly lines: number;
  /** Names in a list of tables that a side lacks. */
  readonly names: number;
  /** Names of other things that are told together. */
  readonly things: number;
  /** Findings of a severity, or groups of them. */
  readonly findings: number;
  /** Lines of statements. */
  readonly statements: number;
  /** Notes are listed. */
  readonly notes: boolean;
}

export const WHOLE: Extent = {
  listed: Infinity,
  detailed: Infinity,
  lines: Infinity,
  names: Infinity,
  things: Infinity,
  findings: Infinity,
  statements: Infinity,
  notes: true,
};

/** Lines for keys, the names of the tables that they are in included. */
const KEY_LINES = 80;
/** Tables that are not equal, in a list of theirs; as many as these where they do not fit. */
const [LISTED, LISTED_OF_MANY] = [20, 12];
/** Beyond what fits these many are shown with their keys, with so many lines for a kind of difference. */
const [WORST, WORST_LINES] = [3, 2];

/** What a terminal gets, with at most so many lines for a kind of difference. */
export function extentOf(report: Report, lines: number): Extent {
  const tables = unequalPairs(report);
  const kinds = tables.reduce((sum, table) => sum + kindsOf(table), 0);
  const free = KEY_LINES - 2 * tables.length;
  const fits = kinds === 0 || (free / kinds >= 1 && tables.length <= LISTED);
  return {
    listed: fits ? LISTED : LISTED_OF_MANY,
    detailed: fits ? Infinity : WORST,
    lines: fits ? Math.min(lines, Math.max(1, Math.floor(free / Math.max(1, kinds)))) : WORST_LINES,
    names: 40,
    things: fits ? 20 : 6,
    findings: fits ? 12 : 6,
    statements: fits ? 24 : 8,
    notes: false,
  };
}

/** Tables that are on both sides and not equal, the worst first where they are not all shown. */
export function unequalPairs({ tables }: Pick<Report, 'tables'>): readonly TableReport[] {
  return tables.filter((table) => table.verdict !== 'match' && !isAbsent(table));
}

/** By the rows that differ. */
export function worstFirst(tables: readonly TableReport[]): readonly TableReport[] {
  return [...tables].sort((a, b) => differingRows(b.rows) - differingRows(a.rows));
}

/** A table that one side lacks: it is told among those, and nowhere else. */
export function isAbsent({ source, target }: Pick<TableReport, 'source' | 'target'>): boolean {
  return source === null || target === null;
}

/** Kinds of difference that a table has, or its reason alone. */
function kindsOf({ rows }: TableReport): number {
  return Math.max(1, [rows.missing, rows.extra, rows.changed].filter((rows) => rows > 0).length);
}
