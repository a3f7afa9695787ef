import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Drift, WatchedTable, WatchEvent } from '../../../src/model/watch.ts';
import { NO_DRIFT } from '../../../src/model/watch.ts';
import { alerts } from '../../../src/watch/alerts/alerts.ts';
import type { AlertOptions } from '../../../src/watch/alerts/alerts.ts';
import { drifted, HOSTILE, NOW, status, watched } from '../serve/made-up.ts';
import { receiver } from './receiver.ts';

/** An alert is gathered for 20 ms here, and sent again after 5. */
const QUICK = { batch: 0.02, patience: { timeout: 10, first: 0.005, attempts: 4 }, farewell: 20 } as const;

/** A watch whose drift the test makes up. */
function watching(options: Partial<AlertOptions>, tables: readonly string[] = ['orders', 'users']) {
  const rows = new Map<string, Drift[]>(tables.map((name) => [`public.${name}`, []]));
  const problems: string[] = [];
  const tableOf = (name: string): WatchedTable => {
    const changed = rows.get(`public.${name}`)?.length ?? 0;
    return watched(name, { openDrift: changed, drift: { ...NO_DRIFT, changed } });
  };
  const told = alerts({
    ...QUICK,
    status: () => {
      const drift = [...rows.values()].flat();
      return status({ ready: false, reasons: ['-'], openDrift: drift.length, tables: tables.map(tableOf), drift });
    },
    problem: (sentence) => problems.push(sentence),
    ...options,
  });
  return {
    problems,
    /** Makes so many rows of a table differ, and tells of those that are new. */
    drift(name: string, count: number): void {
      const drift = Array.from({ length: count }, (_, i) => drifted(`key-${i}`, { table: `public.${name}`, kind: 'changed' })); // prettier-ignore
      rows.set(`public.${name}`, drift);
      const type = count > 0 ? 'drift-opened' : 'drift-resolved';
      told.hear({ type, at: NOW, drift });
    },
    hear: (event: WatchEvent) => told.hear(event),
    settled: () => new Promise((soon) => setTimeout(soon, 120)),
    [Symbol.asyncDispose]: () => told[Symbol.asyncDispose](),
  };
}

const summaries = (bodies: readonly unknown[]) => bodies.map((body) => (body as { summary: string }).summary);

