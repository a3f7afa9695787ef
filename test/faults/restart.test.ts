/** A server that is killed or restarted in the middle of a run: the findings are those of an undisturbed one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { proxyTo } from '../support/proxy.ts';
import { startOwn } from './own-server.ts';
import type { OwnServer } from './own-server.ts';
import { adapterFor, DRIFT, fill, findings, retries } from './world.ts';

describe.each(['postgres', 'mariadb'] as const)('a %s', (engine) => {
  let own: OwnServer;
  let source: TestDatabase;
  let undisturbed: Report;

  beforeAll(async () => {
    [own, source] = await Promise.all([startOwn(engine), freshDatabase('postgres', 'restart')]);
    if (engine === 'mariadb') await own.run('create database target');
    const target = own;
    const run = (sql: string) => target.run(engine === 'mariadb' ? `use target; ${sql}` : sql);
    await Promise.all([fill(source, ''), fill({ engine, run }, DRIFT)]);
    undisturbed = await compare(targetUrl());
  });
  afterAll(async () => {
    await Promise.all([own.stop(), source.drop()]);
  });
  const targetUrl = () => own.url.replace(/\/mysql$/, '/target');
  const compare = (url: string): Promise<Report> =>
    verify({
      source: adapterFor('postgres', source.url),
      target: adapterFor(engine, url),
      chunkRows: 500,
      concurrency: 2,
      compareSchema: false,
      strategy: 'stream',
      consistency: 'none',
    }).report();

  it.each([
    ['killed', 'SIGKILL'],
    ['restarted in order', 'SIGTERM'],
  ] as const)('that is %s', async (_, signal) => {
    await using proxy = await proxyTo(targetUrl(), { bytesPerSecond: 1_000_000 });
    const comparing = compare(proxy.url);
    await expect.poll(() => proxy.traffic.toClient, { interval: 5 }).toBeGreaterThan(300_000);
    await own.kill(signal);
    const report = await comparing;
    expect(findings(report)).toEqual(findings(undisturbed));
    expect(report.verdict).toBe('mismatch');
    expect(retries(report)).toBeGreaterThan(0);
  });
});
