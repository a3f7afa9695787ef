import { describe, expect, it } from 'vitest';
import type { Alert, AlertTable } from '../../../src/watch/alerts/alert.ts';
import { bodyOf } from '../../../src/watch/alerts/formats.ts';
import { before, HOSTILE, NOW } from '../serve/made-up.ts';

const ORDERS: AlertTable = {
  ...{ table: 'public.orders', target: 'shop.orders', since: before(30), openDrift: 3 },
  drift: { missing: 2, extra: 0, changed: 1 },
};

function alert(more: Partial<Alert> = {}): Alert {
  return {
    kind: 'opened',
    at: NOW,
    source: 'db1:5432/shop',
    target: 'db2:3306/shop',
    openDrift: 3,
    tables: [ORDERS],
    ...more,
  };
}

const OVER: Partial<Alert> = { kind: 'resolved', openDrift: 0, tables: [{ ...ORDERS, openDrift: 0 }] };

describe('Slack', () => {
  it('is sent a text', () => {
    expect(bodyOf('slack', alert(), null)).toEqual({
      text: ':red_circle: *crosstally watch* db1:5432/shop → db2:3306/shop\n3 rows differ: public.orders (2 missing, 1 changed)',
    });
    expect(bodyOf('slack', alert(OVER), null)).toEqual({
      text: ':large_green_circle: *crosstally watch* db1:5432/shop → db2:3306/shop\nno open drift any more: public.orders',
    });
  });

  it('calls nobody because of a name, and its text is of a length', () => {
    const tables = Array.from({ length: 3000 }, () => ({ ...ORDERS, table: `<!channel> & ${HOSTILE}` }));
    const { text } = bodyOf('slack', alert({ tables }), null) as { text: string };
    expect(text).toContain('&lt;!channel&gt; &amp; ');
    expect(text).not.toMatch(/<|\u202e|\u001b/);
    expect(text).toContain('and 2,995 more tables');
    expect(text.length).toBeLessThan(2000);
  });
});

describe('PagerDuty', () => {
  it('is sent a trigger and its end, under one key', () => {
    const opened = bodyOf('pagerduty', alert(), 'R0UT1NG');
    expect(opened).toMatchObject({
      ...{ routing_key: 'R0UT1NG', event_action: 'trigger', dedup_key: 'crosstally db1:5432/shop db2:3306/shop' },
      payload: { source: 'db1:5432/shop', severity: 'critical', timestamp: NOW, summary: expect.stringContaining('3 rows differ') as string }, // prettier-ignore
    });
    expect(bodyOf('pagerduty', alert(OVER), 'R0UT1NG')).toEqual({
      ...{ routing_key: 'R0UT1NG', event_action: 'resolve', dedup_key: 'crosstally db1:5432/shop db2:3306/shop' },
    });
  });

  it('is not told that it is over while another table has drift', () => {
    expect(bodyOf('pagerduty', alert({ ...OVER, openDrift: 1 }), 'R0UT1NG')).toBeNull();
  });

  it('takes no key of more than 255 characters, and no summary of more than 1024', () => {
    const long = alert({ source: 'a'.repeat(300), tables: [{ ...ORDERS, table: 'b'.repeat(5000) }] });
    const one = bodyOf('pagerduty', long, 'R') as { dedup_key: string; payload: { summary: string } };
    const other = bodyOf('pagerduty', { ...long, source: 'a'.repeat(301) }, 'R') as { dedup_key: string };
    expect(one.dedup_key.length).toBeLessThanOrEqual(255);
    expect(one.dedup_key).not.toBe(other.dedup_key);
    expect(one.payload.summary.length).toBeLessThanOrEqual(1024);
  });
});

describe('Alertmanager', () => {
  it('is sent an alert of each table, and its end under the same labels', () => {
    const users = { ...ORDERS, table: 'public.users', target: 'shop.users' };
    const opened = bodyOf('alertmanager', alert({ tables: [ORDERS, users] }), null) as Posted[];
    expect(opened.map(({ labels }) => labels['table'])).toEqual(['public.orders', 'public.users']);
    expect(opened[0]).toMatchObject({ labels: { alertname: 'CrosstallyDrift' }, startsAt: before(30) });
    // Without an end it would be over by itself after five minutes.
    expect(Date.parse(opened[0]?.endsAt ?? '')).toBeGreaterThan(Date.parse(NOW) + 300 * 86_400_000);
    const [over] = bodyOf('alertmanager', alert(OVER), null) as Posted[];
    expect(over).toMatchObject({ labels: opened[0]?.labels, startsAt: before(30), endsAt: NOW });
  });
});

interface Posted {
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}
