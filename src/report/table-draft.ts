import type { Difference, DifferenceKind, RowCounts } from '../model/difference.ts';
import { differenceRows } from '../model/difference.ts';
import type { TableOutcome } from '../model/event.ts';
import type { TablePlan } from '../model/plan.ts';
import type { Key } from '../model/key.ts';
import type { ReportedDifference } from '../model/report.ts';
import { keyObject, RunCollector } from './key-runs.ts';

/** What is known of one table so far. */
export interface TableDraft {
  readonly plan: TablePlan;
  /** Listed, of each kind at most as many as asked for, where a run of neighbours counts once. */
  readonly differences: ReportedDifference[];
  readonly listed: Readonly<Record<DifferenceKind, Listed>>;
  /** Null when neighbouring keys cannot be told. */
  readonly runs: RunCollector | null;
  /** The first and the last key of each kind. */
  readonly spans: Map<DifferenceKind, { readonly first: Key; last: Key }>;
  /** Rows that are newer than a fingerprint: how many, and some of them. */
  readonly newer: { rows: number; readonly differences: ReportedDifference[] };
  /** Rows looked at and differences seen so far, listed or not. */
  readonly counts: { -readonly [count in Exclude<keyof RowCounts, 'unconfirmed'>]: number };
  /** Keys that were told, as many as show what is wrong; null where several rows may share one. */
  readonly told: Map<string, DifferenceKind> | null;
  /** A key that is both missing and extra. */
  twofold: Key | null;
  started: boolean;
  outcome: TableOutcome | null;
}

/** What is listed of a kind of difference. */
interface Listed {
  /** Rows on their own, and first ones of runs. */
  entries: number;
  /** Rows that go on with a run. */
  inRuns: number;
  /** Nothing more is. */
  full: boolean;
}

const MOST_TOLD = 20_000;

/** Shorter runs are plain from the differences themselves. */
const LEAST_RUN = 10;

export function newTableDraft(table: TablePlan): TableDraft {
  return {
    plan: table,
    differences: [],
    listed: { missing: noneListed(), extra: noneListed(), changed: noneListed() },
    runs: hasIntegerKey(table) ? new RunCollector(LEAST_RUN) : null,
    spans: new Map(),
    newer: { rows: 0, differences: [] },
    counts: { source: 0, target: 0, missing: 0, extra: 0, changed: 0 },
    told: table.keyRepeats || table.key.length === 0 ? null : new Map(),
    twofold: null,
    started: false,
    outcome: null,
  };
}

function noneListed(): Listed {
  return { entries: 0, inRuns: 0, full: false };
}

/**
 * Whether a difference is still listed: of a long run only so many rows are, and it leaves the room to what lies behind
 * it. Where a row that begins something is left out, so is all that follows: no run is listed without its first row.
 */
function isListed(listed: Listed, place: number, most: number): boolean {
  if (place > 1) {
    if (listed.full || listed.inRuns >= most - 1) return false;
    listed.inRuns++;
    return true;
  }
  listed.full ||= listed.entries >= most;
  if (!listed.full) listed.entries++;
  return !listed.full;
}

export function addRows(draft: TableDraft, rows: { readonly source: number; readonly target: number }): void {
  draft.counts.source += rows.source;
  draft.counts.target += rows.target;
}

export function addDifference(draft: TableDraft, difference: Difference, most: number): void {
  draft.counts[difference.kind] += differenceRows(difference);
  const inRun = draft.runs?.add(difference) ?? 1;
  // Of changed rows as many are listed as columns are looked up of.
  const place = difference.kind === 'changed' ? 1 : inRun;
  const { kind, key, columns, values, count } = difference;
  lookForTwofold(draft, difference);
  const span = draft.spans.get(kind);
  if (span === undefined) draft.spans.set(kind, { first: key, last: key });
  else span.last = key;
  if (!isListed(draft.listed[kind], place, most)) return;
  draft.differences.push({
    kind,
    key: keyObject(draft.plan.key, key),
    ...(columns === undefined ? {} : { columns }),
    ...(values === undefined ? {} : { values }),
    ...(count === undefined ? {} : { count }),
  });
}

/** Counted and listed apart. */
export function addNewer({ newer, plan }: TableDraft, difference: Difference, most: number): void {
  const { kind, key, columns } = difference;
  newer.rows += differenceRows(difference);
  if (newer.differences.length >= most) return;
  newer.differences.push({ kind, key: keyObject(plan.key, key), ...(columns === undefined ? {} : { columns }) });
}

function lookForTwofold(draft: TableDraft, { kind, key }: Difference): void {
  const { told } = draft;
  if (told === null || kind === 'changed') return;
  const name = JSON.stringify(key);
  const before = told.get(name);
  if (before !== undefined && before !== kind) draft.twofold ??= key;
  if (told.size < MOST_TOLD) told.set(name, kind);
}

/** Whether the neighbour of a key can be told from its last column. */
function hasIntegerKey(table: TablePlan): boolean {
  const last = table.columns.find((column) => column.source.name === table.key.at(-1));
  return last?.form === 'integer';
}
