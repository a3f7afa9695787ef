/**
 * What a ledger says: a fold over its records.
 *
 * drift:  seen ──► open ──► gone (forgotten but for the last ones) · open ──► accepted ──► gone
 * table:  unknown ──► pass began ──► whole (clean or not) · broken: as if it had not begun
 *         dirty: until a pass that began later was whole
 */
import type { Difference } from '../../model/difference.ts';
import { differenceRows } from '../../model/difference.ts';
import type { SideInfo } from '../../model/report.ts';
import type { Sides } from '../../model/side.ts';
import { driftIdentity, NO_DRIFT } from '../../model/watch.ts';
import type { Drift, DriftCounts } from '../../model/watch.ts';
import type { CleanPass, KeptTable, LedgerRecord, Moment } from './record.ts';

/** Drift of a table that is kept row by row; of what lies beyond the last pass says how much there is. */
export const MOST_DRIFT = 10_000;
/** Drift that is gone and still told of. */
const MOST_GONE = 200;

/** Grows in place: a copy for each of a million records would be quadratic. */
export interface LedgerState {
  /** The number of records so far. */
  clock: number;
  sides: Sides<SideInfo> | null;
  /** When this ledger's first watch began. */
  since: string | null;
  readonly tables: Map<string, TableState>;
  /** What was resolved last, the newest one last. */
  gone: Drift[];
  blockers: number | null;
  definitionsFailure: string | null;
  gate: { at: string; ready: boolean; reasons: readonly string[]; since: string } | null;
}

export interface TableState {
  readonly source: string;
  readonly target: string;
  /** What its passes depend on. */
  facts: string;
  /** Open or accepted, by its identity. */
  readonly drift: Map<string, Drift>;
  /** Null when no pass is under way. */
  passBegan: Moment | null;
  /** The last one. */
  clean: CleanPass | null;
  /** Whether a pass over the whole of it has ended. */
  whole: boolean;
  incomplete: string | null;
  dirty: string | null;
  dirtied: number;
  /** When drift was last seen or gone, by the ledger's clock. */
  changed: number;
  beyond: DriftCounts;
  rowsCompared: number;
  /** Passes that began before, by the ledger's clock, say nothing of the table as it is. */
  notBefore: number;
}

/** Whether a clean pass says that the table is as it should be: nothing happened to it since that pass began. */
export function isProved({ clean, changed, notBefore }: TableState, since: number = changed): boolean {
  return clean !== null && clean.began.clock > Math.max(since, notBefore);
}

export function newState(): LedgerState {
  const definitions = { blockers: null, definitionsFailure: null };
  return { clock: 0, sides: null, since: null, tables: new Map(), gone: [], ...definitions, gate: null };
}

/** Takes a record into account. */
export function apply(state: LedgerState, record: LedgerRecord): void {
  state.clock++;
  switch (record.type) {
    case 'watch':
      return begin(state, record);
    case 'definitions':
      [state.blockers, state.definitionsFailure] = [record.blockers, record.failure];
      return;
    case 'gate': {
      const { at, ready, reasons } = record;
      const since = state.gate?.ready === ready ? state.gate.since : at;
      state.gate = { at, ready, reasons, since };
      return;
    }
    case 'drift':
      for (const drift of record.drift) tableOf(state, drift.table)?.drift.set(driftIdentity(drift), drift);
      return;
    case 'table':
      state.clock = record.clock;
      state.tables.set(record.table, { source: record.table, drift: new Map(), ...record.kept });
      return;
    default: {
      const table = tableOf(state, record.table);
      if (table !== undefined) applyToTable(state, table, record);
    }
  }
}

type OfTable = Extract<LedgerRecord, { at: string; table: string }>;

function applyToTable(state: LedgerState, table: TableState, record: OfTable): void {
  const now: Moment = { clock: state.clock, at: record.at };
  switch (record.type) {
    case 'seen':
      for (const difference of record.differences) see(table, difference, now);
      return;
    case 'gone':
      for (const key of record.keys) leave(state, table, key, { now, by: record.by });
      return;
    case 'accepted':
      for (const key of record.keys) accept(table, key, { at: record.at, why: record.why });
      return;
    case 'began':
      table.passBegan = now;
      return;
    case 'broken':
      [table.passBegan, table.incomplete] = [null, record.reason];
      return;
    case 'dirty':
      [table.dirty, table.dirtied] = [record.reason, state.clock];
      return;
    case 'ended':
      endPass(table, record, now);
  }
}

/** Drift holds on while its keys mean the same; passes only while nothing can have happened that nobody saw. */
function begin(state: LedgerState, record: Extract<LedgerRecord, { type: 'watch' }>): void {
  const { at, sides, tables, facts, unseen } = record;
  state.sides = sides;
  state.since ??= at;
  [state.blockers, state.gate] = [null, null];
  const before = new Map(state.tables);
  state.tables.clear();
  for (const [n, { source, target }] of tables.entries()) {
    const known = before.get(source);
    const fact = facts[n] ?? '';
    const isKnown = known !== undefined && keyFact(known.facts) === keyFact(fact) && known.target === target;
    const table = isKnown ? { ...known, facts: fact, passBegan: null } : newTable(source, target, fact);
    if (unseen || table.facts !== known?.facts) table.notBefore = state.clock;
    state.tables.set(source, table);
  }
}

