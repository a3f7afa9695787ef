import type { KeyRun, Report, TableReport } from '../../model/report.ts';
import { clock, count, counted } from '../numbers.ts';
import { printable, printableValue } from '../printable.ts';
import { NOT_BEGUN, NOT_ENDED } from '../table-report.ts';
import { styled, wrapped } from './layout.ts';
import type { Layout } from './layout.ts';
import type { Names } from './names.ts';

/** Steps at most: whoever reads this has a cutover tonight. */
const MOST_STEPS = 4;
/** Tables named in one step. */
const MOST_NAMES = 4;
/** Missing rows in one run from which on it does not look like chance. */
const LONG_RUN = 50;

/** What to do next, as far as the findings carry it. */
export function adviceLines(report: Report, names: Names, layout: Layout): string[] {
  const steps = stepsOf(report, names);
  const lines = steps.slice(0, MOST_STEPS).flatMap((step, i) => {
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
  const found = [
    ...definitions(report),
    ...extra(tables, names),
    ...absent(tables, names),
    ...emptied(tables, names),
    ...cutShort(tables, names),
    ...scattered(tables, names),
    ...converted(tables, names),
  ];
  const again = tables.filter((table) => table.source !== null);
  const only = again.length > 0 && again.length < report.tables.length ? selection(again, names) : '';
  return [
    ...found.slice(0, MOST_STEPS - 1),
    `Then verify everything again${only === '' ? '' : `, or first just these: ${only}`}`,
  ];
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
    `Let writes to ${listed(tables, names)} rest on both sides, or raise --settle above the time that a write takes to reach the target.`,
    `Then verify ${only === '' ? 'everything again' : `again, first just these: ${only}`}.`,
  ];
}

/** The run ended before the table did. */
function brokeOff(table: TableReport): boolean {
  return [NOT_ENDED, NOT_BEGUN].some((begin) => table.reason?.startsWith(begin) === true);
}

/** Blockers of the schema gate, whether or not there is a statement for each. */
function definitions({ schema = [], strict }: Report): string[] {
  const blockers = schema.filter((finding) => finding.severity === 'blocker');
  if (blockers.length === 0) {
    const counts = strict === true && schema.length > 0;
    return counts ? ['Look at the definitions named above: with --strict each of them counts.'] : [];
  }
  const mendable = blockers.filter((finding) => finding.fix !== null).length;
  if (mendable === 0) return ['Mend the definitions named above: there is no statement that would be safe to suggest.'];
  const rest = blockers.length - mendable;
  const others = rest === 0 ? '' : `; ${counted(rest, 'blocker needs', 'blockers need')} a hand of yours`;
  return [`Read the statements above, and run them against the target${others}.`];
}

function absent(tables: readonly TableReport[], names: Names): string[] {
  const missing = tables.filter((table) => table.target === null);
  if (missing.length === 0) return [];
  return [`Bring over ${listed(missing, names)}, or leave out with --exclude what is meant to stay behind.`];
}

function emptied(tables: readonly TableReport[], names: Names): string[] {
  const empty = tables.filter(arrivedEmpty);
  return empty.length === 0 ? [] : [`Load ${listed(empty, names)} again: nothing of it is in the target.`];
}

function arrivedEmpty(table: TableReport): boolean {
  return table.rows.source > 0 && table.rows.target === 0 && table.target !== null;
}

/** Most of what is missing lies behind the target's last key, or in one run of keys. */
function cutShort(tables: readonly TableReport[], names: Names): string[] {
  return tables.flatMap((table) => {
    const end = mainTail(table);
    if (end !== null) {
      const whole = end.rows === table.rows.missing ? 'all' : `${count(end.rows)} of ${count(table.rows.missing)}`;
      return [
        `Load ${names.name(table)} again from behind ${keyWords(table, end.after)}: ${whole} missing rows lie behind the last one that arrived, as a transfer cut short leaves it.`,
      ];
    }
    const run = mainRun(table);
    if (run === null) return [];
    const [first, last] = [keyWords(table, run.first), keyWords(table, run.last)];
    const all = run.rows === table.rows.missing ? 'all' : `${count(run.rows)} of ${count(table.rows.missing)}`;
    return [
      `Load ${names.name(table)} again from ${first} through ${last}: ${all} missing rows are one unbroken run, as a transfer cut short or a lost batch leaves it.`,
    ];
  });
}

/** The end of the table, when it holds most of what is missing. */
function mainTail(table: TableReport): NonNullable<TableReport['cutShort']> | null {
  const end = table.cutShort;
  return end === undefined || end.rows < LONG_RUN || end.rows * 2 < table.rows.missing ? null : end;
}

/** The run that holds most of what is missing; null when there is none, or nothing arrived at all. */
function mainRun(table: TableReport): KeyRun | null {
  const runs = (table.runs ?? []).filter((run) => run.kind === 'missing' && run.rows >= LONG_RUN);
  const [longest] = runs.sort((a, b) => b.rows - a.rows);
  if (longest === undefined || arrivedEmpty(table) || longest.rows * 2 < table.rows.missing) return null;
  return longest;
}

function scattered(tables: readonly TableReport[], names: Names): string[] {
  const holes = tables.filter(
    (table) => table.rows.missing > 0 && !arrivedEmpty(table) && mainTail(table) === null && mainRun(table) === null,
  );
  return holes.length === 0
    ? []
    : [
        `Load the missing rows of ${listed(holes, names)} again: --format json --max-differences N lists the first N of them.`,
      ];
}

/** Every changed row differs in the same columns: more likely a conversion than lost updates. */
function converted(tables: readonly TableReport[], names: Names): string[] {
  return tables.flatMap((table) => {
    const changed = table.differences.filter((difference) => difference.kind === 'changed');
    const columns = new Set(changed.map((difference) => JSON.stringify(difference.columns ?? [])));
    const [only] = columns;
    if (columns.size !== 1 || only === undefined || only === '[]' || changed.length < 3) return [];
    const words = (JSON.parse(only) as readonly string[]).map((column) => printable(column)).join(', ');
    const scope = changed.length === table.rows.changed ? 'all' : `the first ${count(changed.length)} of`;
    return [
      `Compare a few of the changed rows of ${names.name(table)} by hand: ${scope} ${counted(table.rows.changed, 'row')} differ in nothing but ${words}, as a conversion or one late UPDATE leaves it.`,
    ];
  });
}

function extra(tables: readonly TableReport[], names: Names): string[] {
  const more = tables.filter((table) => table.rows.extra > 0);
  if (more.length === 0) return [];
  return [
    `Find out who wrote the rows that only the target has (${listed(more, names)}) before loading anything again: that may erase them.`,
  ];
}

function keyWords(table: TableReport, key: Readonly<Record<string, string | null>>): string {
  return table.key.map((column) => `${printable(column)} ${printableValue(key[column] ?? null)}`).join(', ');
}

function listed(tables: readonly TableReport[], names: Names): string {
  const shown = tables.slice(0, MOST_NAMES).map((table) => names.name(table));
  const left = tables.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? ` and ${counted(left, 'more table', 'more tables')}` : ''}`;
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
