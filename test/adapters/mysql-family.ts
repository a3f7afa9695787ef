import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from 'mysql2';
import { createPool as createPromisePool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import type { Database } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TestDatabase } from '../support/databases.ts';
import { largeValues, lookups, ranges, read } from './mysql-reading.ts';
import { sqlSubject } from './sql-subject.ts';
import { opened, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** What only MySQL and MariaDB do, told by what goes wrong without care. */
export function mysqlFamily(engine: 'mysql' | 'mariadb'): void {
  describe(`${engine} peculiarities`, () => {
    let made: Subject | null = null;
    beforeAll(async () => {
      made = await sqlSubject(engine);
    });
    afterAll(async () => {
      await made?.[Symbol.asyncDispose]();
    });
    const subject = (): Subject => made as Subject;
    const server = (): TestDatabase => subject().server as TestDatabase;
    ranges(subject, server);
    lookups(subject, server);
    largeValues(subject, server);
    borrowedPools(subject, server);
    describing(engine, subject, server);
    addresses(engine, subject, server);
  });
}

const DIGITS = [...Array(10).keys()].map((digit) => `select ${String(digit)} d`).join(' union ');

const SESSION =
  'select @@time_zone z, @@sql_mode m, @@sql_select_limit l, @@lock_wait_timeout w, @@collation_connection c, @@character_set_results r, @@autocommit a';

function borrowedPools(subject: () => Subject, server: () => TestDatabase): void {
  it('leaves a pool of the caller as it was', async () => {
    await subject().make({
      name: 'lent',
      columns: { id: 'integer', v: 'instant' },
      key: ['id'],
      rows: [['1', '2024-06-01 12:00:00Z']],
    });
    const strange = `set time_zone = '+05:00', sql_mode = 'ANSI_QUOTES', sql_select_limit = 1, autocommit = 0, character_set_results = null`;
    const options = { uri: server().url, connectionLimit: 1, namedPlaceholders: true };
    const promised = createPromisePool(options);
    const plain = createPool({ ...options, charset: 'latin1_swedish_ci' });
    try {
      for (const pool of [promised, plain]) {
        const asking = 'promise' in pool ? pool.promise() : pool;
        await asking.query(strange);
        const [before] = await asking.query(SESSION);
        await opened(
          subject(),
          async (database) => {
            const shape = await shapeOf(database, subject().schema, 'lent');
            const view = viewOf(shape, { columns: { id: 'integer', v: 'instant' }, keyLength: 1 });
            const reader = database.reader(view);
            expect(await textsOf(view, reader.frames(EVERYTHING))).toEqual([['1', '2024-06-01 12:00:00Z']]);
          },
          { adapter: mysql(pool, { schema: subject().schema }) },
        );
        expect((await asking.query(SESSION))[0]).toEqual(before);
      }
    } finally {
      await promised.end();
      await plain.promise().end();
    }
  });

  it('takes no more of the connections of a pool than it was given', async () => {
    await server().run(`
      create table filled (id int primary key, filler varchar(5000));
      insert into filled select a.d + 10 * b.d + 100 * c.d + 1000 * e.d, repeat('x', 5000)
      from ${['a', 'b', 'c', 'e'].map((name) => `(${DIGITS}) ${name}`).join(', ')}`);
    const pool = createPool({ uri: server().url, connectionLimit: 5 });
    try {
      const use = (database: Database): Promise<number> => heldAtOnce(database, subject(), server());
      expect(await opened(subject(), use, { adapter: mysql(pool), connections: 1 })).toBe(1);
    } finally {
      await pool.promise().end();
    }
  });
}

/** The connections that four streams hold, of which none is read to its end. */
async function heldAtOnce(database: Database, { schema }: Subject, server: TestDatabase): Promise<number> {
  const view = viewOf(await shapeOf(database, schema, 'filled'), { columns: { id: 'integer', filler: 'text' } });
  const streams = [1, 2, 3, 4].map(() => database.reader(view).frames(EVERYTHING)[Symbol.asyncIterator]());
  const first = streams.map((stream) => stream.next());
  await Promise.race(first);
  await pause(100);
  const held = await server.query(
    `select id from information_schema.processlist where db = database() and command = 'Query' and id <> connection_id()`,
  );
  await Promise.all(streams.map((stream, i) => first[i]?.then(() => stream.return?.(undefined)) ?? Promise.resolve()));
  return held.length;
}

function describing(engine: 'mysql' | 'mariadb', subject: () => Subject, server: () => TestDatabase): void {
  it('tells types by what they hold', async () => {
    const own = engine === 'mysql' ? 'own vector(3)' : 'own inet6';
    await server().run(`
      create table types (
        t tinyint(1), u bigint unsigned zerofill, d decimal(10,3) unsigned, f float, o double, b bit(9), c char(7),
        v varchar(9) character set latin1, x longtext, n binary(16), y varbinary(9), l blob, a date, m time(3),
        e datetime(6), s timestamp(3) null, r year, j json, z enum('a','b'), w set('a','b'), g geometry, p linestring, ${own})`);
    await opened(subject(), async (database) => {
      const { columns } = await shapeOf(database, subject().schema, 'types');
      const found = columns.map(({ name, type }) => [
        name,
        type.kind,
        type.order,
        type.size,
        type.fixed,
        type.identity,
      ]);
      expect(found).toEqual([
        ['t', 'integer', 'numeric', null, false, 'mysql:tinyint'],
        ['u', 'integer', 'numeric', null, false, 'mysql:bigint unsigned'],
        ['d', 'decimal', 'numeric', 3, false, 'mysql:decimal unsigned'],
        ['f', 'float', null, 32, false, 'mysql:float'],
        ['o', 'float', null, 64, false, 'mysql:double'],
        ['b', 'bits', 'bytes', 9, false, 'mysql:bit'],
        ['c', 'text', null, 7, true, 'mysql:char'],
        ['v', 'text', null, 9, false, 'mysql:varchar latin1'],
        ['x', 'text', null, null, false, 'mysql:longtext'],
        ['n', 'bytes', 'bytes', 16, true, 'mysql:binary'],
        ['y', 'bytes', 'bytes', 9, false, 'mysql:varbinary'],
        ['l', 'bytes', 'bytes', null, false, 'mysql:blob'],
        ['a', 'date', 'wall', null, false, 'mysql:date'],
        ['m', 'time', null, 3, false, 'mysql:time'],
        ['e', 'timestamp', 'wall', 6, false, 'mysql:datetime'],
        ['s', 'instant', 'instant', 3, false, 'mysql:timestamp'],
        ['r', 'year', 'numeric', null, false, 'mysql:year'],
        ['j', 'json', null, null, false, 'mysql:json'],
        ['z', 'enum', null, null, false, 'mysql:enum'],
        ['w', 'set', null, null, false, 'mysql:set'],
        ['g', 'point', null, null, false, 'mysql:geometry'],
        ['p', 'opaque', null, null, false, 'mysql:linestring'],
        engine === 'mysql'
          ? ['own', 'opaque', null, null, false, 'mysql:vector']
          : ['own', 'inet', null, null, false, 'mysql:inet6'],
      ]);
    });
  });

  it('says of a table of which it may see single columns that there may be others', async () => {
    const user = `partly_${server().name.slice(-8)}`;
    await server().run(`
      create table partly (id int primary key, hidden int); create table wholly (id int primary key, other int);
      create user ${user}@'%' identified by 'secret'; grant select (id) on partly to ${user}@'%';
      grant select on wholly to ${user}@'%'; grant select (id) on wholly to ${user}@'%'`);
    const url = new URL(server().url);
    [url.username, url.password] = [user, 'secret'];
    const hidden = (database: Database): Promise<unknown> =>
      Promise.all(
        ['partly', 'wholly'].map(async (name) => (await shapeOf(database, subject().schema, name)).hiddenRows),
      );
    try {
      const limited = await opened(subject(), hidden, { adapter: mysql(url.href) });
      expect(limited).toEqual([expect.stringContaining('single columns'), null]);
      expect(await opened(subject(), hidden)).toEqual([null, null]);
    } finally {
      await server().run(`drop user ${user}@'%'`);
    }
  });

  it('counts the rows of a table as they are now', async () => {
    await subject().make({
      name: 'counted',
      columns: { id: 'integer' },
      key: ['id'],
      rows: [...Array(500).keys()].map((i) => [String(i)]),
    });
    await server().run('analyze table counted');
    await opened(subject(), async (database) => {
      const shape = await shapeOf(database, subject().schema, 'counted');
      expect(shape.estimatedRows).toBeGreaterThan(400);
      expect(shape.rowBytes).toBeGreaterThan(10);
    });
  });

  if (engine === 'mariadb') {
    it('lists no sequence, and a table with a history as it is now', async () => {
      await server().run(
        'create sequence seq; create table kept (id int primary key) with system versioning; insert into kept values (1); delete from kept; insert into kept values (2)',
      );
      await opened(subject(), async (database) => {
        const shapes = await database.describe([subject().schema]);
        expect(shapes.map(({ name }) => name)).not.toContain('seq');
        expect(shapes.find(({ name }) => name === 'kept')?.kind).toBe('table');
      });
      expect(await read(subject(), 'kept', { id: 'integer' }, EVERYTHING)).toEqual([['2']]);
    });
  }
}

function addresses(engine: 'mysql' | 'mariadb', subject: () => Subject, server: () => TestDatabase): void {
  const withParameter = (name: string, value: string): string => {
    const url = new URL(server().url);
    url.searchParams.set(name, value);
    return url.href;
  };

  it('knows the parameters of its URL', async () => {
    expect(() => mysql(withParameter('sslmode', 'require'))).toThrow(/sslmode/);
    expect(() => mysql(withParameter('ssl-mode', 'maybe'))).toThrow(/ssl-mode has an unknown value/);
    expect(() => mysql('postgres://h/db')).toThrow(CrosstallyError);
    const encrypted = (mode: string): Promise<unknown> =>
      opened(subject(), (database) => database.schemas(), { adapter: mysql(withParameter('ssl-mode', mode)) });
    await encrypted('PREFERRED');
    // The private MariaDB of the tests has no certificate.
    if (engine === 'mysql') await encrypted('REQUIRED');
    await expect(encrypted('VERIFY_IDENTITY')).rejects.toMatchObject({ code: 'ADAPTER_TLS_FAILED' });
  });
}
