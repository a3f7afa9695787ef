import { differenceRows } from '../model/difference.ts';
import type { RowCounts } from '../model/difference.ts';
import type { Event } from '../model/event.ts';
import type { TablePlan } from '../model/plan.ts';
import type { RangeResult } from '../model/range-result.ts';

/** Differences of an event: tables that are ahead of their turn hold some events each. */
const TOLD_AT_ONCE = 1000;

/** What to tell of a result. */
export function* eventsOf(
  { id: table }: TablePlan,
  { range, rows, differences, newer }: RangeResult,
): Generator<Event> {
  if (range !== null || rows.source !== 0 || rows.target !== 0) yield { type: 'compared', table, rows };
  for (let from = 0; from < differences.length; from += TOLD_AT_ONCE) {
    yield { type: 'differences', table, differences: differences.slice(from, from + TOLD_AT_ONCE) };
  }
  if (newer !== undefined) yield { type: 'newer', table, differences: newer };
}

/** The counts of a table with those of one more result. */
export function addResult(counts: RowCounts, { rows, differences, unconfirmed }: RangeResult): RowCounts {
  const found = { missing: 0, extra: 0, changed: 0 };
  for (const difference of differences) found[difference.kind] += differenceRows(difference);
  return {
    source: counts.source + rows.source,
    target: counts.target + rows.target,
    missing: counts.missing + found.missing,
    extra: counts.extra + found.extra,
    changed: counts.changed + found.changed,
    unconfirmed: counts.unconfirmed + unconfirmed,
  };
}
