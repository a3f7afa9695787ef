import type { Report, TableReport } from '../../model/report.ts';
import type { Planted } from './damage.ts';

/**
 * Holds a report against what was planted: exactly those rows, no other.
 *
 * @returns what is wrong with the report, a sentence each; empty when nothing is.
 */
export function checkReport(report: Report, planted: readonly Planted[]): readonly string[] {
  const verdict = report.verdict === 'mismatch' ? [] : [`the verdict is ${report.verdict}, not mismatch`];
  return [...verdict, ...report.tables.flatMap((table) => checkTable(table, planted))];
}

function checkTable(table: TableReport, planted: readonly Planted[]): readonly string[] {
  const name = table.source?.split('.').at(-1) ?? '';
  const wanted = planted.find((one) => one.table === name);
  const { missing = [], changed = new Map<string, string>() } = wanted ?? {};
  const expected = [
    ...missing.map((key) => `missing ${key}`),
    ...[...changed].map(([key, column]) => `changed ${key} ${column}`),
  ];
  const found = new Set(
    table.differences.map(({ kind, key, columns = [] }) => [kind, ...Object.values(key), ...columns].join(' ')),
  );
  const unseen = expected.filter((difference) => !found.has(difference)).length;
  const invented = found.size - (expected.length - unseen);
  return [
    ...(unseen > 0 ? [`${name}: ${String(unseen)} planted differences were not found`] : []),
    ...(invented > 0 ? [`${name}: ${String(invented)} differences were reported that nobody planted`] : []),
  ];
}
