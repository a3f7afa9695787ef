import { allowedWords } from './allowed.ts';
import type { NotCompared, Report, SideInfo } from '../model/report.ts';
import { counted, duration } from './numbers.ts';
import { printable } from './printable.ts';
import { adviceLines } from './text/advice.ts';
import { absentLines } from './text/absent.ts';
import { definitionLines } from './text/definitions.ts';
import { extentOf, WHOLE } from './text/extent.ts';
import type { Extent } from './text/extent.ts';
import { findingLines } from './text/findings.ts';
import { headlineLines } from './text/headline.ts';
import { aligned, styled, widthOf, wrapped } from './text/layout.ts';
import { usageLines } from './text/usage.ts';
import type { Layout } from './text/layout.ts';
import { namesOf } from './text/names.ts';
import type { Names } from './text/names.ts';
import { pairingWords, unselectedWords } from './text/pairing.ts';
import { patternLines } from './text/patterns.ts';
import { sinceWords } from './text/since.ts';
import { tableLines } from './text/tables.ts';

export interface TextOptions extends Layout {
  /** The most lines that a kind of difference gets in a table; all that the report names when absent. */
  readonly lines?: number;
}

/** A report for people: the verdict first, then what is wrong, then what to do. */
export function textReport(report: Report, options: TextOptions): string {
  const names = namesOf(report);
  const extent = options.lines === undefined ? WHOLE : extentOf(report, options.lines);
  const lines = [
    ...headlineLines(report, options),
    '',
    ...sideLines(report, names, options),
    ...tableLines(report, names, options, extent),
    ...absentLines(report, names, options, extent),
    ...(extent.detailed === Infinity ? [] : patternLines(report, names, options)),
    ...findingLines(report, names, options, extent),
    ...definitionLines(report, options, extent),
    ...noteLines('Since the fingerprint', sinceWords(report), options),
    ...noteLines('Taken together', capped(pairingWords(report, names), extent), options),
    ...noteLines('Warnings', report.warnings, options),
    ...notComparedLines(report, options, extent),
    ...noteLines('Compared loosely, as asked', report.loosened, options),
    ...noteLines(
      'Allowed to differ, as asked',
      capped(
        allowedWords(report.tables, (table) => names.name(table)),
        extent,
      ),
      options,
    ),
    ...noteLines('To be known (no effect on the verdict)', report.notices ?? [], options),
    ...noteLines('Options from elsewhere than the command line', placeWords(report), options),
    ...noteLines('Asked again after a fault (no effect on the verdict)', retryWords(report), options),
    ...adviceLines(report, names, options),
  ];
  return `${lines.join('\n')}\n`;
}

const ENGINES: Readonly<Record<string, string>> = { postgres: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' };

/** An engine as people call it. */
export function engineName(side: SideInfo): string {
  return printable(`${ENGINES[side.engine] ?? side.engine} ${side.engineVersion}`);
}

function sideLines(report: Report, names: Names, layout: Layout): string[] {
  const side = (which: 'source' | 'target'): string[] => {
    const schema = names.schemas[which];
    const label = printable(report[which].label) + (schema === null ? '' : ` · schema ${printable(schema)}`);
    return [styled(layout, 'dim', which), engineName(report[which]), label];
  };
  const seconds = (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000;
  const rows = report.tables.reduce((sum, table) => sum + table.rows.source + table.rows.target, 0);
  const rate = seconds >= 1 && report.resumed === undefined ? ` · ${counted(Math.round(rows / seconds), 'row')}/s` : '';
  const read = `${counted(rows, 'row')} of both sides in ${timeOf(report, seconds)}${rate}`;
  const lines = aligned([side('source'), side('target')], ['left', 'left', 'left']);
  const fits = lines.every((line) => widthOf(line) <= layout.width);
  const narrow = (which: 'source' | 'target'): string[] => labelled(side(which), layout);
  return [
    ...(fits ? lines : [...narrow('source'), ...narrow('target')]),
    ...(report.tables.length === 0
      ? []
      : [...labelled([styled(layout, 'dim', 'read'), read], layout), ...usageLines(report, layout)]),
  ];
}

/** A word, and what is said of it below itself. */
function labelled([label = '', ...parts]: readonly string[], layout: Layout): string[] {
  const first = `  ${label}${' '.repeat(Math.max(0, LABEL - widthOf(label)))}`;
  return wrapped(parts.join(' '), layout.width, ' '.repeat(LABEL + 2), first);
}

/** `source` and two blanks. */
const LABEL = 8;

function placeWords({ optionsFrom = {} }: Report): string[] {
  return Object.entries(optionsFrom).map(([option, place]) => `${option}: ${place}`);
}

function retryWords({ retries = [] }: Report): string[] {
  const listed = retries
    .slice(0, MOST_ITEMS)
    .map(({ reason, times }) => `${counted(times, 'time', 'times')}: ${reason}`);
  const left = retries.length - MOST_ITEMS;
  return left > 0 ? [...listed, `… and for ${counted(left, 'more reason')}`] : listed;
}

/** Of a run that was gone on with, the time says nothing: nobody was at work in between. */
function timeOf({ resumed }: Report, seconds: number): string {
  return resumed === undefined ? duration(seconds) : 'more than one run';
}

/** Things not compared, named up to here. */
const MOST_ITEMS = 20;

function notComparedLines(
  { notCompared: items, unselectedSchemas = [] }: Report,
  layout: Layout,
  extent: Extent,
): string[] {
  const [serious, rest] = [items.filter((item) => item.affectsVerdict), items.filter((item) => !item.affectsVerdict)];
  return [
    ...noteLines('Not compared, and should have been', capped(itemTexts(serious, extent), extent), layout),
    ...noteLines(
      'Not compared (no effect on the verdict)',
      [...unselectedWords(unselectedSchemas), ...capped(itemTexts(rest, extent), extent)],
      layout,
    ),
  ];
}

/** Things of a kind that are left out for the same reason, and so are told together. */
function itemTexts(items: readonly NotCompared[], { things }: Extent): string[] {
  const alike = new Map<string, NotCompared[]>();
  for (const item of items) {
    const key = JSON.stringify([item.kind, item.reason]);
    alike.set(key, [...(alike.get(key) ?? []), item]);
  }
  return [...alike.values()].map((some) => {
    const [{ kind, reason } = { kind: 'table', reason: '' }] = some;
    const shown = some.slice(0, things).map(({ name }) => name);
    const more = some.length > shown.length ? ` and ${counted(some.length - shown.length, 'more', 'more')}` : '';
    return `${some.length === 1 ? kind : `${kind}s`} ${shown.join(', ')}${more}: ${reason}`;
  });
}

function capped(texts: readonly string[], { names }: Extent): readonly string[] {
  const left = texts.length - names;
  if (left <= 0) return texts;
  return [...texts.slice(0, names), `… and ${counted(left, 'more', 'more')}: --full has them all`];
}

function noteLines(title: string, notes: readonly string[], layout: Layout): string[] {
  if (notes.length === 0) return [];
  const lines = notes.flatMap((note) => wrapped(printable(note), layout.width, '    ', '  '));
  return ['', styled(layout, 'bold', title), ...lines];
}
