/**
 * Which tables there has been an alert of. An incident is a table with open drift:
 *
 * none ──(rows differ)──► open, told as opened ──(ten times as many)──► told as grown ──(none differs)──► none, resolved
 *
 * It goes by what is, and not by counting what happened: an event that was missed changes nothing. A table that the
 * status does not name stays as it was: that is no proof that its rows are equal.
 */
import type { WatchedTable, WatchStatus } from '../../model/watch.ts';
import { alertTable } from './alert.ts';
import type { Alert, AlertKind, AlertTable } from './alert.ts';

interface Incident {
  readonly since: string;
  /** Rows at the last alert. */
  told: number;
}

/** Alerts of a table grow in tenfold steps: a hundred thousand rows that follow one are not silence. */
const STEP = 10;

export interface Incidents {
  /** Rows of it differed, for however short a time. */
  opened(table: string, at: string): void;
  /** What there is to tell now. */
  alerts(status: WatchStatus, keys: boolean): Alert[];
}

export function newIncidents(): Incidents {
  const open = new Map<string, Incident>();
  const seen = new Map<string, string>();
  return {
    opened(table, at) {
      if (!open.has(table) && !seen.has(table)) seen.set(table, at);
    },
    alerts(status, keys) {
      const found: Record<AlertKind, AlertTable[]> = { opened: [], grown: [], resolved: [] };
      for (const table of status.tables) {
        const since = open.get(table.source)?.since ?? seen.get(table.source) ?? status.at;
        const kind = step(open, table, { since, wasSeen: seen.has(table.source) });
        if (kind !== null)
          found[kind].push(alertTable(table, since, keys && kind !== 'resolved' ? status.drift : null));
      }
      seen.clear();
      return (['opened', 'grown', 'resolved'] as const).flatMap((kind) => alertOf(kind, found[kind], status));
    },
  };
}

interface Seen {
  readonly since: string;
  readonly wasSeen: boolean;
}

function step(open: Map<string, Incident>, { source, openDrift }: WatchedTable, seen: Seen): AlertKind | null {
  const incident = open.get(source);
  if (incident === undefined) {
    // One that was over before it could be told is told once, as over.
    if (openDrift === 0) return seen.wasSeen ? 'resolved' : null;
    open.set(source, { since: seen.since, told: openDrift });
    return 'opened';
  }
  if (openDrift === 0) {
    open.delete(source);
    return 'resolved';
  }
  if (openDrift < incident.told * STEP) return null;
  incident.told = openDrift;
  return 'grown';
}

function alertOf(kind: AlertKind, tables: readonly AlertTable[], { at, sides, openDrift }: WatchStatus): Alert[] {
  if (tables.length === 0) return [];
  return [{ kind, at, source: sides.source.label, target: sides.target.label, openDrift, tables }];
}
