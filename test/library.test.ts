/** crosstally inside somebody else's program. */
import { createPool } from 'mysql2/promise';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../adapters/mysql/index.ts';
import { postgres } from '../adapters/postgres/index.ts';
import { CrosstallyError, plan, verify } from '../src/index.ts';
import type { Event, TableDifference } from '../src/index.ts';
import { freshDatabase } from './support/databases.ts';
import type { TestDatabase } from './support/databases.ts';

const ROWS = 20_000;
const TABLE = 'create table orders (id int primary key, note varchar(50))';
const FILL = {
  postgres: `insert into orders select i, 'note ' || i from generate_series(1, ${ROWS}) i`,
  mysql: `set cte_max_recursion_depth = ${ROWS};
    insert into orders with recursive n (i) as (select 1 union all select i + 1 from n where i < ${ROWS})
    select i, concat('note ', i) from n`,
};

let source: TestDatabase;
let target: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [source, target, other] = await Promise.all([
    freshDatabase('postgres', 'lib_source'),
    freshDatabase('postgres', 'lib_target'),
    freshDatabase('mysql', 'lib_other'),
  ]);
  for (const database of [source, target]) await database.run(`${TABLE}; ${FILL.postgres}`);
  await other.run(`${TABLE}; ${FILL.mysql}`);
  await target.run(`delete from orders where id in (7, 19000); update orders set note = 'x' where id = 500`);
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop(), other.drop()]);
});

const both = () => ({ source: postgres(source.url), target: postgres(target.url), chunkRows: 1000, settle: 0 });

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** Sessions that crosstally has open in a database. */
async function sessions(database: TestDatabase): Promise<number> {
  const sql = `select count(*)::int as n from pg_stat_activity where datname = '${database.name}' and application_name = 'crosstally'`;
  const [row] = await database.query<{ n: number }>(sql);
  return row?.n ?? NaN;
}

