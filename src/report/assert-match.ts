import { CrosstallyError } from '../errors.ts';
import type { Report, ReportedDifference, TableReport } from '../model/report.ts';
import { printable, printableValue } from './printable.ts';
import { headline, rowWords } from './text/headline.ts';

/** What a message names: enough to know where to look, the report has the rest. */
const [TABLES, KEYS, FINDINGS] = [10, 3, 5];

/**
 * Throws unless the verdict is `match`: for migration scripts and tests.
 *
 * @throws CrosstallyError `NOT_A_MATCH`, whose message names the tables that differ with their first keys, what of the
 * definitions differs, and what could not be compared. No values but those of keys.
 * @example
 * assertMatch(await verify({ source: postgres(oldUrl), target: postgres(newUrl) }).report());
 */
export function assertMatch(report: Report): void {
  if (report.verdict !== 'match') throw new CrosstallyError('NOT_A_MATCH', mismatchMessage(report));
}

/** Why a report is no match, a line for each thing: its headline first. */
export function mismatchMessage(report: Report): string {
  const tables = report.tables.filter(({ verdict }) => verdict !== 'match').map(tableLine);
  const findings = (report.schema ?? [])
    .filter(({ severity }) => report.strict === true || severity === 'blocker')
    .map(({ severity, object, name, message }) => `${severity}: ${object} ${name}: ${message}`);
  const left = report.notCompared
    .filter(({ affectsVerdict }) => affectsVerdict)
    .map(({ kind, name, reason }) => `not compared: ${kind} ${name}: ${reason}`);
  const failure = report.schemaFailure === undefined ? [] : [`definitions: ${report.schemaFailure}`];
  const warnings = report.verdict === 'incomplete' ? report.warnings : [];
  const lines = [...first(tables, TABLES), ...first([...failure, ...findings, ...left, ...warnings], FINDINGS)];
  return [headline(report), ...lines.map((line) => `  ${printable(line)}`)].join('\n');
}

function tableLine(table: TableReport): string {
  const { reason, rows, differences, verdict } = table;
  const keys = differences.slice(0, KEYS).map(differenceWords);
  const more = rows.missing + rows.extra + rows.changed > keys.length ? ', …' : '';
  const facts = [rowWords(rows), keys.length === 0 ? '' : `${keys.join(', ')}${more}`, reason ?? ''];
  const name = table.source ?? `${table.target ?? ''} of the target`;
  return `${name}: ${facts.filter((fact) => fact !== '').join(' · ') || verdict}`;
}

/** `changed id 500 (note)` */
function differenceWords({ kind, key, columns = [] }: ReportedDifference): string {
  const values = Object.entries(key).map(([name, value]) => `${name} ${printableValue(value)}`);
  return `${kind} ${values.join(' ')}${columns.length === 0 ? '' : ` (${columns.join(', ')})`}`;
}

function first(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${String(lines.length - most)} more`];
}
