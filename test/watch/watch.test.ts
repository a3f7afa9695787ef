/** A watch beside real servers: what drifts is open within seconds, what is mended is gone, and the gate says when. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import { memory } from '../../adapters/memory/index.ts';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import type { WatchEvent, WatchStatus } from '../../src/model/watch.ts';
import { takeFingerprint } from '../../src/fingerprint/take.ts';
import { accept } from '../../src/watch/ledger/acceptances.ts';
import { watch } from '../../src/watch/watch.ts';
import type { Watch } from '../../src/watch/watch.ts';
import { items, manyItems } from '../fingerprint/tables.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';

const PATIENCE = { timeout: 30_000, interval: 100 };
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-watch-'));
});
afterAll(() => rm(folder, { recursive: true }));

const TABLES = `
  create table orders (id bigint primary key, v varchar(20));
  insert into orders values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
  create table log (line varchar(20));
  insert into log values ('x'), ('y'), ('y')`;

const adapterOf = ({ engine, url }: TestDatabase): Adapter => (engine === 'postgres' ? postgres(url) : mysql(url));

interface Running {
  readonly events: WatchEvent[];
  readonly watching: Watch;
  readonly status: () => WatchStatus;
  readonly stop: () => Promise<void>;
}

describe.each<[TestEngine, TestEngine]>([
  ['postgres', 'postgres'],
  ['mariadb', 'mariadb'],
  ['mysql', 'postgres'],
])('from %s to %s', (from, to) => {
  let [source, target] = [null, null] as unknown as [TestDatabase, TestDatabase];
  let ledger = '';
  let running: Running | null = null;

  beforeEach(async () => {
    [source, target] = await Promise.all([freshDatabase(from, 'watch'), freshDatabase(to, 'watch')]);
    await Promise.all([source.run(TABLES), target.run(TABLES)]);
    ledger = join(folder, source.name);
  });
  afterEach(async () => {
    await running?.stop();
    running = null;
    await Promise.all([source.drop(), target.drop()]);
  });

  const start = (): Running => {
    const stop = new AbortController();
    const events: WatchEvent[] = [];
    const watching = watch({
      ...{ source: adapterOf(source), target: adapterOf(target), signal: stop.signal },
      ...{ ledger, settle: 200, budget: 1, compareSchema: false, feed: 'off' },
    });
    const done = (async () => {
      for await (const event of watching.events()) events.push(event);
    })().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    running = {
      ...{ events, watching },
      status: () => {
        const status = watching.status();
        if (status === null) throw new Error('not begun');
        return status;
      },
      stop: () => {
        stop.abort();
        return done;
      },
    };
    return running;
  };
  const isReady = () => expect.poll(() => running?.watching.status()?.ready, PATIENCE).toBe(true);
  const open = () =>
    running
      ?.status()
      .drift.filter(({ state }) => state === 'open')
      .map(({ table, kind, key }) => `${table.split('.').at(-1) ?? ''} ${kind} ${key.join()}`);

  it('drift is opened and resolved, and the gate follows', async () => {
    const { events, status } = start();
    await isReady();
    await target.run('delete from orders where id = 2');
    await source.run(`update orders set v = 'new' where id = 3`);
    await expect.poll(open, PATIENCE).toEqual(expect.arrayContaining(['orders missing 2', 'orders changed 3']));
    expect(status()).toMatchObject({ ready: false, openDrift: 2 });
    expect(status().reasons[0]).toMatch(/^2 rows differ: .*orders 2$/);
    expect(status().drift.find(({ kind }) => kind === 'changed')?.columns).toEqual(['v']);
    await target.run(`insert into orders values (2, 'b'); update orders set v = 'new' where id = 3`);
    await isReady();
    expect(open()).toEqual([]);
    expect(status().drift.filter(({ state }) => state === 'resolved')).toHaveLength(2);
    const told = events.flatMap((event) => (event.type === 'drift-opened' ? event.drift : []));
    expect(told).toHaveLength(2);
    // Never ready while something was open.
    let openNow = 0;
    for (const event of events) {
      if (event.type === 'drift-opened') openNow += event.drift.length;
      if (event.type === 'drift-resolved') openNow -= event.drift.length;
      if (event.type === 'ready' && event.ready) expect(openNow).toBe(0);
    }
  }, 90_000);

  it('a row without a key that is lost is drift, and no more when it is there again', async () => {
    start();
    await isReady();
    await target.run(`delete from log where line = 'x'`);
    await expect.poll(() => running?.status().openDrift, PATIENCE).toBe(1);
    await target.run(`insert into log values ('x')`);
    await isReady();
  }, 90_000);

  it('what is accepted is let be, as long as it is the same', async () => {
    const { status } = start();
    await isReady();
    await target.run('delete from orders where id = 2');
    await expect.poll(open, PATIENCE).toEqual(['orders missing 2']);
    const [drift] = status().drift;
    await accept(ledger, [{ at: new Date().toISOString(), table: drift?.table ?? '', key: ['2'], why: 'a test row' }]);
    await isReady();
    expect(status()).toMatchObject({ openDrift: 0, acceptedDrift: 1 });
    await target.run(`insert into orders values (2, 'z')`);
    await expect.poll(open, PATIENCE).toEqual(['orders changed 2']);
  }, 90_000);

  it('one that is ended and begun again knows what it knew, and proves all of it anew', async () => {
    const first = start();
    await isReady();
    await target.run('delete from orders where id = 2');
    await expect.poll(open, PATIENCE).toEqual(['orders missing 2']);
    const firstSeen = first.status().drift[0]?.firstSeen;
    await first.stop();
    await target.run('delete from orders where id = 4');
    const second = start();
    await expect.poll(open, PATIENCE).toEqual(['orders missing 2', 'orders missing 4']);
    expect(second.status().drift[0]?.firstSeen).toBe(firstSeen);
    await target.run(`insert into orders values (2, 'b'), (4, 'd')`);
    await isReady();
  }, 90_000);
});

it('a side that is away is waited for: nothing is invented, and nothing is ready', async () => {
  await using source = await freshDatabase('postgres', 'watch');
  await using target = await freshDatabase('postgres', 'watch');
  await Promise.all([source.run(TABLES), target.run(TABLES)]);
  const stop = new AbortController();
  const watching = watch({
    ...{ source: postgres(source.url), target: postgres(target.url), signal: stop.signal, feed: 'off' },
    ...{ ledger: join(folder, 'away'), settle: 200, budget: 1, compareSchema: false },
  });
  const events: WatchEvent[] = [];
  const done = (async () => {
    for await (const event of watching.events()) events.push(event);
  })().catch(() => undefined);
  try {
    await expect.poll(() => watching.status()?.ready, PATIENCE).toBe(true);
    await target.run(`alter database "${target.name}" connection limit 0`);
    await source.run(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${target.name}' and application_name like 'crosstally%'`,
    );
    await target.run(`insert into orders values (9, 'z')`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await target.run(`alter database "${target.name}" connection limit -1`);
    await expect.poll(() => watching.status()?.openDrift, PATIENCE).toBe(1);
    expect(events.flatMap((event) => (event.type === 'drift-opened' ? event.drift : []))).toMatchObject([
      { kind: 'extra', key: ['9'] },
    ]);
  } finally {
    stop.abort();
    await done;
  }
}, 90_000);

it('one that cannot begin says so, and leaves nothing', async () => {
  await using source = await freshDatabase('postgres', 'watch');
  const nowhere = new URL(source.url);
  nowhere.password = 'wrong';
  const watching = watch({
    source: postgres(source.url),
    target: postgres(nowhere.href),
    ledger: join(folder, 'never'),
  });
  await expect(watching.events().next()).rejects.toMatchObject({ code: 'ADAPTER_AUTH_FAILED' });
  expect(watching.status()).toBeNull();
}, 60_000);

it('refuses what is for the command alone, and what would stand still for ever', async () => {
  const side = memory({ tables: [] });
  const begun = (more: object) => (): unknown => watch({ source: side, target: side, ...more });
  expect(begun({ listen: '127.0.0.1:0', webhook: 'https://a/b,c', untilClean: true })).toThrow(
    /^untilClean, listen, webhook is for the command/,
  );
  expect(begun({ untilClean: false, webhook: [], token: null })).not.toThrow();
  const path = join(folder, 'kept.fp');
  await takeFingerprint({ source: items(manyItems(3)), output: path });
  const kept = fingerprint(path);
  const watching = watch({ source: kept, target: items(manyItems(3)), ledger: join(folder, 'of-a-fingerprint') });
  await expect(watching.events().next()).rejects.toThrow(/^the source is a fingerprint, and a watch is of two/);
});
