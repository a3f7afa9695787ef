import type { WatchedTable, WatchStatus } from '../../src/model/watch.ts';
import { FEED_ON, status, watched } from '../watch/serve/made-up.ts';

/** What the pictures in the documents show, as of now: ages are told by the browser's clock. */
function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

/** Passes of a shop's tables, one after the other; `more` by name. */
function shop(more: Readonly<Record<string, Partial<WatchedTable>>>): WatchedTable[] {
  const passes: [name: string, began: number, seconds: number, rows: number][] = [
    ['orders', 640, 190, 41_204_118],
    ['order_items', 2450, 1200, 128_730_002],
    ['payments', 450, 60, 39_871_540],
    ['customers', 1250, 130, 8_120_944],
    ['addresses', 1120, 95, 9_004_310],
    ['products', 330, 14, 412_880],
    ['sessions', 300, 45, 15_220_007],
  ];
  return passes.map(([name, began, seconds, rowsCompared]) => {
    const pass = { lastCleanPassBegan: ago(began), lastCleanPass: ago(began - seconds), rowsCompared };
    return { ...watched(name, pass), target: `public.${name}`, ...more[name] };
  });
}

const SIDES: WatchStatus['sides'] = {
  source: { label: 'db-old.example.com:3306/shop', engine: 'mysql', engineVersion: '8.0.36' },
  target: { label: 'db-new.example.com:5432/shop', engine: 'postgres', engineVersion: '18.1' },
};

function common(): Partial<WatchStatus> {
  const busySeconds = { source: 7_480, target: 9_130 };
  return { at: ago(0), since: ago(151_200), sides: SIDES, busySeconds, feeds: { source: FEED_ON, target: FEED_ON } };
}

/** The night before a cutover: two payments were lost, and an order was written twice with other values. */
export function nightBefore(): WatchStatus {
  const seen = (seconds: number) => ({ state: 'open', firstSeen: ago(seconds), lastSeen: ago(4) }) as const;
  return status({
    ...common(),
    ...{ ready: false, readySince: null, openDrift: 3, acceptedDrift: 2, suspects: 18, oldestSuspectSeconds: 1.4 },
    reasons: [
      '3 rows differ: public.payments 2, public.orders 1',
      '2 of 7 tables have no clean pass since drift was last seen: public.payments, public.orders',
    ],
    tables: shop({
      payments: { openDrift: 2, drift: { missing: 2, extra: 0, changed: 0 }, passBegan: ago(25) },
      orders: { openDrift: 1, drift: { missing: 0, extra: 0, changed: 1 }, suspects: 18, acceptedDrift: 2 },
      sessions: { dirty: 'truncated on the source: every row of it has to be looked at' },
    }),
    drift: [
      { table: 'public.payments', kind: 'missing', key: ['39871502'], ...seen(172) },
      { table: 'public.payments', kind: 'missing', key: ['39871519'], ...seen(168) },
      { table: 'public.orders', kind: 'changed', key: ['41203377'], columns: ['status', 'paid_at'], ...seen(95) },
      {
        table: 'public.orders',
        kind: 'changed',
        key: ['40118203'],
        ...seen(2500),
        state: 'resolved',
        endedAt: ago(1900),
        by: 'look',
      },
    ],
  });
}

export function cleared(): WatchStatus {
  return status({ ...common(), ready: true, readySince: ago(1210), acceptedDrift: 2, suspects: 6, oldestSuspectSeconds: 0.6, tables: shop({ products: { passBegan: ago(6) } }) }); // prettier-ignore
}
