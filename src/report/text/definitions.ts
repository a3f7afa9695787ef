import type { Finding, Severity } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { counted } from '../numbers.ts';
import { printable } from '../printable.ts';
import { isAbsent } from './extent.ts';
import type { Extent } from './extent.ts';
import { groupFindings, rarestFirst, withoutTable } from './finding-groups.ts';
import type { FindingGroup } from './finding-groups.ts';
import { styled, wrapped } from './layout.ts';
import type { Layout, Style } from './layout.ts';

const STYLES: Readonly<Record<Severity, Style>> = { blocker: 'red', warning: 'yellow', note: 'dim' };
/** A definition in a line of text; JSON has it whole. */
const LONGEST_TEXT = 160;

/** What the schema gate found: blockers by table, then warnings, then how many notes; then the statements. */
export function definitionLines(report: Report, layout: Layout, extent: Extent): string[] {
  const { schema, schemaFailure } = report;
  if (schema === undefined) return schemaFailure === undefined ? [] : failureLines(schemaFailure, layout);
  // Where notes count they are part of the answer.
  const notes = extent.notes || report.strict === true;
  if (schema.length === 0) return ['', styled(layout, 'bold', 'Definitions'), '  equal'];
  const told = schema.filter((finding) => !isToldAbove(finding, report));
  const above = schema.length - told.length;
  const of = (severity: Severity): readonly Finding[] => told.filter((finding) => finding.severity === severity);
  const most = report.strict === true ? Infinity : extent.findings;
  return [
    '',
    styled(layout, 'bold', `Definitions: ${findingWords(schema)}`),
    ...(above === 0 ? [] : [`  ${counted(above, 'table', 'tables')} of one side only: named above`]),
    ...section(of('blocker'), layout, most),
    ...section(of('warning'), layout, most),
    ...(notes ? section(of('note'), layout, most) : unlisted(of('note').length, layout)),
    ...(schemaFailure === undefined ? [] : failureLines(schemaFailure, layout).slice(2)),
    ...fixLines(schema, layout, extent),
  ];
}

/** A table that one side lacks is told with the tables, and has no statement of its own there. */
function isToldAbove({ object, kind, table }: Finding, { tables }: Report): boolean {
  if (object !== 'table' || (kind !== 'missing' && kind !== 'extra')) return false;
  return tables.some((one) => isAbsent(one) && (one.source ?? one.target) === table);
}

function failureLines(failure: string, layout: Layout): string[] {
  return [
    '',
    styled(layout, 'bold', 'Definitions'),
    ...wrapped(printable(`not compared: ${failure}`), layout.width, '    ', '  '),
  ];
}

/** `3 blockers, 1 warning`. */
export function findingWords(findings: readonly Finding[]): string {
  const counts = (['blocker', 'warning', 'note'] as const).map((severity) => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? '' : counted(found, severity);
  });
  return counts.filter((words) => words !== '').join(', ');
}

function unlisted(notes: number, layout: Layout): string[] {
  if (notes === 0) return [];
  return [styled(layout, 'dim', `  ${counted(notes, 'note')} not listed: --full has them`)];
}

/** Those that many tables have alike come first, each said once; then table by table. */
function section(findings: readonly Finding[], layout: Layout, most: number): string[] {
  const groups = groupFindings(findings);
  const several = groups.filter(({ tables }) => tables.length > 1);
  const { alone: single, likewise } = withoutTables(
    groups.filter(({ tables }) => tables.length === 1),
    most,
  );
  const left = single.length - most;
  const shown = left > 0 ? rarestFirst(single).slice(0, most) : single;
  const tables = new Map<string, Finding[]>();
  for (const { finding } of shown) {
    const table = finding.table ?? '';
    tables.set(table, [...(tables.get(table) ?? []), finding]);
  }
  return [
    ...several.slice(0, most).flatMap((group) => groupLines(group, layout)),
    ...[...tables].flatMap(([table, some]) => [
      ...(table === '' && tables.size === 1 && several.length === 0 ? [] : [`  ${printable(table || 'of no table')}`]),
      ...some.flatMap((finding) => findingLines(finding, layout)),
    ]),
    ...likewise.flatMap((findings) => likewiseLines(findings, layout)),
    ...(left > 0 ? leftLines(single, shown, layout) : []),
  ];
}