describe('alerts', () => {
  it('come once when rows begin to differ and once when none does: never one a row', async () => {
    await using hook = await receiver();
    await using watch = watching({ webhooks: [hook.url] });
    for (let rows = 1; rows <= 9; rows++) watch.drift('orders', rows);
    watch.drift('users', 2);
    expect(summaries(await hook.bodies(1))).toEqual([
      '11 rows differ: public.orders (9 changed), public.users (2 changed)',
    ]);
    watch.drift('orders', 5);
    watch.drift('orders', 8);
    await watch.settled();
    watch.drift('orders', 0);
    watch.drift('users', 0);
    const bodies = await hook.bodies(2);
    await watch.settled();
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toMatchObject({ kind: 'resolved', openDrift: 0, tables: [{ table: 'public.orders' }, { table: 'public.users' }] }); // prettier-ignore
    expect(watch.problems).toEqual([]);
  });

  it('of a table that follows come besides, and say what still differs', async () => {
    await using hook = await receiver();
    await using watch = watching({ webhooks: [hook.url] });
    watch.drift('orders', 1);
    await hook.bodies(1);
    watch.drift('users', 3);
    await hook.bodies(2);
    watch.drift('orders', 0);
    expect(summaries(await hook.bodies(3))).toEqual([
      '1 row differs: public.orders (1 changed)',
      '3 rows differ: public.users (3 changed)',
      'no open drift any more: public.orders; 3 rows of other tables still differ',
    ]);
  });

  it('come again when ten times as many rows differ', async () => {
    await using hook = await receiver();
    await using watch = watching({ webhooks: [hook.url] });
    for (const rows of [1, 9, 10, 99, 100]) {
      watch.drift('orders', rows);
      await watch.settled();
    }
    const kinds = (await hook.bodies(3)).map((body) => body as { kind: string; openDrift: number });
    expect(kinds.map(({ kind, openDrift }) => [kind, openDrift])).toEqual([
      ['opened', 1],
      ['grown', 10],
      ['grown', 100],
    ]);
  });

  it('tell once, as over, of what was over before it could be told', async () => {
    await using hook = await receiver();
    await using watch = watching({ webhooks: [hook.url] });
    watch.drift('orders', 1);
    watch.drift('orders', 0);
    await watch.settled();
    expect(await hook.bodies(1)).toMatchObject([{ kind: 'resolved', tables: [{ table: 'public.orders' }] }]);
  });

  it('tell of what was open before this watch, and of what only a pass has counted', async () => {
    await using hook = await receiver();
    const tables = [watched('orders', { openDrift: 2_000_000, drift: { missing: 2_000_000, extra: 0, changed: 0 } })];
    await using watch = watching({ webhooks: [hook.url], status: () => status({ openDrift: 2_000_000, tables }) });
    watch.hear({ type: 'planned', at: NOW, sides: status().sides, tables: ['public.orders'], why: null });
    expect(summaries(await hook.bodies(1))).toEqual(['2,000,000 rows differ: public.orders (2,000,000 missing)']);
    watch.hear({ type: 'compared', table: 'public.orders', rows: { source: 1, target: 1 } });
    await watch.settled();
    expect(hook.received).toHaveLength(1);
  });

  it('do not say that a table is well because nothing is said of it', async () => {
    await using hook = await receiver();
    const now = { tables: [watched('orders', { openDrift: 1 })] };
    await using watch = watching({ webhooks: [hook.url], status: () => status(now) });
    watch.drift('orders', 1);
    await hook.bodies(1);
    now.tables = [];
    watch.drift('orders', 0);
    await watch.settled();
    expect(hook.received).toHaveLength(1);
  });

  it('hold no key, unless it is asked for', async () => {
    await using without = await receiver();
    await using hook = await receiver();
    await using silent = watching({ webhooks: [without.url] });
    await using watch = watching({ webhooks: [hook.url], keys: true });
    for (const one of [silent, watch]) one.drift('orders', 40);
    expect(JSON.stringify(await without.bodies(1))).not.toContain('key-');
    const [body] = (await hook.bodies(1)) as [{ tables: [{ keys: string[][] }] }];
    expect(body.tables[0].keys).toEqual(Array.from({ length: 10 }, (_, i) => [`key-${i}`]));
  });

  it('are sent when the watch ends, at once', async () => {
    await using hook = await receiver();
    {
      await using watch = watching({ webhooks: [hook.url], batch: 3600 });
      watch.drift('orders', 1);
    }
    expect(hook.received).toHaveLength(1);
  });
});

