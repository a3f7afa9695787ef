import { expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/verify.ts';
import { freshDatabase } from '../support/databases.ts';
import { proxyTo } from '../support/proxy.ts';

it('sends no rows over a long way to try that out', async () => {
  await using source = await freshDatabase('postgres');
  await using target = await freshDatabase('mariadb');
  await source.run(
    `create table t (id int primary key, v text); insert into t select i, repeat('x', 200) from generate_series(1, 5000) i`,
  );
  await target.run(
    `create table t (id int primary key, v text); insert into t select seq, repeat('x', 200) from seq_1_to_5000`,
  );
  await using proxy = await proxyTo(target.url, { delayMs: 25 });
  const sides = { source: postgres(source.url), target: mysql(proxy.url) };
  const report = await verify({ ...sides, chunkRows: 1000, compareSchema: false }).report();
  expect(report.verdict).toBe('match');
  expect(report.tables[0]).toMatchObject({ strategy: 'pushdown', strategyReason: 'a database is far away' });
  expect(proxy.traffic.toClient).toBeLessThan(100_000);
}, 60_000);
