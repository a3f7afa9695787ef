import type { DifferenceKind } from '../../model/difference.ts';
import type { Report, TableReport } from '../../model/report.ts';
import { printable, printableValue } from '../printable.ts';
import { entriesOf } from './entries.ts';
import type { Entry } from './entries.ts';
import { rowWords } from './headline.ts';
import { count, counted } from '../numbers.ts';
import { styled, widthOf, wrapped } from './layout.ts';
import type { Layout, Style } from './layout.ts';
import type { Names } from './names.ts';
import { unequalPairs } from './extent.ts';
import type { Extent } from './extent.ts';
import { detailedTables } from './tables.ts';
import { differingRows } from '../verdict.ts';

const STYLES: Readonly<Record<DifferenceKind, Style>> = { missing: 'red', extra: 'yellow', changed: 'yellow' };
/** From here on a run of neighbours has a line of its own. */
const LONG_RUN = 20;
/** Where the text behind `missing`, `extra` and `changed` begins. */
const INDENT = ' '.repeat(11);

/** A piece of a listing and the rows it stands for. */
interface Item {
  readonly text: string;
  readonly rows: number;
}

/** The lines of a listing, and how many rows they leave out. */
interface Listing {
  readonly lines: readonly string[];
  readonly left: number;
}

/** What is wrong with each table: reason, counts, keys. */
export function findingLines(report: Report, names: Names, layout: Layout, extent: Extent): string[] {
  const tables = detailedTables(report, extent);
  const sections = tables.map((table) => section(table, names, layout, extent.lines));
  const others = unequalPairs(report).filter((table) => !tables.includes(table));
  const left = [...sections.map(({ left }) => left), ...others.map(({ rows }) => differingRows(rows))];
  const rows = left.reduce((sum, left) => sum + left, 0);
  return [...sections.flatMap((section) => ['', ...section.lines]), ...unlisted(rows, others.length, layout, extent)];
}

/** How many rows are not named, and what names them. */
function unlisted(rows: number, tables: number, layout: Layout, extent: Extent): string[] {
  if (rows === 0) return [];
  const all = tables === 0 ? '' : `, all those of ${counted(tables, 'table')} among them,`;
  const is = rows === 1 ? 'is' : 'are';
  const capped = '--max-differences N lists N of each kind';
  const how = extent.lines === Infinity ? capped : `--full lists them, up to --max-differences of each kind`;
  const more = `  ${counted(rows, 'row')}${all} ${is} not listed: ${how}`;
  return ['', ...wrapped(more, layout.width, '  ').map((line) => styled(layout, 'dim', line))];
}

function section(table: TableReport, names: Names, layout: Layout, most: number): Listing {
  const facts = [names.name(table), rowWords(table.rows), share(table), keyWords(table)].filter((fact) => fact !== '');
  const [title = '', ...more] = wrapped(facts.join(' · '), layout.width, '  ');
  const entries = entriesOf(table);
  const kinds = (['missing', 'extra', 'changed'] as const).map((kind) => {
    const of = entries.filter((entry) => entry.kind === kind);
    return kindListing(table, kind, of, layout, most);
  });
  return {
    lines: [
      styled(layout, 'bold', title),
      ...more,
      ...reasonLines(table, layout),
      ...cutShortLines(table, layout),
      ...kinds.flatMap(({ lines }) => lines),
    ],
    left: kinds.reduce((sum, { left }) => sum + left, 0),
  };
}

function reasonLines(table: TableReport, layout: Layout): string[] {
  const parts = table.reason === undefined ? [] : printable(table.reason).split(' · ');
  return parts.flatMap((part) => wrapped(part, layout.width, '    ', '  '));
}

/** Where the target ends, when rows of the source lie behind that. */
function cutShortLines(table: TableReport, layout: Layout): string[] {
  if (table.cutShort === undefined) return [];
  const { after, rows } = table.cutShort;
  const words = `the target ends at ${keyName(table)}${keyValues(table, after)}: ${counted(rows, 'row')} of the source lie behind it`;
  return wrapped(words, layout.width, '    ', '  ').map((line) => styled(layout, 'red', line));
}

/** How much of the source is damaged, when there is something to measure it by. */
function share(table: TableReport): string {
  const damaged = table.rows.missing + table.rows.changed;
  // A reason says that not all rows were looked at, or that rows are not all that is wrong.
  if (damaged === 0 || table.rows.source === 0 || table.reason !== undefined) return '';
  const percent = (100 * damaged) / table.rows.source;
  return percent < 0.01 ? 'under 0.01 % of the source' : `${Number(percent.toPrecision(2))} % of the source`;
}

function keyWords(table: TableReport): string {
  if (table.differences.length === 0) return '';
  if (table.key.length === 0) return 'no key: rows are named by their hash';
  return table.key.length === 1 ? '' : `key (${table.key.map(printable).join(', ')})`;
}