/** By another key the rows are other ones. */
function keyFact(facts: string): string {
  return facts.slice(0, facts.indexOf('\n'));
}

function newTable(source: string, target: string, facts: string): TableState {
  return {
    ...{ source, target, facts, drift: new Map(), passBegan: null, clean: null, whole: false, incomplete: null },
    ...{ dirty: null, dirtied: 0, changed: 0, beyond: NO_DRIFT, rowsCompared: 0, notBefore: 0 },
  };
}

function see(table: TableState, difference: Difference, { clock, at }: Moment): void {
  const identity = driftIdentity(difference);
  const known = table.drift.get(identity);
  if (known === undefined && table.drift.size >= MOST_DRIFT) return;
  // What was accepted was this difference and no other: a row that was let go as changed and is missing now is drift.
  const isSame = known !== undefined && sameDifference(known, difference);
  const accepted = isSame && known.state === 'accepted';
  if (!accepted) table.changed = clock;
  table.drift.set(identity, {
    ...difference,
    ...{ table: table.source, firstSeen: isSame ? known.firstSeen : at, lastSeen: at },
    ...(accepted ? { state: 'accepted', ...ended(known) } : { state: 'open' }),
  });
}

function ended({ endedAt, by }: Drift): Pick<Drift, 'endedAt' | 'by'> {
  return { ...(endedAt === undefined ? {} : { endedAt }), ...(by === undefined ? {} : { by }) };
}

/** Whether two differences of one key say the same. */
export function sameDifference(known: Difference, difference: Difference): boolean {
  const columns = ({ columns: names }: Difference): string => (names ?? []).join('\n');
  return known.kind === difference.kind && known.count === difference.count && columns(known) === columns(difference);
}

interface Leaving {
  readonly now: Moment;
  readonly by: 'pass' | 'look';
}

function leave(state: LedgerState, table: TableState, identity: string, { now, by }: Leaving): void {
  const drift = table.drift.get(identity);
  if (drift === undefined) return;
  table.drift.delete(identity);
  table.changed = now.clock;
  state.gone = [...state.gone.slice(1 - MOST_GONE), { ...drift, state: 'resolved', endedAt: now.at, by }];
}

function accept(table: TableState, identity: string, { at, why }: { readonly at: string; readonly why: string }): void {
  const drift = table.drift.get(identity);
  if (drift !== undefined) table.drift.set(identity, { ...drift, state: 'accepted', endedAt: at, by: why });
}

function endPass(table: TableState, { pass }: Extract<LedgerRecord, { type: 'ended' }>, now: Moment): void {
  const began = table.passBegan;
  table.passBegan = null;
  if (began === null) return;
  if (table.dirtied < began.clock) table.dirty = null;
  if (pass.clean) table.clean = { began, ended: now };
  const { incomplete, beyond, rows } = pass;
  if (driftRows(table.beyond) !== driftRows(beyond)) table.changed = now.clock;
  Object.assign(table, {
    whole: true,
    incomplete,
    beyond,
    rowsCompared: table.rowsCompared + rows.source + rows.target,
  });
}

function tableOf(state: LedgerState, table: string): TableState | undefined {
  return state.tables.get(table);
}

export function driftRows({ missing, extra, changed }: DriftCounts): number {
  return missing + extra + changed;
}

/** The rows of a table that differ: those open, with what lies beyond; and those accepted. */
export function driftOf({ drift, beyond }: TableState): { readonly open: DriftCounts; readonly accepted: number } {
  const open = { ...beyond };
  let accepted = 0;
  for (const one of drift.values()) {
    if (one.state === 'accepted') accepted += differenceRows(one);
    else open[one.kind] += differenceRows(one);
  }
  return { open, accepted };
}

/** The records from which the same state comes, for a file that is written anew. */
export function* recordsOf(state: LedgerState): Generator<LedgerRecord> {
  const { sides, since, gate } = state;
  if (sides === null || since === null) return;
  const tables = [...state.tables.values()];
  const names = tables.map(({ source, target }) => ({ source, target }));
  yield { type: 'watch', at: since, sides, tables: names, facts: tables.map(({ facts }) => facts), unseen: false };
  yield { type: 'definitions', at: since, blockers: state.blockers, failure: state.definitionsFailure };
  for (const table of tables) {
    yield { type: 'table', clock: state.clock, table: table.source, kept: keptTable(table) };
    const drift = [...table.drift.values()];
    for (let from = 0; from < drift.length; from += AT_ONCE) {
      yield { type: 'drift', drift: drift.slice(from, from + AT_ONCE) };
    }
  }
  if (gate !== null) yield { type: 'gate', at: gate.at, ready: gate.ready, reasons: gate.reasons };
}

/** Drift in a line. */
const AT_ONCE = 1000;

function keptTable({ source: _source, drift: _drift, ...kept }: TableState): KeptTable {
  return kept;
}
