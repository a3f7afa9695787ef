import { NO_ROWS } from '../model/difference.ts';
import type { RowCounts } from '../model/difference.ts';
import type { TableOutcome } from '../model/event.ts';
import type { UnpairedTable } from '../model/plan.ts';
import type { TableReport } from '../model/report.ts';
import { tableName } from '../model/table.ts';
import { keyObject } from './key-runs.ts';
import type { TableDraft } from './table-draft.ts';
import { count, counted } from './numbers.ts';
import { differingRows, tableVerdict } from './verdict.ts';
import type { TableVerdict } from './verdict.ts';

/** The report of a table that was compared to its end. */
export function finishedTable(draft: TableDraft, outcome: TableOutcome): TableReport {
  const { verdict, reason } = checkedVerdict(draft, outcome);
  return {
    ...planned(draft),
    verdict,
    ...(reason === null ? {} : { reason }),
    strategy: outcome.strategy,
    strategyReason: outcome.strategyReason,
    rows: outcome.rows,
    differencesTruncated: isTruncated(draft, outcome.rows),
    ...(outcome.cutShort === null
      ? {}
      : { cutShort: { ...outcome.cutShort, after: keyObject(draft.plan.key, outcome.cutShort.after) } }),
    seconds: outcome.seconds,
  };
}

/** What was told while the table was compared is held against how it ended: it has to be the same. */
function checkedVerdict(draft: TableDraft, outcome: TableOutcome): TableVerdict {
  const { counts, twofold, plan } = draft;
  if (twofold !== null && outcome.verdict !== 'incomplete') {
    const key = twofold.map((part) => part ?? 'NULL').join(', ');
    const reason = `the key ${key} is both missing and extra: the two sides were not read over the same ranges`;
    return { verdict: 'incomplete', reason: outcome.reason === null ? reason : `${reason}; ${outcome.reason}` };
  }
  const found = tableVerdict(plan, outcome, differingRows({ ...NO_ROWS, ...counts }));
  const { source, target } = outcome.rows;
  if (found.verdict !== 'match' || (counts.source === source && counts.target === target)) return found;
  const told = `${counted(counts.source, 'row')} of the source and ${count(counts.target)} of the target`;
  return {
    verdict: 'incomplete',
    reason: `${told} were told of while the table was compared, ${count(source)} and ${count(target)} at its end`,
  };
}

export const NOT_ENDED = 'not compared to its end';
export const NOT_BEGUN = 'not begun';

/** The report of a table that the run did not get to the end of. */
export function unfinishedTable(draft: TableDraft, stopped: string): TableReport {
  return {
    ...planned(draft),
    verdict: 'incomplete',
    reason: `${draft.started ? NOT_ENDED : NOT_BEGUN}: ${stopped}`,
    strategy: 'none',
    rows: { ...NO_ROWS, ...draft.counts },
    differencesTruncated: isTruncated(draft, NO_ROWS),
    seconds: 0,
  };
}

/** The report of a table that exists on one side only: its rows were not looked at. */
export function unpairedTable(unpaired: UnpairedTable): TableReport {
  const shape = unpaired.source ?? unpaired.target;
  const lacking = unpaired.source === null ? 'source' : 'target';
  const estimate = shape?.estimatedRows ?? null;
  const size = estimate === null ? '' : ` (about ${counted(estimate, 'row')} by the server's statistics)`;
  return {
    source: unpaired.source === null ? null : tableName(unpaired.source),
    target: unpaired.target === null ? null : tableName(unpaired.target),
    verdict: 'mismatch',
    reason: `the ${lacking} has no such table${size}`,
    key: shape?.keys.find((key) => key.primary)?.columns ?? [],
    strategy: 'none',
    walk: null,
    columns: [],
    rules: {},
    rows: NO_ROWS,
    differences: [],
    differencesTruncated: false,
    seconds: 0,
  };
}

type Planned = Pick<
  TableReport,
  'source' | 'target' | 'key' | 'walk' | 'columns' | 'rules' | 'family' | 'differences' | 'runs' | 'newer' | 'spans'
>;

function planned(draft: TableDraft): Planned {
  const { plan: table } = draft;
  const runs = draft.runs?.runs(table.key) ?? [];
  return {
    source: tableName(table.source),
    target: tableName(table.target),
    key: table.key,
    walk: table.walk,
    columns: table.columns.map((column) => column.source.name),
    rules: Object.fromEntries(table.columns.map((column) => [column.source.name, column.rule])),
    ...(table.family === undefined ? {} : { family: table.family }),
    differences: draft.differences,
    ...(runs.length === 0 ? {} : { runs }),
    ...(draft.newer.rows === 0 ? {} : { newer: draft.newer }),
    ...(table.key.length > 0 && draft.spans.size > 0 ? { spans: spansOf(draft) } : {}),
  };
}

function spansOf({ plan: { key }, spans }: TableDraft): Required<Planned>['spans'] {
  return Object.fromEntries(
    [...spans].map(([kind, { first, last }]) => [kind, { first: keyObject(key, first), last: keyObject(key, last) }]),
  );
}

/** More was found than is listed, whether or not each was told as an event. */
function isTruncated(draft: TableDraft, rows: RowCounts): boolean {
  const listed = draft.differences.reduce((sum, difference) => sum + (difference.count ?? 1), 0);
  return Math.max(differingRows(rows), differingRows({ ...NO_ROWS, ...draft.counts })) > listed;
}