function kindListing(
  table: TableReport,
  kind: DifferenceKind,
  of: readonly Entry[],
  layout: Layout,
  most: number,
): Listing {
  const all = [...byColumns(of)].flatMap(([columns, entries]) => groupLines(table, columns, entries, layout));
  const shown = all.slice(0, most);
  const left = table.rows[kind] - shown.reduce((sum, line) => sum + line.rows, 0);
  const rest = left > 0 ? [`… and ${count(left)} more${spanWords(table, kind)}`] : [];
  const texts = [...shown.map((line) => line.text), ...rest];
  const label = styled(layout, STYLES[kind], kind);
  const lines = texts.map((text, i) => (i === 0 ? `  ${label}${' '.repeat(9 - kind.length)}${text}` : INDENT + text));
  return { lines, left };
}

/** Where those that are not listed end. */
function spanWords(table: TableReport, kind: DifferenceKind): string {
  const last = table.spans?.[kind]?.last;
  return last === undefined ? '' : `, the last at ${keyName(table)}${keyValues(table, last)}`;
}

/** Entries of the same columns together, in the order of their first. */
function byColumns(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const columns = JSON.stringify(entry.columns);
    const group = groups.get(columns);
    if (group === undefined) groups.set(columns, [entry]);
    else group.push(entry);
  }
  return groups;
}

function groupLines(table: TableReport, columns: string, entries: readonly Entry[], layout: Layout): Item[] {
  const width = layout.width - INDENT.length - 2;
  const name = keyName(table);
  const long = entries.filter(isLong);
  const short = entries.filter((entry) => !isLong(entry) && entry.values === undefined);
  const runs = long.map((entry) => ({ text: `${name}${keyText(table, entry)}  ${runWords(entry)}`, rows: entry.rows }));
  const items = short.map((entry) => ({ text: keyText(table, entry), rows: entry.rows }));
  const shown = entries.flatMap((entry) => valueLines(table, entry, width));
  const keys = [...runs, ...packed(items, name, width), ...shown];
  if (entries.every((entry) => entry.kind !== 'changed')) return keys;
  const changed = JSON.parse(columns) as readonly string[] | null;
  const where =
    changed === null
      ? 'in columns that were not looked up'
      : `in ${changed.map((column) => withRule(table, column)).join(', ')}`;
  const title = wrapped(where, width);
  return [...title.map((text) => ({ text, rows: 0 })), ...keys.map((item) => ({ ...item, text: `  ${item.text}` }))];
}

/** A row with its values: `id 42  total 10.50 → 10.60`. */
function valueLines(table: TableReport, entry: Entry, width: number): Item[] {
  if (entry.values === undefined) return [];
  const values = Object.entries(entry.values).map(([column, { source, target }]) => {
    return `${printable(column)} ${printableValue(source)} → ${printableValue(target)}`;
  });
  const lines = wrapped(`${keyName(table)}${keyText(table, entry)}  ${values.join(', ')}`, width - 2, '  ');
  return lines.map((text, i) => ({ text, rows: i === 0 ? entry.rows : 0 }));
}

function isLong(entry: Entry): boolean {
  return entry.last !== null && entry.rows >= LONG_RUN;
}

function withRule(table: TableReport, column: string): string {
  const rule = table.rules[column];
  return printable(column) + (rule === undefined ? '' : ` (${rule})`);
}

function runWords(entry: Entry): string {
  return `${counted(entry.rows, 'row')}, one unbroken run`;
}

/** Stands before the values on every line; a composite key is named once, in the title. */
function keyName(table: TableReport): string {
  if (table.key.length > 1) return '';
  return `${printable(table.key[0] ?? 'row')} `;
}

function keyText(table: TableReport, entry: Entry): string {
  const from = keyValues(table, entry.first);
  if (entry.last !== null) return joined(table, entry.first, entry.last);
  return entry.rows === 1 ? from : `${from} × ${count(entry.rows)}`;
}

/** `17 … 23`; of a composite key only the last column runs: `(4711, 2 … 5)`. */
function joined(table: TableReport, first: Entry['first'], last: Entry['first']): string {
  const end = printableValue(last[table.key.at(-1) ?? ''] ?? null);
  const from = keyValues(table, first);
  return table.key.length === 1 ? `${from} … ${end}` : `${from.slice(0, -1)} … ${end})`;
}

function keyValues(table: TableReport, key: Entry['first']): string {
  const columns = table.key.length === 0 ? ['row'] : table.key;
  const values = columns.map((column) => printableValue(key[column] ?? null)).join(', ');
  return columns.length === 1 ? values : `(${values})`;
}

/** As many on a line as fit. */
function packed(items: readonly Item[], name: string, width: number): Item[] {
  const lines: Item[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last === undefined || widthOf(last.text) + 2 + widthOf(item.text) > width) {
      lines.push({ text: name + item.text, rows: item.rows });
    } else lines[lines.length - 1] = { text: `${last.text}, ${item.text}`, rows: last.rows + item.rows };
  }
  return lines;
}
