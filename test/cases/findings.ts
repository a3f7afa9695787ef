/** What a report found, in a shape that can be held against `expected.json` and against other runs. */
import type { NotCompared, Report, ReportedDifference, TableReport } from '../../src/index.ts';
import type { LoadedSchema } from '../support/schemas.ts';
import type { Expected, ExpectedKey, ExpectedKeys, ExpectedTable } from './expected.ts';

/** The schemas of a run, by the sides of the case (not those of the run, which may have them swapped). */
export interface Schemas {
  readonly source: LoadedSchema;
  readonly target: LoadedSchema;
}

/** The part of a report that has to be the same however it was found. */
export function findingsOf(report: Report, schemas: Schemas) {
  return {
    verdict: report.verdict,
    tables: Object.fromEntries(report.tables.map((table) => [nameOf(table, schemas), tableFindings(table)])),
    notCompared: namesOf(report.notCompared, schemas, true),
    noted: namesOf(report.notCompared, schemas, false),
  };
}

export type Findings = ReturnType<typeof findingsOf>;

function tableFindings(table: TableReport) {
  const { verdict, reason, key, walk, rows, rules, differences, differencesTruncated } = table;
  const { missing, extra, changed, source, target } = rows;
  const counts = { missing, extra, changed };
  return { verdict, reason, key, walk, rows: { source, target }, counts, rules, differences, differencesTruncated };
}

/** The source's name of a table, without its schema. */
function nameOf(table: TableReport, schemas: Schemas): string {
  return withoutSchema(table.source ?? table.target ?? '', schemas);
}

function withoutSchema(name: string, { source, target }: Schemas): string {
  const schema = [source.name, target.name].find((one) => name.startsWith(`${one}.`));
  return schema === undefined ? name : name.slice(schema.length + 1);
}

function namesOf(entries: readonly NotCompared[], schemas: Schemas, affectsVerdict: boolean): readonly string[] {
  const chosen = entries.filter((entry) => entry.affectsVerdict === affectsVerdict);
  return chosen.map((entry) => withoutSchema(entry.name, schemas)).sort();
}

/** The findings that a case expects: what `expected.json` leaves open is taken from `actual`. */
export function expectedFindings(expected: Expected, actual: Findings, schemas: Schemas): Findings {
  const names = [...new Set([...Object.keys(actual.tables), ...Object.keys(expected.tables ?? {})])];
  return {
    verdict: expected.verdict,
    tables: Object.fromEntries(
      names.map((name) => [name, expectedTable(name, expected.tables?.[name] ?? {}, actual.tables[name], schemas)]),
    ),
    notCompared: [...(expected.notCompared ?? [])].sort(),
    noted: [...(expected.noted ?? [])].sort(),
  };
}

type TableFindings = ReturnType<typeof tableFindings>;

function expectedTable(
  name: string,
  expected: ExpectedTable,
  actual: TableFindings | undefined,
  schemas: Schemas,
): TableFindings {
  const { walk = actual?.walk ?? null, key = actual?.key ?? [], truncated = false } = expected;
  const listed = listedDifferences(expected, key);
  const counts = { ...countsOf(listed), ...expected.counts };
  const differs = counts.missing + counts.extra + counts.changed > 0;
  return {
    verdict: expected.verdict ?? (differs ? 'mismatch' : 'match'),
    reason: expectedReason(expected, actual),
    key,
    walk,
    rows: { ...countedRows(name, actual, schemas), ...expected.rows },
    counts,
    rules: { ...actual?.rules, ...expected.rules },
    // Counts alone leave the list open, which is then held against the counts by the report's own promises.
    differences: expected.counts === undefined ? inOrderOf(actual, listed) : (actual?.differences ?? []),
    differencesTruncated: truncated,
  };
}

/** What the servers themselves count; nothing where the rows were not looked at. */
function countedRows(name: string, actual: TableFindings | undefined, schemas: Schemas): TableFindings['rows'] {
  const rowsOf = (schema: LoadedSchema): number => schema.rows[sideName(schema, name)] ?? 0;
  if (actual?.walk == null) return { source: 0, target: 0 };
  return { source: rowsOf(schemas.source), target: rowsOf(schemas.target) };
}

/** Names pair without regard to case. */
function sideName(schema: LoadedSchema, name: string): string {
  if (name in schema.rows) return name;
  return Object.keys(schema.rows).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

function expectedReason({ reasonIncludes }: ExpectedTable, actual: TableFindings | undefined): string | undefined {
  if (reasonIncludes === undefined || actual?.reason?.includes(reasonIncludes) === true) return actual?.reason;
  return `… ${reasonIncludes} …`;
}

function listedDifferences(expected: ExpectedTable, keyColumns: readonly string[]): ReportedDifference[] {
  const keysOf = (item: ExpectedKey | ExpectedKeys) => allKeys(item).map((key) => keyObject(key, keyColumns));
  return [
    ...(expected.missing ?? []).flatMap(keysOf).map((key) => ({ kind: 'missing' as const, key })),
    ...(expected.extra ?? []).flatMap(keysOf).map((key) => ({ kind: 'extra' as const, key })),
    ...(expected.changed ?? []).flatMap(({ columns, ...item }) => {
      const named = columns === undefined ? {} : { columns };
      return keysOf('key' in item ? item.key : item).map((key) => ({ kind: 'changed' as const, key, ...named }));
    }),
  ];
}

function allKeys(item: ExpectedKey | ExpectedKeys): ExpectedKey[] {
  if (item === null || typeof item !== 'object' || !isRun(item)) return [item];
  return Array.from({ length: item.to - item.from + 1 }, (_, i) => item.from + i);
}

function isRun(item: object): item is ExpectedKeys {
  return Object.keys(item).join() === 'from,to';
}

function keyObject(key: ExpectedKey, columns: readonly string[]): Record<string, string | null> {
  const parts = key !== null && typeof key === 'object' ? key : { [columns[0] ?? '']: key };
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, exactText(value)]));
}

function exactText(value: string | number | null): string | null {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`write ${value} as a string`);
  return value === null ? null : String(value);
}

/** Three lists, each in key order, woven as the report did it; what does not fit comes last and fails the test. */
function inOrderOf(actual: TableFindings | undefined, listed: readonly ReportedDifference[]): ReportedDifference[] {
  const waiting = { missing: [], extra: [], changed: [] } as Record<ReportedDifference['kind'], ReportedDifference[]>;
  for (const difference of listed) waiting[difference.kind].push(difference);
  const woven = (actual?.differences ?? []).flatMap(({ kind }) => waiting[kind].shift() ?? []);
  return [...woven, ...waiting.missing, ...waiting.extra, ...waiting.changed];
}

function countsOf(listed: readonly ReportedDifference[]): Record<ReportedDifference['kind'], number> {
  const count = (kind: string): number => listed.filter((difference) => difference.kind === kind).length;
  return { missing: count('missing'), extra: count('extra'), changed: count('changed') };
}
