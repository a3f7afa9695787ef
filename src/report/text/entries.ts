import type { DifferenceKind, ShownValues } from '../../model/difference.ts';
import type { KeyRun, ReportedDifference, TableReport } from '../../model/report.ts';
import { RULES } from '../../model/rule.ts';
import { RunCollector, runSignature } from '../key-runs.ts';

type KeyObject = ReportedDifference['key'];

/** One row that differs, or a run of neighbours that differ alike. */
export interface Entry {
  readonly kind: DifferenceKind;
  readonly first: KeyObject;
  /** Null for a single row. */
  readonly last: KeyObject | null;
  readonly rows: number;
  readonly columns: readonly string[] | null;
  readonly values?: ShownValues;
}

/** What a table's report names, in its order, with neighbours joined. Runs go on behind the last listed difference. */
export function entriesOf(table: TableReport): readonly Entry[] {
  // Where values are shown, each row has its own.
  const shown = table.differences.some(({ values }) => values !== undefined);
  const known = [...listedRuns(table), ...(table.runs ?? [])].filter(({ kind }) => !shown || kind !== 'changed');
  const runs = new Map(known.map((run) => [startOf(run, run.first), run]));
  const inside = new Map<string, string>();
  const entries: Entry[] = [];
  for (const difference of table.differences) {
    const signature = runSignature(difference);
    const end = inside.get(signature);
    const run = runs.get(startOf(difference, difference.key));
    if (end !== undefined) {
      if (end === JSON.stringify(difference.key)) inside.delete(signature);
    } else if (run !== undefined) {
      runs.delete(startOf(run, run.first));
      inside.set(signature, JSON.stringify(run.last));
      entries.push(runEntry(run));
    } else entries.push(rowEntry(difference));
  }
  return [...entries, ...[...runs.values()].map(runEntry)];
}

/** The runs among what is listed, short ones too; one that goes on behind the listing is among the report's own. */
function listedRuns(table: TableReport): readonly KeyRun[] {
  const rule = table.rules[table.key.at(-1) ?? ''];
  if (RULES.find(({ name }) => name === rule)?.form !== 'integer') return [];
  const collector = new RunCollector(2);
  for (const { kind, key, columns } of table.differences) {
    const values = table.key.map((column) => key[column] ?? null);
    collector.add({ kind, key: values, ...(columns === undefined ? {} : { columns }) });
  }
  return collector.runs(table.key);
}

function startOf(of: Pick<KeyRun, 'kind' | 'columns'>, key: KeyObject): string {
  return runSignature(of) + JSON.stringify(key);
}

function runEntry(run: KeyRun): Entry {
  return { kind: run.kind, first: run.first, last: run.last, rows: run.rows, columns: run.columns ?? null };
}

function rowEntry(difference: ReportedDifference): Entry {
  const { kind, key, count = 1, columns = null, values } = difference;
  return { kind, first: key, last: null, rows: count, columns, ...(values === undefined ? {} : { values }) };
}