describe('the library', () => {
  it('names the rows that differ, in key order, and closes its connections', async () => {
    const differences: TableDifference[] = await collect(verify(both()).differences());
    expect(differences).toEqual([
      { table: 'public.orders', kind: 'missing', key: ['7'] },
      { table: 'public.orders', kind: 'changed', key: ['500'], columns: ['note'] },
      { table: 'public.orders', kind: 'missing', key: ['19000'] },
    ]);
    await expect.poll(() => sessions(source)).toBe(0);
  });

  it('runs several verifiers at once, on different engines', async () => {
    const across = { source: postgres(source.url), target: mysql(other.url) };
    const [same, first, second] = await Promise.all([
      verify(across).report(),
      verify(both()).report(),
      verify({ ...both(), source: postgres(target.url), target: postgres(source.url) }).report(),
    ]);
    expect(same.verdict).toBe('match');
    expect(first.tables[0]?.rows).toMatchObject({ missing: 2, extra: 0, changed: 1 });
    expect(second.tables[0]?.rows).toMatchObject({ missing: 0, extra: 2, changed: 1 });
  });

  it('ends what it is doing when a loop is left early', async () => {
    for await (const difference of verify(both()).differences()) {
      expect(difference.key).toEqual(['7']);
      break;
    }
    await expect.poll(() => sessions(source)).toBe(0);
    await expect.poll(() => sessions(target)).toBe(0);
  });

  it('says incomplete when it is aborted, and keeps what it had found', async () => {
    const controller = new AbortController();
    const events: Event[] = [];
    const run = verify({ ...both(), concurrency: 1, signal: controller.signal });
    for await (const event of run.events()) {
      events.push(event);
      if (event.type === 'differences') controller.abort();
    }
    const ended = events.find((event) => event.type === 'table-finished');
    expect(ended).toMatchObject({
      outcome: { verdict: 'incomplete', reason: expect.stringContaining('ABORTED') as string },
    });
    await expect.poll(() => sessions(source)).toBe(0);
  });

  it('aborted before it begins, it throws', async () => {
    await expect(verify({ ...both(), signal: AbortSignal.abort() }).report()).rejects.toThrow(CrosstallyError);
  });

  it("leaves a caller's pg pool open and its sessions as they were", async () => {
    const pool = new Pool({ connectionString: source.url, max: 2, options: '-c TimeZone=Asia/Tokyo' });
    try {
      const report = await verify({ source: postgres(pool), target: postgres(target.url) }).report();
      expect(report.verdict).toBe('mismatch');
      const shown = await pool.query<{ TimeZone: string }>('show timezone');
      expect(shown.rows[0]?.TimeZone).toBe('Asia/Tokyo');
      await pool.query('create temporary table still_writable (id int)');
      expect(pool.totalCount).toBeLessThanOrEqual(2);
    } finally {
      await pool.end();
    }
  });

  it("takes a caller's client in its transaction: sees what that sees, and leaves it open and as it was", async () => {
    const client = new Client({ connectionString: source.url });
    await client.connect();
    try {
      await client.query(`begin; set local timezone = 'Asia/Tokyo'; delete from orders where id in (7, 19000)`);
      await client.query(`update orders set note = 'x' where id = 500`);
      const options = { source: postgres(client), target: postgres(target.url), chunkRows: 1000 };
      const report = await verify(options).report();
      expect(report.tables[0]).toMatchObject({ verdict: 'match', rows: { source: ROWS - 2, target: ROWS - 2 } });
      // In the middle of an answer too.
      await client.query('delete from orders where id = 9000');
      for await (const { key } of verify({ ...options, chunkRows: 20_000, strategy: 'stream' }).differences()) {
        expect(key).toEqual(['9000']);
        break;
      }
      const stop = new AbortController();
      for await (const event of verify({ ...options, signal: stop.signal }).events()) {
        if (event.type === 'table-started') stop.abort();
      }
      const shown = await client.query<{ zone: string; ro: string; rows: string }>(
        `select current_setting('TimeZone') as zone, current_setting('transaction_read_only') as ro, count(*) as rows from orders`,
      );
      expect(shown.rows).toEqual([{ zone: 'Asia/Tokyo', ro: 'off', rows: String(ROWS - 3) }]);
      await client.query('rollback');
      expect((await verify(options).report()).tables[0]?.rows).toMatchObject({ missing: 2, changed: 1 });
      expect((await client.query<{ n: number }>('select count(*)::int as n from orders')).rows).toEqual([{ n: ROWS }]);
    } finally {
      await client.end();
    }
  });

  it('never has more sessions than were asked for, on either side', async () => {
    const most = { source: 0, target: 0 };
    const counting = new AbortController();
    const count = async (side: 'source' | 'target'): Promise<void> => {
      const database = side === 'source' ? source : target;
      while (!counting.signal.aborted) most[side] = Math.max(most[side], await sessions(database));
    };
    const counts = Promise.all([count('source'), count('target')]);
    await verify({ ...both(), chunkRows: 500, concurrency: 3 }).report();
    counting.abort();
    await counts;
    expect(most.source).toBeGreaterThan(1);
    expect(most.source).toBeLessThanOrEqual(3);
    expect(most.target).toBeLessThanOrEqual(3);
  });

  it("leaves a caller's mysql2 pool open and its sessions as they were", async () => {
    const pool = createPool({ uri: other.url, connectionLimit: 1 });
    try {
      await pool.query("set session time_zone = '+09:00', session sql_mode = 'ANSI_QUOTES'");
      const report = await verify({ source: mysql(pool.pool), target: postgres(source.url) }).report();
      expect(report.verdict).toBe('match');
      const [rows] = await pool.query(
        'select @@session.time_zone as zone, @@session.sql_mode as mode, @@session.transaction_read_only as ro',
      );
      expect(rows).toEqual([{ zone: '+09:00', mode: 'ANSI_QUOTES', ro: 0 }]);
    } finally {
      await pool.end();
    }
  });

  it('plans without reading a row', async () => {
    const planned = await plan(both());
    const [table] = planned.plan.tables;
    expect(table).toMatchObject({ key: ['id'], walk: 'key order' });
    expect(table && planned.statements.get(table)?.source.join('\n')).toContain('"orders"');
    // What is sent first of all: a survey.
    expect(table && planned.statements.get(table)?.source[0]).toMatch(/^select width_bucket\("id"::int8/);
  });
});
