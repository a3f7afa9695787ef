/** A connection that is lost is asked for again; what was found is what an undisturbed run finds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import type { TestDatabase } from '../support/databases.ts';
import { proxyTo } from '../support/proxy.ts';
import { compare, findings, makeWorld, retries } from './world.ts';
import type { World } from './world.ts';

const PAIRS = [
  ['postgres', 'postgres'],
  ['mariadb', 'mariadb'],
  ['mysql', 'postgres'],
] as const;

describe.each(PAIRS)('%s to %s', (sourceEngine, targetEngine) => {
  let world: World;
  let undisturbed: Report;
  beforeAll(async () => {
    world = await makeWorld(sourceEngine, targetEngine);
    undisturbed = await compare(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('finds the same when nothing happens', () => {
    expect(findings(undisturbed)).toMatchObject([
      { table: 'codes', verdict: 'mismatch', rows: { missing: 2, extra: 0, changed: 1 } },
      { table: 'orders', verdict: 'mismatch', rows: { missing: 3, extra: 1, changed: 2 } },
      { table: 'quick', verdict: 'match' },
    ]);
    expect(undisturbed.retries).toBeUndefined();
  });

  it.each(['source', 'target'] as const)(
    'finds the same when the line of the %s is cut in mid-packet',
    async (side) => {
      await using proxy = await proxyTo(world[side].url);
      // Behind the opening and the description, which are a few kilobytes.
      const rearm = setInterval(() => {
        if (proxy.traffic.cuts < 5 && proxy.traffic.toClient > 60_000) proxy.set({ cutAfter: 40_001 });
      }, 5);
      const report = await compare(world, { [side]: proxy.url }, { strategy: 'stream' });
      clearInterval(rearm);
      expect(findings(report)).toEqual(findings(undisturbed));
      expect(proxy.traffic.cuts).toBeGreaterThan(0);
      expect(retries(report)).toBeGreaterThan(0);
      expect(report.retries?.[0]?.reason).toMatch(/^ADAPTER_/);
    },
  );

  it.each(['source', 'target'] as const)('finds the same when the sessions of the %s are killed', async (side) => {
    await using proxy = await proxyTo(world[side].url, { bytesPerSecond: 1_000_000 });
    const run = compare(world, { [side]: proxy.url }, { strategy: 'stream' });
    let running = true;
    const ended = run.finally(() => (running = false));
    for (let killed = 0; killed < 3 && running; killed++) {
      const isUnderWay = (): boolean => !running || proxy.traffic.toClient > 60_000 * (killed + 1);
      await expect.poll(isUnderWay, { interval: 5 }).toBe(true);
      while (running && !(await killSessions(world[side])));
    }
    const report = await ended;
    expect(findings(report)).toEqual(findings(undisturbed));
    expect(retries(report)).toBeGreaterThan(0);
  });
});

/** Ends all sessions of crosstally in a database that run a statement; false when there was none. */
async function killSessions(database: TestDatabase): Promise<boolean> {
  if (database.engine === 'postgres') {
    const sql = `select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
      where datname = '${database.name}' and application_name = 'crosstally' and state = 'active'`;
    return ((await database.query<{ n: number }>(sql))[0]?.n ?? 0) > 0;
  }
  const sql = `select id as id from information_schema.processlist where db = '${database.name}' and id <> connection_id() and command <> 'Sleep'`;
  const ids = (await database.query<{ id: number }>(sql)).map(({ id }) => id);
  for (const id of ids) await database.run(`kill ${id}`).catch(() => undefined);
  return ids.length > 0;
}
