import type { Report, TableReport, Verdict } from '../../model/report.ts';
import { count, counted } from '../numbers.ts';
import { aligned, shortened, styled } from './layout.ts';
import type { Layout, Style } from './layout.ts';
import type { Names } from './names.ts';

const ORDER: readonly Verdict[] = ['mismatch', 'incomplete', 'match'];
const STYLES: Readonly<Record<Verdict, Style>> = { match: 'green', mismatch: 'red', incomplete: 'yellow' };
/** Equal tables are named one by one up to here; more are one line. */
const MOST_EQUAL = 12;
/** Tables that are not equal are listed up to here. */
const MOST_UNEQUAL = 50;
/** What the number columns take at most; the rest is for names. */
const NUMBERS_WIDTH = 62;

/** One line a table, those that are not equal first. */
export function tableLines(report: Report, names: Names, layout: Layout): string[] {
  if (report.tables.length === 0) return [];
  const of = (verdict: Verdict): readonly TableReport[] => report.tables.filter((table) => table.verdict === verdict);
  const equal = of('match').length > MOST_EQUAL ? [] : of('match');
  const unequal = [...of('mismatch'), ...of('incomplete')];
  const listed = [...unequal.slice(0, MOST_UNEQUAL), ...equal];
  return ['', ...numbered(listed, names, layout), ...collapsed(of('match'), equal, listed.length > 0), ...cut(unequal)];
}

function numbered(tables: readonly TableReport[], names: Names, layout: Layout): string[] {
  if (tables.length === 0) return [];
  const unconfirmed = tables.some((table) => table.rows.unconfirmed > 0);
  const head = [
    '',
    'table',
    'source',
    'target',
    'missing',
    'extra',
    'changed',
    ...(unconfirmed ? ['unconfirmed'] : []),
  ];
  const rows = tables.map((table) => cells(table, names, layout, unconfirmed));
  const aligns = head.map((_, i) => (i < 2 ? 'left' : 'right'));
  const [first = '', ...rest] = aligned([head, ...rows], aligns);
  return [styled(layout, 'dim', first), ...rest];
}

function cells(table: TableReport, names: Names, layout: Layout, unconfirmed: boolean): string[] {
  const { rows } = table;
  const found = [rows.missing, rows.extra, rows.changed, ...(unconfirmed ? [rows.unconfirmed] : [])];
  return [
    styled(layout, STYLES[table.verdict], table.verdict),
    shortened(names.name(table), Math.max(24, layout.width - NUMBERS_WIDTH)),
    lookedAt(table) ? count(rows.source) : '-',
    lookedAt(table) ? count(rows.target) : '-',
    ...found.map((value) => foundCell(table, value, layout)),
  ];
}

function foundCell(table: TableReport, value: number, layout: Layout): string {
  if (!lookedAt(table)) return '-';
  return value === 0 ? styled(layout, 'dim', '0') : styled(layout, 'bold', count(value));
}

/** Whether its rows were looked at: the counts of one that was not say nothing. */
function lookedAt(table: TableReport): boolean {
  if (table.rows.source + table.rows.target > 0) return true;
  return table.strategy !== 'none' && table.verdict !== 'incomplete';
}

function collapsed(all: readonly TableReport[], shown: readonly TableReport[], more: boolean): string[] {
  if (shown.length === all.length) return [];
  const rows = all.reduce((sum, table) => sum + table.rows.source, 0);
  return [`  ${count(all.length)} ${more ? 'more ' : ''}tables match, ${counted(rows, 'row')}`];
}

function cut(unequal: readonly TableReport[]): string[] {
  const left = unequal.length - MOST_UNEQUAL;
  return left > 0
    ? [`  … and ${counted(left, 'more table', 'more tables')} not equal: --format json has them all`]
    : [];
}

/** Tables with something to say, in the order of the list above. */
export function unequalTables(report: Report): readonly TableReport[] {
  const rank = (table: TableReport): number => ORDER.indexOf(table.verdict);
  const worth = report.tables.filter((table) => table.verdict !== 'match' || table.reason !== undefined);
  return [...worth].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_UNEQUAL);
}