/** `… and 13 more (11 missing index, 2 missing foreign key): --full has them all`. */
function leftLines(single: readonly FindingGroup[], shown: readonly FindingGroup[], layout: Layout): string[] {
  const left = single.filter((group) => !shown.includes(group));
  const counts = new Map<string, number>();
  for (const { finding } of left) {
    const sort = `${finding.kind} ${finding.object}`;
    counts.set(sort, (counts.get(sort) ?? 0) + 1);
  }
  const sorts = [...counts].map(([sort, count]) => `${String(count)} ${sort}`).join(', ');
  const words = `… and ${counted(left.length, 'more', 'more')} (${sorts}): --full has them all`;
  return wrapped(printable(words), layout.width, '    ', '  ');
}

/** Where not everything is shown: what is said of many objects of no table in the same words is said once. */
function withoutTables(
  groups: readonly FindingGroup[],
  most: number,
): { readonly alone: readonly FindingGroup[]; readonly likewise: readonly (readonly Finding[])[] } {
  const alike = new Map<string, Finding[]>();
  for (const { finding } of groups) {
    const { table, kind, object, aspect, message } = finding;
    const key = JSON.stringify([kind, object, aspect, message]);
    if (table === null && most < Infinity) alike.set(key, [...(alike.get(key) ?? []), finding]);
  }
  const likewise = [...alike.values()].filter((some) => some.length > MOST_TABLES);
  const told = new Set(likewise.flat());
  return { alone: groups.filter(({ finding }) => !told.has(finding)), likewise };
}

function likewiseLines(findings: readonly Finding[], layout: Layout): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const names = findings.slice(0, MOST_TABLES).map(({ name }) => name);
  const name = `${names.join(', ')} and ${counted(findings.length - names.length, 'more', 'more')}`;
  const title = `  ${counted(findings.length, first.object)} of no table, alike`;
  return [title, ...findingLines({ ...first, name, source: null, target: null }, layout)];
}

/** Tables of a group that are named. */
const MOST_TABLES = 3;

function groupLines({ finding, tables }: FindingGroup, layout: Layout): string[] {
  const some = tables.slice(0, MOST_TABLES).join(', ');
  const more = tables.length > MOST_TABLES ? `, and ${String(tables.length - MOST_TABLES)} more` : '';
  const title = `  ${String(tables.length)} tables alike: ${some}${more}`;
  return [
    ...wrapped(printable(title.trim()), layout.width, '    ', '  '),
    ...findingLines(groupFinding(finding), layout),
  ];
}

/** Of a table its own name says nothing here. */
function groupFinding(finding: Finding): Finding {
  const { object, table, source, target, message } = finding;
  const own = <T extends string | null>(text: T): T => (table === null ? text : withoutTable(text, table));
  const name = object === 'table' ? 'of each' : own(finding.name);
  return { ...finding, name, source: own(source), target: own(target), message: own(message) };
}

function findingLines(finding: Finding, layout: Layout): string[] {
  const { severity, kind, object, name, aspect, message } = finding;
  const what = object === 'table' && aspect === null ? object : `${object} ${name}`;
  const text = `${kind} ${what}${aspect === null ? '' : ` · ${aspect}`}${sidesText(finding)}: ${message}`;
  const width = severity.length + 6;
  const [first = '', ...rest] = wrapped(printable(text), layout.width, ' '.repeat(width), ' '.repeat(width));
  return [`    ${styled(layout, STYLES[severity], severity)}  ${first.trimStart()}`, ...rest];
}

/** What each side has, where both have something: ` (bigint → integer)`. */
function sidesText({ source, target }: Finding): string {
  if (source === null && target === null) return '';
  if (target === null) return ` (${cut(source)})`;
  return source === null ? ` (${cut(target)})` : ` (${cut(source)} → ${cut(target)})`;
}

function cut(text: string | null): string {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}

/** As they are, so that they can be copied: not wrapped, not indented. */
function fixLines(findings: readonly Finding[], layout: Layout, extent: Extent): string[] {
  const fixes = findings.filter((finding) => finding.fix !== null && finding.severity !== 'note');
  if (fixes.length === 0) return [];
  const statements = [...new Set(fixes.map((finding) => finding.fix ?? ''))];
  const title = 'To put the target right, in this order; none of it blocks writers for long unless it says so';
  const lines = statements.flatMap((fix) => fix.split('\n').map(statementLine));
  if (lines.length > extent.statements) {
    const words = `${counted(statements.length, 'statement')} would put the target right: --fixes FILE writes them in an order that works, --full prints them`;
    return ['', ...wrapped(words, layout.width, '  ', '  ')];
  }
  const titles = wrapped(title, layout.width).map((line) => styled(layout, 'bold', line));
  return ['', ...titles, '', ...lines];
}

/** Control characters would be obeyed by a terminal; tabs and line ends are the statement's own. */
function statementLine(line: string): string {
  return line.split('\t').map(printable).join('\t');
}
