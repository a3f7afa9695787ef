import type { Report, TableReport, Verdict } from '../../model/report.ts';
import { count, counted } from '../numbers.ts';
import { isAbsent, worstFirst } from './extent.ts';
import type { Extent } from './extent.ts';
import { rowWords } from './headline.ts';
import { aligned, shortened, styled, widthOf, wrapped } from './layout.ts';
import type { Layout, Style } from './layout.ts';
import type { Names } from './names.ts';

const ORDER: readonly Verdict[] = ['mismatch', 'incomplete', 'match'];
const STYLES: Readonly<Record<Verdict, Style>> = { match: 'green', mismatch: 'red', incomplete: 'yellow' };
/** Equal tables are named one by one up to here; more are one line. */
const MOST_EQUAL = 12;
/** Tables that could not be compared in full have at least so many lines. */
const FEW_INCOMPLETE = 3;
/** Columns of a name, at least. */
const LEAST_NAME = 20;

/** One line a table, those that are not equal first. */
export function tableLines(report: Report, names: Names, layout: Layout, extent: Extent): string[] {
  const pairs = report.tables.filter((table) => !isAbsent(table));
  if (pairs.length === 0) return [];
  const of = (verdict: Verdict): readonly TableReport[] => pairs.filter((table) => table.verdict === verdict);
  const [equal, incomplete] = [of('match'), of('incomplete')];
  const shownEqual = equal.length > MOST_EQUAL ? [] : equal;
  // What differs is not to crowd out what could not be told.
  const few = incomplete.slice(0, Math.max(extent.listed - of('mismatch').length, FEW_INCOMPLETE));
  const room = extent.listed - few.length;
  const cut = of('mismatch').length > room;
  const worst = cut ? worstFirst(of('mismatch')).slice(0, room) : of('mismatch');
  const listed = [...worst, ...few, ...shownEqual];
  return [
    '',
    ...numbered(listed, names, layout),
    ...cutLines(
      of('mismatch').filter((table) => !worst.includes(table)),
      layout,
    ),
    ...restLine(incomplete.length - few.length),
    ...collapsed(equal, shownEqual, listed.length > 0),
  ];
}

function numbered(tables: readonly TableReport[], names: Names, layout: Layout): string[] {
  if (tables.length === 0) return [];
  const unconfirmed = tables.some((table) => table.rows.unconfirmed > 0);
  const found = ['missing', 'extra', 'changed', ...(unconfirmed ? ['unconfirmed'] : [])];
  const cells = tables.map((table) => ({
    table,
    looked: lookedCells(table),
    found: foundCells(table, unconfirmed, layout),
  }));
  const room = (columns: readonly (readonly string[])[]): number => {
    const verdicts = Math.max(...tables.map(({ verdict }) => verdict.length));
    return layout.width - verdicts - 4 - columns.reduce((sum, column) => sum + 2 + Math.max(...column.map(widthOf)), 0);
  };
  const foundColumns = found.map((head, i) => [head, ...cells.map((row) => row.found[i] ?? '')]);
  const lookedColumns = ['source', 'target'].map((head, i) => [head, ...cells.map((row) => row.looked[i] ?? '')]);
  // On a narrow terminal the names and what is wrong matter more than how many rows there are.
  const wide = room([...lookedColumns, ...foundColumns]) >= LEAST_NAME;
  const width = Math.max(LEAST_NAME, room(wide ? [...lookedColumns, ...foundColumns] : foundColumns));
  const rows = cells.map(({ table, looked, found }) => [
    styled(layout, STYLES[table.verdict], table.verdict),
    shortened(names.name(table), width),
    ...(wide ? looked : []),
    ...found,
  ]);
  const head = ['', 'table', ...(wide ? ['source', 'target'] : []), ...found];
  const [first = '', ...rest] = aligned(
    [head, ...rows],
    head.map((_, i) => (i < 2 ? 'left' : 'right')),
  );
  return [styled(layout, 'dim', first), ...rest];
}

function lookedCells(table: TableReport): string[] {
  return lookedAt(table) ? [count(table.rows.source), count(table.rows.target)] : ['-', '-'];
}

function foundCells(table: TableReport, unconfirmed: boolean, layout: Layout): string[] {
  const { rows } = table;
  const found = [rows.missing, rows.extra, rows.changed, ...(unconfirmed ? [rows.unconfirmed] : [])];
  return found.map((value) => foundCell(table, value, layout));
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

/** The others that differ, in sum. */
function cutLines(left: readonly TableReport[], layout: Layout): string[] {
  if (left.length === 0) return [];
  const sum = (kind: 'missing' | 'extra' | 'changed'): number => left.reduce((all, { rows }) => all + rows[kind], 0);
  const rows = rowWords({ missing: sum('missing'), extra: sum('extra'), changed: sum('changed') });
  const more = `… and ${counted(left.length, 'more table')} differ${rows === '' ? '' : `: ${rows}`}; --full lists all`;
  return wrapped(more, layout.width, '    ', '  ');
}

function restLine(incomplete: number): string[] {
  return incomplete > 0 ? [`  … and ${counted(incomplete, 'more', 'more')} not compared in full`] : [];
}

/** Tables with something to say, in the order of the list above, and of those as many as are wanted. */
export function detailedTables(report: Report, extent: Extent): readonly TableReport[] {
  const worth = report.tables.filter(
    (table) => !isAbsent(table) && (table.verdict !== 'match' || table.reason !== undefined),
  );
  if (extent.detailed < Infinity) {
    return worstFirst(worth.filter(({ verdict }) => verdict === 'mismatch')).slice(0, extent.detailed);
  }
  return [...worth].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}
