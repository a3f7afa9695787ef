import { CrosstallyError } from '../errors.ts';
import type { DefinitionsOutcome, Event, TableOutcome } from '../model/event.ts';
import type { Plan, TablePlan } from '../model/plan.ts';
import type { NotCompared, Report, TableReport } from '../model/report.ts';
import { tableName } from '../model/table.ts';
import { verdictWithin, withAllowed } from './allowed.ts';
import { checkpointPart, resumedPart, resumedWarnings, startOf } from './resumed.ts';
import { addDifference, addNewer, addRows, newTableDraft } from './table-draft.ts';
import type { TableDraft } from './table-draft.ts';
import { finishedTable, unfinishedTable, unpairedTable } from './table-report.ts';

export interface FoldOptions {
  /** Differences listed for a table. */
  readonly maxDifferences: number;
  readonly toolVersion: string;
}

/** A report in the making. Grows in place: a copy for each of a million differences would be quadratic. */
export interface Draft {
  readonly options: FoldOptions;
  planned: Extract<Event, { type: 'planned' }> | null;
  definitions: DefinitionsOutcome | null;
  finishedAt: string | null;
  usage: Report['usage'] | null;
  readonly notices: Set<string>;
  /** How often a question was asked again, by the reason. */
  readonly retries: Map<string, number>;
  /** By the id of its plan. */
  readonly tables: Map<string, TableDraft>;
}

/** The report of a run: reads its events to the end. */
export async function foldReport(events: AsyncIterable<Event>, options: FoldOptions): Promise<Report> {
  const draft = emptyDraft(options);
  for await (const event of events) addEvent(draft, event);
  return reportOf(draft);
}

export function emptyDraft(options: FoldOptions): Draft {
  return {
    options,
    planned: null,
    definitions: null,
    finishedAt: null,
    usage: null,
    notices: new Set(),
    retries: new Map(),
    tables: new Map(),
  };
}

export function addEvent(draft: Draft, event: Event): void {
  switch (event.type) {
    case 'planned':
      draft.planned = event;
      for (const table of event.plan.tables) draft.tables.set(table.id, newTableDraft(table));
      break;
    case 'definitions':
      draft.definitions = event.definitions;
      break;
    case 'table-started':
      tableDraft(draft, event.table).started = true;
      break;
    case 'compared':
      addRows(tableDraft(draft, event.table), event.rows);
      break;
    case 'differences':
      for (const difference of event.differences) {
        addDifference(tableDraft(draft, event.table), difference, draft.options.maxDifferences);
      }
      break;
    case 'newer':
      for (const one of event.differences) addNewer(tableDraft(draft, event.table), one, draft.options.maxDifferences);
      break;
    case 'table-finished':
      tableDraft(draft, event.table).outcome = event.outcome;
      break;
    case 'retried':
      draft.retries.set(event.reason, (draft.retries.get(event.reason) ?? 0) + 1);
      break;
    case 'finished':
      draft.finishedAt = event.at;
      draft.usage = event.usage ?? null;
      break;
    case 'noticed':
      draft.notices.add(event.notice);
      break;
    case 'asked':
    case 'held':
    case 'reading':
    case 'rechecking':
  }
}

/**
 * The report of what was seen. One of a run that broke off, with the reason in `stopped`, is `incomplete`; so is one
 * without a `finished` event.
 *
 * @throws CrosstallyError `ABORTED` when the run broke off before it was planned.
 */
