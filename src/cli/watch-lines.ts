/** What a watch prints as it goes on: a line for what somebody has to know, none for what is as ever. */
import type { Drift, WatchEvent } from '../model/watch.ts';
import { count, counted, duration } from '../report/numbers.ts';

/** Keys that a line names. */
const NAMED = 3;

export function eventLine(event: WatchEvent): string | null {
  const words = wordsOf(event);
  return words === null ? null : `${timeOf(event)} ${words}`;
}

function timeOf(event: WatchEvent): string {
  return 'at' in event ? `${event.at.slice(0, 10)} ${event.at.slice(11, 19)}Z` : '';
}

function wordsOf(event: WatchEvent): string | null {
  switch (event.type) {
    case 'planned': {
      const again = event.why === null ? '' : ` anew: ${event.why}`;
      return `watching ${counted(event.tables.length, 'table')}${again} · ${event.sides.source.label} · ${event.sides.target.label}`;
    }
    case 'definitions':
      if (event.failure !== null) return `definitions not compared: ${event.failure}`;
      return event.blockers === 0 ? null : `${counted(event.blockers, 'blocker')} among the definitions`;
    case 'pass-ended': {
      const found = event.drift.missing + event.drift.extra + event.drift.changed;
      const what = event.incomplete ?? (found === 0 ? 'equal' : `${counted(found, 'row differs', 'rows differ')}`);
      return `pass   ${event.table}: ${what} (${count(event.rows.source)} rows, ${duration(event.seconds)})`;
    }
    case 'drift-opened':
      return `DRIFT  ${listed(event.drift)}`;
    case 'drift-resolved':
      return `gone   ${listed(event.drift)}`;
    case 'drift-accepted':
      return `let be ${listed(event.drift)}`;
    case 'dirty':
      return `dirty  ${event.table}: ${event.reason}`;
    case 'feed':
      return `feeds  source ${feedWords(event.feeds.source)} · target ${feedWords(event.feeds.target)}`;
    case 'ready':
      return event.ready ? 'READY  it is safe to cut over' : `not ready: ${event.reasons[0] ?? ''}`;
    case 'held':
      return event.reason === null ? 'goes on' : `held   ${event.reason}`;
    case 'retried':
      if (event.waitSeconds === 0) return event.reason;
      return `asks again in ${event.waitSeconds.toFixed(1)} s: ${event.reason}`;
    case 'ledger-failed':
      return `LEDGER ${event.reason}`;
    case 'replanned':
      return 'the tables changed: the plan is made anew';
    case 'pass-began':
    case 'compared':
      return null;
  }
}

function feedWords({ state, reason }: { readonly state: string; readonly reason: string | null }): string {
  return reason === null ? state : `${state} (${reason})`;
}

function listed(drift: readonly Drift[]): string {
  const named = drift.slice(0, NAMED).map(driftWords);
  const more = drift.length - named.length;
  return more === 0 ? named.join(' · ') : `${named.join(' · ')} · and ${count(more)} more`;
}

function driftWords({ table, kind, key, columns }: Drift): string {
  const where = columns === undefined ? '' : ` in ${columns.join(', ')}`;
  return `${table} ${kind} ${key.map((part) => part ?? 'NULL').join(', ')}${where}`;
}
