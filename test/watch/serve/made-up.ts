import type { Drift, FeedStatus, WatchedTable, WatchStatus } from '../../../src/model/watch.ts';
import { NO_DRIFT } from '../../../src/model/watch.ts';

/** Made-up watches: what one would know, without databases. */

export const NOW = '2026-11-28T13:05:12.000Z';

/** So many seconds before `NOW`. */
export function before(seconds: number): string {
  return new Date(Date.parse(NOW) - seconds * 1000).toISOString();
}

export const FEED_ON: FeedStatus = { state: 'on', reason: null, lagSeconds: 0.4, gaps: 0 };

export function watched(name: string, more: Partial<WatchedTable> = {}): WatchedTable {
  return {
    ...{ source: `public.${name}`, target: `shop.${name}` },
    ...{ lastCleanPass: before(100), lastCleanPassBegan: before(160), passBegan: null },
    ...{ rowsCompared: 1000, openDrift: 0, drift: NO_DRIFT, acceptedDrift: 0, suspects: 0, dirty: null },
    ...{ incomplete: null, ...more },
  };
}

export function drifted(key: string, more: Partial<Drift> = {}): Drift {
  const times = { firstSeen: before(90), lastSeen: before(5) };
  return { table: 'public.orders', kind: 'missing', key: [key], state: 'open', ...times, ...more };
}

/** Ready, unless `more` says otherwise. */
export function status(more: Partial<WatchStatus> = {}): WatchStatus {
  return {
    ...{ at: NOW, since: before(3700), ready: true, readySince: before(100), reasons: [] },
    sides: {
      source: { label: 'db1.example.com:5432/shop', engine: 'postgres', engineVersion: '15.4' },
      target: { label: 'db2.example.com:3306/shop', engine: 'mysql', engineVersion: '9.7.0' },
    },
    ...{
      openDrift: 0,
      acceptedDrift: 0,
      suspects: 0,
      oldestSuspectSeconds: null,
      blockers: 0,
      held: null,
      budget: 0.1,
    },
    ...{ busySeconds: { source: 210.5, target: 198 }, feeds: { source: FEED_ON, target: FEED_ON } },
    ...{ tables: [watched('orders'), watched('users')], drift: [], driftNotListed: 0, ...more },
  };
}

/** What any server may call its things, and what may be in its keys. */
export const HOSTILE = `"><script>alert(1)</script>&'\`\\\n\r\u001b[31m\u202e\u0000{}=,`;

/** One of each state a table can be in, and drift of each kind. */
export function troubled(): WatchStatus {
  const drift = [
    drifted('1041'),
    drifted('1042', { kind: 'changed', columns: ['status', 'updated_at'] }),
    drifted('77', { kind: 'extra', table: 'public.users' }),
    drifted('a', { state: 'resolved', endedAt: before(20), by: 'look' }),
    drifted('b', { state: 'accepted', endedAt: before(30), by: 'made by the import of May' }),
  ];
  return status({
    ...{ ready: false, readySince: null, openDrift: 3, acceptedDrift: 1, suspects: 12, oldestSuspectSeconds: 2.5 },
    ...{ blockers: null, held: null, drift, driftNotListed: 0 },
    reasons: ['3 rows differ: public.orders 2, public.users 1', 'the definitions have not been compared yet'],
    feeds: {
      source: FEED_ON,
      target: { state: 'none', reason: 'the account lacks REPLICATION SLAVE', lagSeconds: null, gaps: 2 },
    },
    tables: [
      watched('items', { passBegan: before(12), rowsCompared: 1_234_567 }),
      watched('orders', { openDrift: 2, drift: { missing: 1, extra: 0, changed: 1 }, suspects: 12, acceptedDrift: 1 }),
      watched('users', { openDrift: 1, drift: { missing: 0, extra: 1, changed: 0 } }),
      watched('events', { dirty: 'truncated at 13:01' }),
      watched('logs', { lastCleanPass: null, lastCleanPassBegan: null, rowsCompared: 0 }),
      watched('blobs', { incomplete: 'ADAPTER_PRIVILEGE_MISSING: permission denied for table blobs' }),
    ],
  });
}