export function reportOf(draft: Draft, stopped: string | null = null): Report {
  const { planned, definitions, finishedAt, options } = draft;
  const broken = stopped ?? (finishedAt === null ? 'the run ended before all of it was compared' : null);
  if (planned === null) throw new CrosstallyError('ABORTED', 'stopped before anything was compared');
  const { plan, definitionsOnly = false } = planned;
  const tables = definitionsOnly ? [] : withAllowed(tableReports(draft, plan, broken), plan.allowed);
  const notCompared = allNotCompared(plan.notCompared, definitionsOnly ? [] : plan.tables);
  // What a plan warns of concerns rows: how values are read.
  const warnings = definitionsOnly ? [] : plan.warnings;
  const findings = {
    // Without rows, that there are tables is all there is to prove; one that lacks its counterpart is a finding.
    tables: definitionsOnly ? plan.tables.map(() => ({ verdict: 'match' as const })) : tables,
    notCompared,
    ...(definitions === null ? {} : { definitions: gate(definitions) }),
    finished: broken === null,
  };
  const { verdict, within } = verdictWithin(findings, plan.allowed);
  return {
    tool: 'crosstally',
    toolVersion: options.toolVersion,
    formatVersion: 1,
    verdict,
    ...(within ? { withinAllowed: true as const } : {}),
    startedAt: startOf(planned),
    finishedAt: finishedAt ?? new Date().toISOString(),
    ...resumedPart(planned),
    ...checkpointPart(planned, verdict),
    source: planned.sides.source,
    target: planned.sides.target,
    tables,
    ...definitionsPart(definitions),
    notCompared,
    ...planNotes(plan),
    warnings: [...(broken === null ? [] : [broken]), ...resumedWarnings(planned), ...warnings, ...nothingKept(draft)],
    loosened: plan.loosened,
    ...toldPart(draft),
    ...(draft.usage == null ? {} : { usage: draft.usage }),
  };
}

function tableReports(draft: Draft, plan: Plan, broken: string | null): TableReport[] {
  return [
    ...[...draft.tables.values()].map((seen) =>
      seen.outcome === null || (broken !== null && wasAborted(seen.outcome))
        ? unfinishedTable(seen, broken ?? 'the run passed over it')
        : finishedTable(seen, seen.outcome),
    ),
    ...plan.unpaired.map(unpairedTable),
  ];
}

function planNotes({ unselected = [], pairedNames = [] }: Plan): Pick<Report, 'unselectedSchemas' | 'pairedNames'> {
  return {
    ...(unselected.length === 0 ? {} : { unselectedSchemas: unselected }),
    ...(pairedNames.length === 0 ? {} : { pairedNames }),
  };
}

/** What the run told of itself. */
function toldPart({ notices, retries }: Draft): Pick<Report, 'notices' | 'retries'> {
  return {
    ...(notices.size === 0 ? {} : { notices: [...notices] }),
    ...(retries.size === 0 ? {} : { retries: [...retries].map(([reason, times]) => ({ reason, times })) }),
  };
}

function gate({ findings, failure, strict }: DefinitionsOutcome): { blocked: boolean; failed: boolean } {
  const blocked = findings.some(({ severity }) => strict || severity === 'blocker');
  return { blocked, failed: failure !== null };
}

function definitionsPart(definitions: DefinitionsOutcome | null): Pick<Report, 'schema' | 'schemaFailure' | 'strict'> {
  if (definitions === null) return {};
  const { findings, failure, strict } = definitions;
  return {
    ...(failure === null || findings.length > 0 ? { schema: findings } : {}),
    ...(failure === null ? {} : { schemaFailure: failure }),
    ...(strict ? { strict } : {}),
  };
}

/** A table that the end of the run ended: what is told of it is that of a table in the middle. */
function wasAborted(outcome: TableOutcome): boolean {
  return outcome.reason?.startsWith('ABORTED') === true;
}

/** Tables that a warning names. */
const NAMED = 5;

/** A condition that keeps no row of either side has compared nothing, and may not mean what was meant. */
function nothingKept({ tables }: Draft): string[] {
  const empty = [...tables.values()].filter(({ plan: { views }, outcome }) => {
    const isConditioned = views.source.where !== null && views.target.where !== null;
    return isConditioned && outcome?.verdict === 'match' && outcome.rows.source === 0 && outcome.rows.target === 0;
  });
  if (empty.length === 0) return [];
  const names = empty.slice(0, NAMED).map(({ plan }) => tableName(plan.source));
  const others = empty.length > NAMED ? ` and ${(empty.length - NAMED).toLocaleString('en-US')} more` : '';
  return [`the condition keeps no row of either side of ${names.join(', ')}${others}: nothing was compared there`];
}

/** An event of a table that was not planned has come from another run. */
function tableDraft({ tables }: Draft, id: string): TableDraft {
  const known = tables.get(id);
  if (known !== undefined) return known;
  throw new CrosstallyError('COVERAGE_BROKEN', `the table ${id} was told of, and was not planned`);
}

function allNotCompared(plan: readonly NotCompared[], tables: readonly TablePlan[]): NotCompared[] {
  return [...plan, ...tables.flatMap((table) => table.notCompared)];
}
