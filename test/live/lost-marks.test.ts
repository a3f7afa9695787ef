/** Keys that are no text, more of them than fit into memory, on servers that are written to. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

const ROWS = 50_000;

/** Writes something else every tenth of a second. */
function writerTo(database: TestDatabase): AsyncDisposable {
  let goesOn = true;
  const writing = (async () => {
    await database.run('create table other (n int)');
    for (; goesOn; await pause(100)) await database.run('insert into other values (1)');
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      goesOn = false;
      await writing;
    },
  };
}

const WITHOUT_CHARACTER = `
  create table digit (d int); insert into digit values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
  create table q (k varchar(20) character set cp1251 collate cp1251_bin primary key, v int);
  insert into q select concat(_cp1251 0x98, convert(a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d using cp1251)), 1
    from digit a, digit b, digit c, digit d, digit e where e.d < 5`;

const NO_UTF8 = `
  create table q (k text not null, v int);
  create unique index on q (k desc);
  insert into q select E'\\\\xe4' || n, 1 from generate_series(1, ${String(ROWS)}) n`;

it.each([
  ['mysql', WITHOUT_CHARACTER, undefined],
  ['postgres', NO_UTF8, 'SQL_ASCII'],
] as const)('finds every row that differs: %s', { timeout: 120_000 }, async (engine, sql, encoding) => {
  await using source = await freshDatabase(engine, 'marks', encoding);
  await using target = await freshDatabase(engine, 'marks', encoding);
  await source.run(sql);
  await target.run(`${sql}; update q set v = 2`);
  await using _writing = writerTo(source);
  const adapterOf = ({ url }: TestDatabase) => (engine === 'postgres' ? postgres(url) : mysql(url));
  const report = await verify({
    source: adapterOf(source),
    target: adapterOf(target),
    tables: ['q'],
    settle: 0,
  }).report();
  expect(report.verdict).toBe('mismatch');
  expect(report.tables[0]?.rows).toMatchObject({ source: ROWS, target: ROWS, changed: ROWS, unconfirmed: 0 });
});
