/** What an interrupted run says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';
import { engines } from '../support/servers.ts';
import type { TestEngine } from '../support/servers.ts';

/** `slow` is read at a thousand rows a second or less, `quick` at once. */
const SLOWLY = {
  postgres: '(pg_sleep(case when id < 0 then 0.001 else 0 end) is not null)',
  mysql: '(sleep(if(id < 0, 0.001, 0)) = 0)',
};
const TABLES = 'create table quick (id int primary key); create table slow (id int primary key);';
const SCHEMA: Readonly<Record<TestEngine, string>> = {
  postgres: `${TABLES} insert into quick select generate_series(1, 100);
    insert into slow select -generate_series(1, 2000)`,
  mariadb: `${TABLES} insert into quick select seq from seq_1_to_100; insert into slow select -seq from seq_1_to_2000`,
  mysql: `${TABLES} set cte_max_recursion_depth = 2000;
    insert into slow with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000) select -i from n;
    insert into quick select -id from slow where id > -101`,
};
const dialect = (engine: TestEngine): 'postgres' | 'mysql' => (engine === 'postgres' ? 'postgres' : 'mysql');

describe.each(engines)('on %s', (engine) => {
  let source: TestDatabase;
  let target: TestDatabase;

  beforeAll(async () => {
    [source, target] = await Promise.all([
      freshDatabase(engine, 'fault_source'),
      freshDatabase(engine, 'fault_target'),
    ]);
    await Promise.all([source.run(SCHEMA[engine]), target.run(SCHEMA[engine])]);
  });
  afterAll(async () => {
    await Promise.all([source.drop(), target.drop()]);
  });

  it('Ctrl-C ends the run in order: the report says incomplete, exit code 2', async () => {
    const stop = new AbortController();
    const flags = ['--where', SLOWLY[dialect(engine)], '--format', 'json', '--quiet'];
    const run = runCli(['verify', source.url, target.url, ...flags], { signal: stop.signal });
    await expect
      .poll(() => readers(source).then((ids) => ids.length > 0), { timeout: 20_000, interval: 20 })
      .toBe(true);
    stop.abort();
    const { stdout, stderr, exitCode } = await run;
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'incomplete' });
    expect(stderr).toContain('stopped by SIGINT');
  });
});

/** Sessions of crosstally that read the slow table. PostgreSQL cuts what it tells of a message: what it waits for is whole. */
async function readers(database: TestDatabase): Promise<readonly number[]> {
  const sql =
    database.engine === 'postgres'
      ? `select pid as id from pg_stat_activity where datname = '${database.name}' and wait_event = 'PgSleep' and application_name like 'crosstally%' and pid <> pg_backend_pid()`
      : `select id as id from information_schema.processlist where info like 'SELECT CONCAT%slow%' and info like '%${database.name}%'`;
  return (await database.query<{ id: number }>(sql)).map(({ id }) => id);
}
