import type { Allowed, AllowedRows } from '../model/plan.ts';
import type { TableReport, Verdict } from '../model/report.ts';
import { count, counted } from './numbers.ts';
import { differingRows, overallVerdict } from './verdict.ts';
import type { Findings } from './verdict.ts';

/** Tables with what was allowed of them, and whether it was kept to. */
export function withAllowed(tables: readonly TableReport[], allowed: Allowed | undefined): readonly TableReport[] {
  if (allowed === undefined) return tables;
  return tables.map((table) => {
    const limit = table.source === null ? undefined : allowed.tables[table.source];
    return limit === undefined ? table : { ...table, allowed: { limit: words(limit), within: isWithin(table, limit) } };
  });
}

/** `0.1 % of its rows`, `12 rows` */
function words({ share, rows }: AllowedRows): string {
  return share === null ? counted(rows ?? 0, 'row') : `${String(Number((share * 100).toPrecision(12)))} % of its rows`;
}

/** Rows alone can be allowed: a reason says that something else is wrong, or that not all rows were looked at. */
function isWithin(table: TableReport, { share, rows }: AllowedRows): boolean {
  if (table.verdict === 'incomplete' || table.reason !== undefined || table.rows.unconfirmed > 0) return false;
  const most = share === null ? (rows ?? 0) : share * Math.max(table.rows.source, table.rows.target);
  return differingRows(table.rows) <= most;
}

interface Judged extends Pick<TableReport, 'allowed'> {
  readonly verdict: Verdict;
}

/** The verdict, and whether all that differs was allowed: then only who asked for it gets a `match`. */
export function verdictWithin(
  findings: Omit<Findings, 'tables'> & { readonly tables: readonly Judged[] },
  allowed: Allowed | undefined,
): { readonly verdict: Verdict; readonly within: boolean } {
  const verdict = overallVerdict(findings);
  if (verdict !== 'mismatch' || allowed === undefined) return { verdict, within: false };
  const tables = findings.tables.map((table) => ({
    verdict: table.allowed?.within === true ? ('match' as const) : table.verdict,
  }));
  const within = overallVerdict({ ...findings, tables }) === 'match';
  return { verdict: within && allowed.isMatch ? 'match' : verdict, within };
}

/** What was allowed, table by table, for people. */
export function allowedWords(tables: readonly TableReport[], name: (table: TableReport) => string): string[] {
  return tables.flatMap((table) => {
    if (table.allowed === undefined) return [];
    const found = differingRows(table.rows);
    const kept = table.allowed.within ? 'within it' : 'more than was allowed';
    return [
      `${name(table)}: ${table.allowed.limit} may differ, ${count(found)} ${found === 1 ? 'does' : 'do'}: ${kept}`,
    ];
  });
}
