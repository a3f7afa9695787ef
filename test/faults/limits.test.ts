/** What takes too long, waits for a lock or falls silent: asked for again or in pieces, with the same findings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { proxyTo } from '../support/proxy.ts';
import { compare, findings, makeWorld, retries, ROWS } from './world.ts';
import type { World } from './world.ts';

/** True for every row, after a millisecond. */
const SLOW = { postgres: '(pg_sleep(0.001) is not null)', mysql: '(sleep(0.001) = 0)' };

describe.each([
  ['postgres', 'mariadb'],
  ['mysql', 'postgres'],
] as const)('%s to %s', (sourceEngine, targetEngine) => {
  let world: World;
  let undisturbed: Report;
  const options = { tables: ['orders'], where: 'id between 4000 and 5200', chunkRows: 5000 };
  beforeAll(async () => {
    world = await makeWorld(sourceEngine, targetEngine);
    undisturbed = await compare(world, {}, options);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('compares in pieces what takes longer than a statement may', async () => {
    const slow = SLOW[sourceEngine === 'postgres' ? 'postgres' : 'mysql'];
    const report = await compare(world, {}, { ...options, sourceWhere: slow, statementTimeout: 1 });
    expect(findings(report)).toEqual(findings(undisturbed));
    expect(report.usage?.source?.failures).toBeGreaterThan(0);
    expect(report.usage?.source?.longestStatementSeconds).toBeLessThan(2.5);
  });

  it('waits for a lock for five seconds at a time, and says so', async () => {
    // Held by the connection of the test itself.
    const [take, leave] = LOCK[targetEngine === 'postgres' ? 'postgres' : 'mysql'];
    await world.target.run(take);
    const comparing = compare(world, {}, options);
    setTimeout(() => void world.target.run(leave), 6000);
    const report = await comparing;
    expect(findings(report)).toEqual(findings(undisturbed));
    expect(report.usage?.target?.lockTimeouts).toBeGreaterThan(0);
    expect(report.retries?.[0]?.reason).toMatch(/lock/i);
  });

  it('cuts a connection on which nothing comes any more', async () => {
    await using proxy = await proxyTo(world.target.url, { bytesPerSecond: 600_000 });
    const whole = { strategy: 'stream', statementTimeout: 1, tables: ['orders'] } as const;
    const comparing = compare(world, { target: proxy.url }, whole);
    await expect.poll(() => proxy.traffic.toClient, { interval: 5 }).toBeGreaterThan(150_000);
    proxy.set({ blackHole: true });
    const { connections } = proxy.traffic;
    let came = 0;
    setTimeout(() => {
      came = proxy.traffic.connections - connections;
      // What was under way stays lost: a firewall that forgot the connection does not remember it.
      proxy.cut();
      proxy.set({ blackHole: false });
    }, 3600);
    const report = await comparing;
    expect(findings(report)).toEqual(findings(await compare(world, {}, whole)));
    expect(came, 'a new connection before the old one was cut').toBeGreaterThan(0);
  });

  it('tells what it asked of each side', () => {
    const { source, target } = undisturbed.usage ?? {};
    for (const usage of [source, target]) {
      expect(usage).toMatchObject({ failures: 0, lockTimeouts: 0 });
      expect(usage?.statements).toBeGreaterThan(5);
      expect(usage?.rows).toBeGreaterThanOrEqual(1201);
      expect(usage?.bytes).toBeGreaterThan(1201 * 20);
      expect(usage?.longestTransactionSeconds).toBeGreaterThanOrEqual(usage?.longestStatementSeconds ?? Infinity);
    }
    expect(retries(undisturbed)).toBe(0);
    expect(ROWS).toBeGreaterThan(6500);
  });
});

const LOCK = {
  postgres: ['begin; lock table orders in access exclusive mode', 'rollback'],
  mysql: ['lock tables orders write', 'unlock tables'],
} as const;
