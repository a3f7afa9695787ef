import { looseningTexts } from '../model/loosening.ts';
import type { ColumnPair, Plan, TablePlan } from '../model/plan.ts';
import type { NotCompared, SideInfo } from '../model/report.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { count, counted } from './numbers.ts';
import { printable } from './printable.ts';
import { engineName } from './text.ts';
import { aligned, styled, wrapped } from './text/layout.ts';
import { pairedWords, unselectedWords } from './text/pairing.ts';
import type { Layout } from './text/layout.ts';

/** A plan and the SQL it comes to. */
export interface ExplainedPlan extends Sides<SideInfo> {
  readonly plan: Plan;
  readonly statements: ReadonlyMap<TablePlan, Sides<readonly string[]>>;
}

export interface PlanTextOptions extends Layout {
  /** The columns and the statements of every table, however many there are. */
  readonly sql?: boolean;
}

/** Tables whose columns are shown without being asked for. */
const MOST_IN_FULL = 10;

/** A plan for people: pairs, keys, walks and what is not compared; of a few tables also the columns and their rules. */
export function textPlan(explained: ExplainedPlan, layout: PlanTextOptions): string {
  const { plan } = explained;
  const unpaired = plan.unpaired.map(({ source, target }) => {
    if (source !== null) return `${tableName(source)}: only in the source`;
    return target === null ? '' : `${tableName(target)}: only in the target`;
  });
  const lines = [
    styled(layout, 'bold', `${counted(plan.tables.length, 'table')} would be compared`),
    '',
    ...sideLines(explained),
    ...(layout.sql === true || plan.tables.length <= MOST_IN_FULL
      ? plan.tables.flatMap((table) => ['', ...tableLines(table, explained, layout)])
      : ['', ...shortLines(plan.tables, layout)]),
    ...noteLines('Taken together', pairedWords(plan.pairedNames ?? []), layout),
    ...noteLines('On one side only: the verdict would be mismatch', unpaired, layout),
    ...noteLines(
      'Not compared',
      [...unselectedWords(plan.unselected ?? []), ...plan.notCompared.map(notComparedText)],
      layout,
    ),
    ...noteLines('Warnings', plan.warnings, layout),
    ...noteLines('Compared loosely, as asked', plan.loosened, layout),
  ];
  return `${lines.join('\n')}\n`;
}

function sideLines(explained: ExplainedPlan): string[] {
  const side = (which: 'source' | 'target'): string[] => {
    return [which, engineName(explained[which]), printable(explained[which].label)];
  };
  return aligned([side('source'), side('target')], ['left', 'left', 'left']);
}

/** One line a table, and what is to be known of single ones. */
function shortLines(tables: readonly TablePlan[], layout: Layout): string[] {
  const cells = tables.map((table) => {
    const estimate = table.source.estimatedRows ?? table.target.estimatedRows;
    const key = table.key.length === 0 ? 'no key' : table.key.join(', ');
    return [pairName(table), printable(key), `by ${table.walk}`, estimate === null ? '' : counted(estimate, 'row')];
  });
  const notes = tables.flatMap((table) => [
    ...familyTexts(table).map((text) => `${tableName(table.source)}: ${text}`),
    ...table.notCompared.map((item) => `not compared: ${notComparedText(item)}`),
  ]);
  return [
    ...aligned(cells, ['left', 'left', 'left', 'right']),
    ...noteLines('Of single tables', notes, layout),
    '',
    styled(layout, 'dim', '  columns, rules and statements: --sql'),
  ];
}

function pairName({ source, target }: TablePlan): string {
  const [from, to] = [printable(tableName(source)), printable(tableName(target))];
  return from === to ? from : `${from} → ${to}`;
}

function tableLines(table: TablePlan, explained: ExplainedPlan, layout: PlanTextOptions): string[] {
  const name = pairName(table);
  const statements = explained.statements.get(table) ?? { source: [], target: [] };
  return [
    styled(layout, 'bold', name),
    ...wrapped(printable(howText(table)), layout.width, '    ', '  '),
    ...aligned(
      table.columns.map((column) => columnCells(column)),
      ['left', 'left', 'left', 'left', 'left'],
    ).map((line) => `  ${line}`),
    ...familyTexts(table).flatMap((text) => wrapped(printable(text), layout.width, '    ', '  ')),
    ...lostLines(table, layout),
    ...table.notCompared.flatMap((item) =>
      wrapped(printable(`not compared: ${notComparedText(item)}`), layout.width, '    ', '  '),
    ),
    ...(layout.sql === true ? sqlLines('source', statements.source, layout) : []),
    ...(layout.sql === true ? sqlLines('target', statements.target, layout) : []),
  ];
}

function howText(table: TablePlan): string {
  const key = table.key.length === 0 ? 'no key' : `key ${table.key.join(', ')}`;
  const repeats = table.keyRepeats && table.key.length > 0 ? ' (may repeat)' : '';
  const walk = `by ${table.walk}${table.walkReason === null ? '' : `, since ${table.walkReason}`}`;
  const estimate = table.source.estimatedRows ?? table.target.estimatedRows;
  const size = estimate === null ? 'size unknown' : `about ${counted(estimate, 'row')}`;
  return [`${key}${repeats}`, walk, `${count(table.chunkRows)} rows a chunk`, size].join(' · ');
}

function columnCells({ source, target, rule, loosening }: ColumnPair): string[] {
  const name = source.name === target.name ? source.name : `${source.name} → ${target.name}`;
  const how = [rule, ...looseningTexts(loosening)].join(', ');
  return [printable(name), printable(source.type.native), '→', printable(target.type.native), how];
}

function familyTexts({ family }: TablePlan): string[] {
  if (family === undefined) return [];
  const sides = (['source', 'target'] as const).filter((side) => family[side].length > 0);
  return sides.map((side) => `one table with ${family[side].join(', ')} of the ${side}`);
}

function lostLines(table: TablePlan, layout: Layout): string[] {
  if (table.lostColumns.length === 0) return [];
  const text = `only in the source: ${table.lostColumns.join(', ')}: the verdict would be mismatch`;
  return wrapped(printable(text), layout.width, '    ', '  ');
}

/** SQL as it is, so that it can be copied: not wrapped. */
function sqlLines(side: string, statements: readonly string[], layout: Layout): string[] {
  const lines = statements.flatMap((statement) => statement.split('\n'));
  return lines.length === 0
    ? []
    : [`  ${styled(layout, 'dim', side)}`, ...lines.map((line) => `    ${printable(line)}`)];
}

function notComparedText(item: NotCompared): string {
  const effect = item.affectsVerdict ? ' (the verdict could not be match)' : '';
  return `${item.kind} ${item.name}: ${item.reason}${effect}`;
}

function noteLines(title: string, notes: readonly string[], layout: Layout): string[] {
  if (notes.length === 0) return [];
  const lines = notes.flatMap((note) => wrapped(printable(note), layout.width, '    ', '  '));
  return ['', styled(layout, 'bold', title), ...lines];
}
