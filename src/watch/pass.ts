/** A pass: one comparison of a whole table. It counts as a whole, or not at all; what it finds is drift at once. */
import { compareTable } from '../compare/compare-table.ts';
import { differenceRows } from '../model/difference.ts';
import type { Difference } from '../model/difference.ts';
import type { TablePlan } from '../model/plan.ts';
import type { TableReport } from '../model/report.ts';
import { mapSides } from '../model/side.ts';
import { driftIdentity, NO_DRIFT } from '../model/watch.ts';
import type { DriftCounts, WatchEvent } from '../model/watch.ts';
import { addEvent, emptyDraft, reportOf } from '../report/fold.ts';
import { sideInfo } from '../run/open.ts';
import { VERSION } from '../version.ts';
import { gone, seen } from './drift.ts';
import type { PassEnd } from './ledger/record.ts';
import type { TableState } from './ledger/state.ts';
import { time } from './watching.ts';
import type { Watching } from './watching.ts';

/** Compares a table from end to end. */
export async function* passOver(watching: Watching, table: TablePlan): AsyncGenerator<WatchEvent> {
  const { ledger, comparison } = watching;
  const [began, id] = [performance.now(), table.id];
  const state = ledger.state.tables.get(id);
  if (state === undefined) return;
  const before = new Set(state.drift.keys());
  const found = newFound();
  await ledger.add({ type: 'began', at: time(), table: id });
  yield { type: 'pass-began', at: time(), table: id };
  const draft = newDraft(watching, table);
  for await (const event of compareTable(comparison, table)) {
    addEvent(draft, event);
    if (event.type === 'compared') yield event;
    if (event.type !== 'differences') continue;
    yield* seen(ledger, id, event.differences);
    for (const difference of event.differences) addTo(found, state, difference);
  }
  addEvent(draft, { type: 'finished', at: time() });
  const [report] = reportOf(draft).tables;
  if (report !== undefined) yield* ended(watching, { table, state, before, found, report, began });
}

interface Found {
  /** The identities of what differs, as many as are kept one by one. */
  readonly drift: Set<string>;
  beyond: { -readonly [kind in keyof DriftCounts]: number };
}

function newFound(): Found {
  return { drift: new Set(), beyond: { ...NO_DRIFT } };
}

function addTo({ drift, beyond }: Found, state: TableState, difference: Difference): void {
  const identity = driftIdentity(difference);
  if (state.drift.has(identity)) drift.add(identity);
  else beyond[difference.kind] += differenceRows(difference);
}

interface Ended {
  readonly table: TablePlan;
  readonly state: TableState;
  /** Drift that there was when the pass began. */
  readonly before: ReadonlySet<string>;
  readonly found: Found;
  readonly report: TableReport;
  readonly began: number;
}

async function* ended({ ledger }: Watching, pass: Ended): AsyncGenerator<WatchEvent> {
  const { table, state, before, found, report, began } = pass;
  const { source, target } = report.rows;
  const incomplete = report.verdict === 'incomplete' ? (report.reason ?? 'it could not be told') : null;
  if (incomplete !== null) await ledger.add({ type: 'broken', at: time(), table: table.id, reason: incomplete });
  else {
    // A row that was not at rest is told as a number alone: which drift it is, nobody knows.
    const left = report.rows.unconfirmed > 0 ? [] : [...before].filter((key) => !found.drift.has(key));
    yield* gone(ledger, table.id, left, 'pass');
    const end: PassEnd = {
      rows: { source, target },
      incomplete,
      clean: isClean(report, state, found),
      beyond: found.beyond,
    };
    await ledger.add({ type: 'ended', at: time(), table: table.id, pass: end });
  }
  const { missing, extra, changed } = report.rows;
  yield {
    ...{ type: 'pass-ended', at: time(), table: table.id, seconds: (performance.now() - began) / 1000 },
    ...{ rows: { source, target }, drift: { missing, extra, changed }, incomplete },
  };
}

/** Whether it found no row that differs and is not accepted, and nothing else that speaks against a match. */
function isClean({ verdict, reason, rows }: TableReport, state: TableState, { drift, beyond }: Found): boolean {
  if (verdict === 'match') return true;
  if (reason !== undefined || rows.unconfirmed > 0 || beyond.missing + beyond.extra + beyond.changed > 0) return false;
  return drift.size > 0 && [...drift].every((one) => state.drift.get(one)?.state === 'accepted');
}

/** The report of this table alone: what `verify` would say of it. */
function newDraft({ run, plan }: Watching, table: TablePlan): ReturnType<typeof emptyDraft> {
  const draft = emptyDraft({ maxDifferences: 0, toolVersion: VERSION });
  const alone = { ...plan, tables: [table], unpaired: [], notCompared: [] };
  addEvent(draft, { type: 'planned', at: time(), sides: mapSides(run.databases, sideInfo), plan: alone });
  return draft;
}
