import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from './databases.ts';
import { engines, serverUrls, type TestEngine } from './servers.ts';
import { askMysql } from './mysql-server.ts';
import { askPostgres } from './postgres-server.ts';

const listOfDatabases: Record<TestEngine, string> = {
  postgres: 'select datname as name from pg_database',
  mariadb: 'select schema_name as name from information_schema.schemata',
  mysql: 'select schema_name as name from information_schema.schemata',
};

const names = async (database: TestDatabase): Promise<string[]> =>
  (await database.query<{ name: string }>(listOfDatabases[database.engine])).map((row) => row.name);

describe('servers', () => {
  it('are three different ones', async () => {
    const urls = serverUrls();
    expect(await askPostgres(urls.postgres)).toMatch(/^PostgreSQL \d/);
    expect(await askMysql(urls.mariadb)).toMatch(/MariaDB/);
    expect(await askMysql(urls.mysql)).toMatch(/^(?!.*MariaDB)\d/);
  });
});

describe.each(engines)('a fresh database of %s', (engine) => {
  it('runs several statements, and is gone at the end of its block', async () => {
    await using watcher = await freshDatabase(engine, 'watcher');
    let name: string;
    {
      await using database = await freshDatabase(engine, 'Odd "name`');
      ({ name } = database);
      expect(await names(watcher)).toContain(name);
      await database.run(`create table t (id bigint); insert into t values (1), (9007199254740993)`);
      expect(await database.query('select id from t order by id desc')).toEqual([
        { id: '9007199254740993' },
        { id: '1' },
      ]);
    }
    expect(await names(watcher)).not.toContain(name);
  });

  it('answers under its url, and is dropped while somebody is connected', async () => {
    await using watcher = await freshDatabase(engine);
    const database = await freshDatabase(engine);
    expect(await (engine === 'postgres' ? askPostgres : askMysql)(database.url)).not.toBe('');
    await database.drop();
    expect(await names(watcher)).not.toContain(database.name);
  });

  it('reads counts, dates and times as text', async () => {
    await using database = await freshDatabase(engine);
    await database.run(`create table t (d date, ts timestamp(6) null); insert into t values ('1815-06-18', null)`);
    expect(await database.query('select count(*) as n, min(d) as d from t')).toEqual([{ n: '1', d: '1815-06-18' }]);
  });
});

describe.each(['mariadb', 'mysql'] as const)('the time zones of %s', (engine) => {
  it('are known by name', async () => {
    await using database = await freshDatabase(engine);
    const summer = `select convert_tz('2024-07-01 12:00:00', 'UTC', 'Europe/Berlin') as berlin`;
    expect(await database.query(summer)).toEqual([{ berlin: '2024-07-01 14:00:00' }]);
  });
});