describe('a webhook', () => {
  it('is sent the same again until it takes it, and what follows comes after', async () => {
    await using hook = await receiver(503, 'cut', 429);
    await using watch = watching({ webhooks: [hook.url] });
    watch.drift('orders', 1);
    await watch.settled();
    watch.drift('orders', 0);
    const kinds = (await hook.bodies(5)).map((body) => (body as { kind: string }).kind);
    expect(kinds).toEqual(['opened', 'opened', 'opened', 'opened', 'resolved']);
    expect(watch.problems).toEqual([`the webhook of ${hook.host} has not had an alert yet, which is sent again: it answered with 503`]); // prettier-ignore
  });

  it.each([
    [404, 1, 'it answered with 404'],
    [302, 1, 'it answered with 302'],
    [500, 4, 'it answered with 500'],
    ['hang', 4, 'it did not answer in time'],
    ['cut', 4, 'it could not be reached (UND_ERR_SOCKET)'],
  ] as const)('that answers with %s is told %i times, and it is said', async (reaction, times, why) => {
    await using hook = await receiver(...Array.from({ length: 9 }, () => reaction));
    const patience = { ...QUICK.patience, timeout: reaction === 'hang' ? 0.5 : 10 };
    const watch = watching({ webhooks: [hook.url], patience });
    watch.drift('orders', 1);
    await hook.bodies(times);
    await watch[Symbol.asyncDispose]();
    expect(hook.received).toHaveLength(times);
    expect(watch.problems.at(-1)).toBe(`the webhook of ${hook.host} was not told that drift was opened: ${why}`);
    expect(watch.problems.join()).not.toContain('SECRET');
  });

  it('that is gone keeps nobody from ending, and neither does one that hangs', async () => {
    await using hook = await receiver('hang', 'hang', 'hang');
    const slow = { ...QUICK.patience, timeout: 60, first: 60 };
    const watch = watching({ webhooks: [hook.url, 'http://127.0.0.1:1/SECRET'], patience: slow, farewell: 0.1 });
    watch.drift('orders', 1);
    const began = performance.now();
    await watch[Symbol.asyncDispose]();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(watch.problems.at(-1)).toContain('was not told that drift was opened');
    expect(watch.problems.join()).not.toContain('SECRET');
  });

  it('may have a password, which goes as a header', async () => {
    await using hook = await receiver();
    await using watch = watching({ webhooks: [hook.url.replace('//', '//user:p%40ss@')] });
    watch.drift('orders', 1);
    await hook.bodies(1);
    expect(hook.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    expect(watch.problems).toEqual([]);
  });

  it.each(['SECRET', 'ftp://SECRET/', 'https://', 'file:///SECRET'])('%s is refused, and not quoted', (url) => {
    const refused = () => alerts({ webhooks: [url], status: () => null, problem: () => undefined });
    expect(refused).toThrow(/^--webhook is given something that is no URL/);
    expect(refused).not.toThrow(/SECRET/);
  });

  it('of PagerDuty needs a routing key', () => {
    const [problem, status] = [() => undefined, () => null];
    const refused = () => alerts({ webhooks: ['https://events.pagerduty.com/v2/enqueue'], format: 'pagerduty', status, problem }); // prettier-ignore
    expect(refused).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', hint: expect.stringContaining('routing_key') as string })); // prettier-ignore
  });
});

describe('a command', () => {
  const host = { env: process.env, kill: (pid: number) => process.kill(pid, 'SIGKILL') };

  function file(name: string) {
    const path = join(tmpdir(), `crosstally-test-${process.pid}-${name}`);
    return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
  }

  it('has the alert on its standard input, and the gist in its environment', async () => {
    await using out = file('alert');
    const watch = watching({ onDrift: `cat > ${out.path}; env | grep ^DRIFT_ >> ${out.path}`, host });
    watch.drift('orders', 2);
    await watch[Symbol.asyncDispose]();
    const text = await readFile(out.path, 'utf8');
    const [body = '', ...lines] = text.split(/(?<=\})(?=DRIFT_)|\n/);
    expect(JSON.parse(body)).toMatchObject({ kind: 'opened', openDrift: 2, tables: [{ table: 'public.orders' }] });
    expect(lines).toEqual(
      expect.arrayContaining([
        'DRIFT_EVENT=opened',
        'DRIFT_OPEN=2',
        'DRIFT_TABLES=public.orders',
        'DRIFT_SUMMARY=2 rows differ: public.orders (2 changed)',
      ]),
    );
    expect(watch.problems).toEqual([]);
  });

  it('that fails is told, with its last words', async () => {
    const watch = watching({ onDrift: 'echo no such pager >&2; exit 3', host });
    watch.drift('orders', 1);
    await watch[Symbol.asyncDispose]();
    expect(watch.problems).toEqual(['the command of --on-drift was not told that drift was opened: it ended with 3: no such pager']); // prettier-ignore
  });

  it('that does not end is stopped, with what it has started', async () => {
    await using out = file('late');
    const watch = watching({ onDrift: `(sleep 1; touch ${out.path}) & wait`, host, commandTimeout: 0.1 });
    watch.drift('orders', 1);
    await watch[Symbol.asyncDispose]();
    expect(watch.problems.join()).toContain('it had not ended in time, and was stopped');
    await new Promise((later) => setTimeout(later, 1200));
    await expect(stat(out.path)).rejects.toThrow('ENOENT');
  });

  it('runs nothing that a name says', async () => {
    await using out = file('hostile');
    const name = `$(touch ${out.path}); \`touch ${out.path}\` ${HOSTILE}`;
    const watch = watching({ onDrift: 'test -n "$DRIFT_TABLES" && cat >/dev/null', host }, [name]);
    watch.drift(name, 1);
    await watch[Symbol.asyncDispose]();
    expect(watch.problems).toEqual([]);
    await expect(stat(out.path)).rejects.toThrow('ENOENT');
  });
});
