import type { RowCounts } from '../../model/difference.ts';
import type { Report, TableReport } from '../../model/report.ts';
import { count, counted } from '../numbers.ts';
import { findingWords } from './definitions.ts';
import { styled, wrapped } from './layout.ts';
import type { Layout, Style } from './layout.ts';

const STYLES: Readonly<Record<Report['verdict'], Style>> = { match: 'green', mismatch: 'red', incomplete: 'yellow' };

/** The verdict in one sentence, in plain text: `MISMATCH  do not cut over: …`. */
export function headline(report: Report): string {
  const words = { match: matchWords, mismatch: mismatchWords, incomplete: incompleteWords };
  return `${report.verdict.toUpperCase()}  ${words[report.verdict](report)}`;
}

/** The headline, coloured and wrapped below its own text. */
export function headlineLines(report: Report, layout: Layout): string[] {
  const verdict = report.verdict.toUpperCase();
  const [first = '', ...rest] = wrapped(headline(report), layout.width, ' '.repeat(verdict.length + 2));
  const word = styled(layout, 'bold', styled(layout, STYLES[report.verdict], verdict));
  return [
    word + styled(layout, 'bold', first.slice(verdict.length)),
    ...rest.map((line) => styled(layout, 'bold', line)),
  ];
}

function matchWords(report: Report): string {
  if (isSchemaOnly(report)) return schemaWords(report);
  if (report.withinAllowed === true) {
    const found = [differingTables(report.tables), rowWords(total(report.tables)), leftWords(report)];
    return `within what was allowed: ${found.filter((part) => part !== '').join(' · ')}`;
  }
  const rows = report.tables.reduce((sum, table) => sum + table.rows.source, 0);
  const tables =
    report.tables.length === 1 ? 'the table is equal' : `all ${count(report.tables.length)} tables are equal`;
  const parts = [`${tables}, row for row: ${counted(rows, 'row')}`];
  if (report.schema !== undefined) parts.push(schemaWords(report));
  if (leftWords(report) !== '') parts.push(leftWords(report));
  if (report.warnings.length > 0) parts.push(counted(report.warnings.length, 'warning'));
  return parts.join(' · ');
}

function leftWords(report: Report): string {
  const left = report.notCompared.length + report.loosened.length;
  return left > 0 ? `${counted(left, 'thing')} left out or compared loosely` : '';
}

function mismatchWords(report: Report): string {
  const unsure = report.tables.filter((table) => table.verdict === 'incomplete').length;
  const differing = report.tables.some((table) => table.verdict === 'mismatch');
  const parts = differing ? [differingTables(report.tables), rowWords(total(report.tables))] : [];
  if ((report.schema ?? []).length > 0) parts.push(schemaWords(report));
  if (unsure > 0) parts.push(`${counted(unsure, 'table')} not compared in full`);
  if (report.withinAllowed === true)
    parts.push('all within what was allowed, which --accept-allowed takes for a match');
  return `do not cut over: ${parts.filter((part) => part !== '').join(' · ')}`;
}

function incompleteWords(report: Report): string {
  const unsure = report.tables.filter((table) => table.verdict === 'incomplete').length;
  const found = report.tables.some((table) => table.verdict === 'mismatch') ? differingTables(report.tables) : '';
  const rows = rowWords(total(report.tables));
  const parts = [found, rows === '' ? '' : `found so far: ${rows}`].filter((part) => part !== '');
  return [`do not cut over yet: ${whyIncomplete(report, unsure)}`, ...parts].join(' · ');
}

/** Only definitions were looked at. */
function isSchemaOnly({ tables, schema, schemaFailure }: Report): boolean {
  return tables.length === 0 && (schema !== undefined || schemaFailure !== undefined);
}

function schemaWords({ schema = [], loosened }: Report): string {
  if (schema.length > 0) return `definitions: ${findingWords(schema)}`;
  // What was ignored may differ: "equal" would promise too much.
  const ignores = loosened.some((text) => text.startsWith('schema ignore:'));
  return ignores ? 'no finding in the definitions that were not ignored' : 'the definitions are equal';
}

function whyIncomplete(report: Report, unsure: number): string {
  if (report.schemaFailure !== undefined) return 'the definitions could not be compared';
  if (isSchemaOnly(report)) return 'there was no table to compare';
  if (report.tables.length === 0) return 'there was no table to compare';
  if (unsure === 1 && report.tables.length === 1) return 'the table was not compared in full';
  if (unsure > 0) return `${count(unsure)} of ${counted(report.tables.length, 'table')} not compared in full`;
  const left = report.notCompared.filter((item) => item.affectsVerdict).length;
  return left > 0 ? `${counted(left, 'thing')} could not be compared` : 'the run did not come to its end';
}

function differingTables(tables: readonly TableReport[]): string {
  const differing = tables.filter((table) => table.verdict === 'mismatch');
  const absent = differing.filter((table) => table.target === null).length;
  if (tables.length === 1) return absent === 1 ? 'the target lacks the table' : 'the table differs';
  const lacks =
    absent === 0 ? '' : absent === differing.length ? ': not in the target' : ` (${count(absent)} not in the target)`;
  return `${count(differing.length)} of ${counted(tables.length, 'table')} ${differing.length === 1 ? 'differs' : 'differ'}${lacks}`;
}

/** `12,431 rows missing, 2 extra, 7 changed`; empty when there are none. */
export function rowWords(rows: Pick<RowCounts, 'missing' | 'extra' | 'changed'>): string {
  const kinds = (['missing', 'extra', 'changed'] as const).filter((kind) => rows[kind] > 0);
  return kinds
    .map((kind, i) => (i === 0 ? `${counted(rows[kind], 'row')} ${kind}` : `${count(rows[kind])} ${kind}`))
    .join(', ');
}

function total(tables: readonly TableReport[]): Pick<RowCounts, 'missing' | 'extra' | 'changed'> {
  const sum = (kind: 'missing' | 'extra' | 'changed'): number =>
    tables.reduce((all, table) => all + table.rows[kind], 0);
  return { missing: sum('missing'), extra: sum('extra'), changed: sum('changed') };
}
