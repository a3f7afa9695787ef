import type { Report, TableReport } from '../../model/report.ts';
import { clock, counted } from '../numbers.ts';
import { printable } from '../printable.ts';
import { NOT_BEGUN, NOT_ENDED } from '../table-report.ts';
import { styled, wrapped } from './layout.ts';
import type { Layout } from './layout.ts';
import { listedNames } from './names.ts';
import type { Names } from './names.ts';
import { rowSteps } from './row-steps.ts';

/** Tables that an option may select. */
const MOST_NAMES = 4;

/** What to do next, as far as the findings carry it. */
export function adviceLines(report: Report, names: Names, layout: Layout): string[] {
  const steps = stepsOf(report, names);
  const lines = steps.flatMap((step, i) => {
    return wrapped(step, layout.width, '     ', `  ${String(i + 1)}. `);
  });
  return ['', styled(layout, 'bold', 'What to do'), ...lines];
}

function stepsOf(report: Report, names: Names): string[] {
  if (report.verdict === 'match') return matchSteps(report);
  return report.verdict === 'mismatch' ? mismatchSteps(report, names) : incompleteSteps(report, names);
}

function matchSteps(report: Report): string[] {
  return [
    ...(report.withinAllowed === true
      ? ['Look at the rows that differ, above: they were allowed to, and are not equal.']
      : []),
    `Keep the source from changing until the cutover, or verify again: this holds for ${momentOf(report)}.`,
    ...(report.schema === undefined ? ['Check indexes, constraints and sequences: crosstally schema does.'] : []),
  ];
}

function momentOf({ startedAt, finishedAt, resumed }: Report): string {
  return resumed === undefined
    ? clock(finishedAt)
    : `rows as they were from ${clock(startedAt)} to ${clock(finishedAt)}`;
}

function mismatchSteps(report: Report, names: Names): string[] {
  const tables = report.tables.filter((table) => table.verdict === 'mismatch');
  const found = [...definitions(report), ...rowSteps(tables, names)];
  const again = tables.filter((table) => table.source !== null);
  const only = again.length > 0 && again.length < report.tables.length ? selection(again, names) : '';
  return [
    ...found,
    ...unread(report),
    `Then verify everything again${only === '' ? '' : `, or first just these: ${only}`}`,
  ];
}

function unread({ tables }: Report): string[] {
  const unsure = tables.filter((table) => table.verdict === 'incomplete').length;
  return unsure === 0 ? [] : [`Remove what kept ${counted(unsure, 'table')} from being compared in full.`];
}

function incompleteSteps(report: Report, names: Names): string[] {
  if (report.tables.length === 0 && report.schemaFailure === undefined) {
    return [
      'See whether the two URLs name the databases you mean: nothing in them was selected.',
      '--schema selects another schema; crosstally plan shows what would be compared.',
    ];
  }
  const unsure = report.tables.filter((table) => table.verdict === 'incomplete');
  const left = report.notCompared.filter((item) => item.affectsVerdict);
  if (report.schemaFailure !== undefined && unsure.length === 0)
    return ['Remove the reason named above, and run it again.'];
  if (report.checkpoint !== undefined && unsure.some(brokeOff)) {
    return [`Run it again with --checkpoint ${shellWord(report.checkpoint)} --resume to go on from where it ended.`];
  }
  if (left.length === 0 && unsure.every(brokeOff)) return ['Run it again and let it come to its end.'];
  const moving = unsure.filter((table) => table.rows.unconfirmed > 0);
  if (moving.length > 0 && moving.length === unsure.length && left.length === 0) return unconfirmed(moving, names);
  const columns = left.filter((item) => item.kind === 'column');
  const only = selection(unsure, names);
  return [
    ...(unsure.length > 0 ? ['Remove the reasons named above.'] : []),
    ...columns
      .slice(0, 1)
      .map(
        (item) => `To do without a column that cannot be compared, say so: --ignore-columns ${shellWord(item.name)}`,
      ),
    `Then verify everything again${only === '' ? '' : `, or first just these: ${only}`}`,
  ];
}

/** Nothing failed: rows were written to as often as they were looked at. */
function unconfirmed(tables: readonly TableReport[], names: Names): string[] {
  const only = selection(tables, names);
  return [
    `Let writes to ${listedNames(tables, names)} rest on both sides, or raise --settle above the time that a write takes to reach the target.`,
    `Then verify ${only === '' ? 'everything again' : `again, first just these: ${only}`}.`,
  ];
}

/** The run ended before the table did. */
function brokeOff(table: TableReport): boolean {
  return [NOT_ENDED, NOT_BEGUN].some((begin) => table.reason?.startsWith(begin) === true);
}

/** Blockers of the schema gate, whether or not there is a statement for each. */
function definitions(report: Report): string[] {
  const { schema = [], strict } = report;
  const blockers = schema.filter((finding) => finding.severity === 'blocker');
  if (blockers.length === 0) {
    const counts = strict === true && schema.length > 0;
    return counts ? ['Look at the definitions named above: with --strict each of them counts.'] : [];
  }
  const mendable = blockers.filter((finding) => finding.fix !== null).length;
  if (mendable === 0) return ['Mend the definitions named above: there is no statement that would be safe to suggest.'];
  const statements = new Set(schema.flatMap(({ fix, severity }) => (severity === 'note' ? [] : (fix ?? [])))).size;
  // A table that is not there is brought over, which is a step of its own.
  const absent = blockers.filter(({ object, aspect, fix }) => object === 'table' && aspect === null && fix === null);
  const rest = blockers.length - mendable - (report.tables.length === 0 ? 0 : absent.length);
  const others = rest === 0 ? '' : `; ${counted(rest, 'blocker needs', 'blockers need')} a hand of yours`;
  return [
    `Read the statements (${counted(statements, 'statement')}; --fixes FILE writes them as one script), and run them against the target${others}.`,
  ];
}

/** The option that selects just these; empty when there are too many, or their names would have to be escaped. */
function selection(tables: readonly TableReport[], names: Names): string {
  const sources = tables.flatMap((table) => (table.source === null ? [] : [names.source(table.source)]));
  const plain = sources.every((name) => /^[\w.$-]+$/.test(name));
  return sources.length === 0 || sources.length > MOST_NAMES || !plain
    ? ''
    : `--tables ${shellWord(sources.join(','))}`;
}

function shellWord(text: string): string {
  const safe = printable(text);
  return /^[\w.,/-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
