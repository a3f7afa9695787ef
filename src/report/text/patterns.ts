/** What many tables have alike, each told once: where not all tables are shown with their keys, this is why they differ. */
import type { Report, TableReport } from '../../model/report.ts';
import { count, counted } from '../numbers.ts';
import { printable } from '../printable.ts';
import { arrivedEmpty, endedEarly, mainRun } from './damage.ts';
import { unequalPairs } from './extent.ts';
import { styled, wrapped } from './layout.ts';
import type { Layout } from './layout.ts';
import { listedNames } from './names.ts';
import type { Names } from './names.ts';

interface Pattern {
  readonly tables: readonly TableReport[];
  readonly words: string;
}

/** Fewer are no pattern. */
const LEAST = 2;
/** Patterns that are told. */
const MOST = 6;

export function patternLines(report: Report, names: Names, layout: Layout): string[] {
  const tables = unequalPairs(report);
  const found = [...ended(tables), ...emptied(tables), ...runs(tables), ...changedAlike(tables), ...unread(tables)]
    .filter((pattern) => pattern.tables.length >= LEAST)
    .slice(0, MOST);
  if (found.length === 0) return [];
  return [
    '',
    styled(layout, 'bold', 'Alike in many tables'),
    ...found.flatMap((pattern) =>
      wrapped(`${pattern.words}: ${listedNames(pattern.tables, names)}`, layout.width, '    ', '  '),
    ),
  ];
}

function ended(tables: readonly TableReport[]): Pattern[] {
  const cut = endedEarly(tables);
  const [behind, missing] = [sum(cut, (table) => table.cutShort?.rows ?? 0), sum(cut, (table) => table.rows.missing)];
  const all =
    behind === missing
      ? `all their ${counted(behind, 'missing row')}`
      : `${count(behind)} of ${counted(missing, 'missing row')}`;
  return [
    {
      tables: cut,
      words: `${counted(cut.length, 'table')} end before the source does, with ${all} behind their last key`,
    },
  ];
}

function emptied(tables: readonly TableReport[]): Pattern[] {
  const empty = tables.filter(arrivedEmpty);
  return [{ tables: empty, words: `${counted(empty.length, 'table')} arrived empty` }];
}

function runs(tables: readonly TableReport[]): Pattern[] {
  const ended = endedEarly(tables);
  const holes = tables.filter((table) => !ended.includes(table) && mainRun(table) !== null);
  return [
    { tables: holes, words: `${counted(holes.length, 'table')} miss most of their rows in one unbroken run of keys` },
  ];
}

/** All that is listed of a table's changed rows differs in the same columns. */
function changedAlike(tables: readonly TableReport[]): Pattern[] {
  const alike = new Map<string, TableReport[]>();
  for (const table of tables) {
    const columns = changedColumns(table);
    if (columns !== null) alike.set(columns, [...(alike.get(columns) ?? []), table]);
  }
  return [...alike].map(([columns, some]) => ({
    tables: some,
    words: `${counted(some.length, 'table')} have rows changed in nothing but ${printable(columns)} (${counted(
      sum(some, (table) => table.rows.changed),
      'row',
    )})`,
  }));
}

function changedColumns(table: TableReport): string | null {
  const changed = table.differences.filter(({ kind }) => kind === 'changed');
  const columns = new Set(changed.map((difference) => (difference.columns ?? []).join(', ')));
  const [only] = columns;
  return columns.size === 1 && only !== undefined && only !== '' ? only : null;
}

/** The same reason but for the table's own name. */
function unread(tables: readonly TableReport[]): Pattern[] {
  const alike = new Map<string, TableReport[]>();
  for (const table of tables) {
    if (table.verdict !== 'incomplete' || table.reason === undefined) continue;
    const reason = withoutName(table, table.reason);
    alike.set(reason, [...(alike.get(reason) ?? []), table]);
  }
  return [...alike].map(([reason, some]) => ({
    tables: some,
    words: `${counted(some.length, 'table')} could not be compared: ${printable(reason)}`,
  }));
}

function withoutName({ source, target }: TableReport, reason: string): string {
  const names = [source, target].flatMap((name) => (name === null ? [] : [name, name.slice(name.indexOf('.') + 1)]));
  return names.reduce((text, name) => text.replaceAll(name, '…'), reason);
}

function sum(tables: readonly TableReport[], of: (table: TableReport) => number): number {
  return tables.reduce((all, table) => all + of(table), 0);
}
