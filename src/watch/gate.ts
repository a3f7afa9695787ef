/** The gate of a watch: whether it is safe to cut over, and if not, why. Fails closed: what is not known is a reason. */
import type { Plan } from '../model/plan.ts';
import { tableName } from '../model/table.ts';
import { count, counted } from '../report/numbers.ts';
import type { LedgerState, TableState } from './ledger/state.ts';
import { driftOf, driftRows, isProved } from './ledger/state.ts';

/** What the ledger does not know. */
export interface Live {
  readonly plan: Plan;
  /** Seconds that the oldest suspect has waited; null without one. */
  readonly oldestSuspectSeconds: number | null;
  /** Seconds beyond which a suspect has waited too long. */
  readonly suspectSeconds: number;
  /** By how many seconds the slower of the feeds is behind; null without one. */
  readonly feedLagSeconds: number | null;
  /** Why nothing is asked of a side; null when it is. */
  readonly held: string | null;
  readonly ledgerFailure: string | null;
  /** Whether definitions are compared at all. */
  readonly definitions: boolean;
}

/** Tables that a reason names. */
const NAMED = 5;

/** Why it is not safe to cut over, the most important reason first; none when it is. */
export function reasonsAgainst(state: LedgerState, live: Live): string[] {
  const tables = [...state.tables.values()];
  return [
    ...openDrift(tables),
    ...absent(live.plan),
    ...definitions(state, live),
    ...notProved(tables),
    ...inDoubt(tables),
    ...suspects(live),
    ...(live.held === null ? [] : [`held: ${live.held}`]),
    ...(live.ledgerFailure === null ? [] : [live.ledgerFailure]),
  ];
}

function openDrift(tables: readonly TableState[]): string[] {
  const drifting = tables
    .map((table) => ({ name: table.source, rows: driftRows(driftOf(table).open) }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows);
  if (drifting.length === 0) return [];
  const rows = drifting.reduce((sum, table) => sum + table.rows, 0);
  const where = listed(drifting.map((table) => `${table.name} ${count(table.rows)}`));
  return [`${counted(rows, 'row')} ${rows === 1 ? 'differs' : 'differ'}: ${where}`];
}

/** Tables that one side lacks, and what else of the plan keeps any run from a match. */
function absent({ unpaired, notCompared, tables }: Plan): string[] {
  const lacking = unpaired.map(({ source, target }) =>
    source !== null ? `${tableName(source)} (target)` : target !== null ? `${tableName(target)} (source)` : '',
  );
  const left = notCompared
    .filter(({ affectsVerdict }) => affectsVerdict)
    .map(({ name, reason }) => `${name}: ${reason}`);
  return [
    ...(tables.length === 0 ? ['no table is compared'] : []),
    ...(lacking.length === 0 ? [] : [`one side lacks ${counted(lacking.length, 'table')}: ${listed(lacking)}`]),
    ...(left.length === 0 ? [] : [`not compared: ${listed(left)}`]),
  ];
}

function definitions({ blockers, definitionsFailure }: LedgerState, live: Live): string[] {
  if (!live.definitions) return [];
  if (definitionsFailure !== null) return [`the definitions could not be compared: ${definitionsFailure}`];
  if (blockers === null) return ['the definitions have not been compared yet'];
  return blockers === 0 ? [] : [`${counted(blockers, 'blocker')} among the definitions: see crosstally schema`];
}

/** Every table has to have a clean pass that began when the last drift of all had been seen. */
function notProved(tables: readonly TableState[]): string[] {
  const changed = Math.max(0, ...tables.map((table) => table.changed));
  const open = tables.filter((table) => !isProved(table, changed));
  if (open.length === 0) return [];
  const since = changed === 0 ? 'yet' : 'since drift was last seen';
  const names = listed(open.map(({ source }) => source));
  return [`no clean pass ${since} over ${count(open.length)} of ${counted(tables.length, 'table')}: ${names}`];
}

function inDoubt(tables: readonly TableState[]): string[] {
  const dirty = tables.flatMap(({ source, dirty: why }) => (why === null ? [] : [`${source}: ${why}`]));
  const incomplete = tables.flatMap(({ source, incomplete: why }) => (why === null ? [] : [`${source}: ${why}`]));
  return [
    ...(incomplete.length === 0 ? [] : [`could not be told: ${listed(incomplete)}`]),
    ...(dirty.length === 0 ? [] : [`has to be looked at in whole: ${listed(dirty)}`]),
  ];
}

function suspects({ oldestSuspectSeconds: oldest, feedLagSeconds: lag, suspectSeconds: most }: Live): string[] {
  const seconds = (number: number): string => `${count(Math.round(number))} s`;
  return [
    ...(oldest === null || oldest <= most
      ? []
      : [`a row that was written to has waited ${seconds(oldest)} to be looked at`]),
    ...(lag === null || lag <= most ? [] : [`a feed is ${seconds(lag)} behind: what was written since is not known`]),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more <= 0 ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${count(more)} more`;
}
