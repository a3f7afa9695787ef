import { looseningTexts } from '../model/loosening.ts';
import type { ColumnPair, Plan, TablePlan } from '../model/plan.ts';
import type { NotCompared, SideInfo } from '../model/report.ts';
import type { Sides } from '../model/side.ts';
import { tableName } from '../model/table.ts';
import { count, counted } from './numbers.ts';
import { printable } from './printable.ts';
import { engineName } from './text.ts';
import { aligned, styled, wrapped } from './text/layout.ts';
import type { Layout } from './text/layout.ts';

/** A plan and the SQL it comes to. */
export interface ExplainedPlan extends Sides<SideInfo> {
  readonly plan: Plan;
  readonly statements: ReadonlyMap<TablePlan, Sides<readonly string[]>>;
}

/** A plan for people: pairs, keys, rules and SQL. */
export function textPlan(explained: ExplainedPlan, layout: Layout): string {
  const { plan } = explained;
  const unpaired = plan.unpaired.map(({ source, target }) => {
    if (source !== null) return `${tableName(source)}: only in the source`;
    return target === null ? '' : `${tableName(target)}: only in the target`;
  });
  const lines = [
    styled(layout, 'bold', `${counted(plan.tables.length, 'table')} would be compared`),
    '',
    ...sideLines(explained),
    ...plan.tables.flatMap((table) => ['', ...tableLines(table, explained, layout)]),
    ...noteLines('On one side only: the verdict would be mismatch', unpaired, layout),
    ...noteLines('Not compared', plan.notCompared.map(notComparedText), layout),
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

function tableLines(table: TablePlan, explained: ExplainedPlan, layout: Layout): string[] {
  const [source, target] = [printable(tableName(table.source)), printable(tableName(table.target))];
  const name = source === target ? source : `${source} → ${target}`;
  const statements = explained.statements.get(table) ?? { source: [], target: [] };
  return [
    styled(layout, 'bold', name),
    ...wrapped(printable(howText(table)), layout.width, '    ', '  '),
    ...aligned(
      table.columns.map((column) => columnCells(column)),
      ['left', 'left', 'left', 'left', 'left'],
    ).map((line) => `  ${line}`),
    ...lostLines(table, layout),
    ...table.notCompared.flatMap((item) =>
      wrapped(printable(`not compared: ${notComparedText(item)}`), layout.width, '    ', '  '),
    ),
    ...sqlLines('source', statements.source, layout),
    ...sqlLines('target', statements.target, layout),
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
