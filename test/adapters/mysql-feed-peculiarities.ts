import { createPool } from 'mysql2';
import { beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { connectTo, freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { feedDatabase, feedServer } from '../support/feed-servers.ts';
import { startMariadb, startMysql } from '../support/mysql-server.ts';
import { asKeys, follow, keysOf, MARKS, nothingLeft } from './feed-subject.ts';

const NUMBERS = `create table numbers (id bigint primary key, v varchar(20)); insert into numbers values (1, 'a'), (2, 'b');`;

/** What only binary logs do. */
export function binaryLogs(engine: 'mysql' | 'mariadb'): void {
  describe(`what the feed of ${engine} tells of`, () => {
    beforeAll(() => feedServer(engine), 120_000);

    const made = (sql: string): Promise<TestDatabase> => feedDatabase(engine, MARKS + sql);

    it('a statement whose rows the log does not tell: every table may have been written to', async () => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      await server.run(
        `set session binlog_format = statement; insert into numbers values (7, 'x'); set session binlog_format = row`,
      );
      expect((await following.told()).dirty.get('numbers')).toBe('the log has a statement whose rows it does not tell');
    });

    it('rows of which the log has but what changed', async () => {
      await using server =
        await made(`${NUMBERS} create table by_other (id int primary key, code varchar(9) not null, v int, unique (code));
        insert into by_other values (1, 'a', 0), (2, 'b', 0)`);
      await using following = await follow(server, { keys: { by_other: ['code'] } });
      await server.run(
        `set session binlog_row_image = minimal; update numbers set v = 'z' where id = 1; update numbers set id = 9 where id = 2`,
      );
      const told = await following.told();
      expect([keysOf(told, 'numbers'), [...told.dirty]]).toEqual([asKeys('1', '2', '9'), []]);
      await server.run(`update by_other set v = 1 where id = 1`);
      expect([...(await following.told()).dirty.keys()]).toEqual(['by_other']);
    });

    it('keys in other character sets, or that their table is dirty', async () => {
      await using server = await made(`create table latin (k varchar(9) character set latin1 primary key);
        create table greek (k varchar(9) character set greek primary key); create table fixed (k char(9) primary key);
        create table bin (k binary(4) primary key); create table bits (k bit(10) primary key); create table years (k year primary key)`);
      await using following = await follow(server);
      await server.run(`insert into latin values ('né€'); insert into greek values ('αβγ'); insert into fixed values ('ab  ');
        insert into bin values (X'0100'); insert into bits values (b'1000000001'); insert into years values (1999)`);
      const told = await following.told();
      expect([keysOf(told, 'latin'), keysOf(told, 'fixed')]).toEqual([asKeys('né€'), asKeys('ab')]);
      expect([keysOf(told, 'bin'), keysOf(told, 'bits'), keysOf(told, 'years')]).toEqual([
        asKeys('01000000'),
        asKeys('1000000001'),
        asKeys('1999'),
      ]);
      expect([...told.dirty.keys()]).toEqual(['greek']);
    });

    it('a thread that was killed: that it broke off, and from then on nothing', async () => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      const [row] = await server.query<{ id: string }>(
        `select id from information_schema.processlist where command like 'Binlog Dump%' order by id desc`,
      );
      await server.run(`kill ${String(row?.id)}`);
      await expect(following.told()).rejects.toThrow(/feed/);
      await expect(following.poll()).rejects.toThrow('is closed');
      expect(await nothingLeft(server)).toBe(true);
    });

    it('what a pool of the caller’s connects to', async () => {
      await using server = await made(NUMBERS);
      const pool = createPool({ uri: server.url, connectionLimit: 2 });
      const { signal } = new AbortController();
      const database = await mysql(pool).open({ connections: 1, signal });
      const [table] = (await database.describe([server.name])).filter(({ name }) => name === 'numbers');
      const columns = (table?.columns ?? []).map(({ name, type }) => ({
        name,
        type,
        form: name === 'id' ? ('integer' as const) : ('text' as const),
        timeZone: 'UTC',
      }));
      const view = { table: { schema: server.name, name: 'numbers' }, columns, keyLength: 1, index: null, where: null };
      const feed = await database.feed?.([view], { signal });
      if (feed === undefined || typeof feed === 'string') throw new Error(feed);
      const writer = await connectTo(server);
      await writer.run(`insert into numbers values (5, 'x')`);
      await expect.poll(async () => (await feed.poll()).keys).toEqual([{ view: 0, key: ['5'] }]);
      await writer.end();
      await feed[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await pool.promise().end();
      expect(await nothingLeft(server)).toBe(true);
    });

    it('says what the account lacks', async () => {
      await using server = await made(`${NUMBERS} create table below (id int primary key, up bigint,
        constraint fk foreign key (up) references numbers (id) on delete cascade); insert into below values (1, 1)`);
      await server.run(
        `drop user if exists reader@'%'; create user reader@'%' identified by 'x'; grant select on ${server.name}.* to reader@'%'`,
      );
      const url = new URL(server.url);
      [url.username, url.password] = ['reader', 'x'];
      const sentence = 'grant replication client, replication slave on *.* to it';
      await expect(follow(server, { url: url.href })).rejects.toThrow(sentence);
      await server.run(`grant replication client on *.* to reader@'%'`);
      await expect(follow(server, { url: url.href })).rejects.toThrow(sentence);
      await server.run(`grant replication slave on *.* to reader@'%'`);
      {
        await using following = await follow(server, { url: url.href });
        await server.run('delete from numbers where id = 1');
        const told = await following.told();
        // What the account is told of foreign keys suffices.
        expect(told.dirty.has('below') || keysOf(told, 'below').join() === '["1"]').toBe(true);
      }
      await server.run(`drop user reader@'%'`);
      expect(await nothingLeft(server)).toBe(true);
    });

    it('says that statements are logged, or that the log is compressed', async () => {
      await using server = await made(NUMBERS);
      await server.run('set global binlog_format = statement');
      await expect(follow(server)).rejects.toThrow('binlog_format is STATEMENT, and a feed needs ROW');
      await server.run('set global binlog_format = row');
      if (engine === 'mariadb') return;
      await server.run('set global binlog_transaction_compression = on');
      await expect(follow(server)).rejects.toThrow('the binary log is compressed');
      await server.run('set global binlog_transaction_compression = off');
      await using following = await follow(server);
      await server.run(`set session binlog_transaction_compression = on; insert into numbers values (7, 'x');
                        set session binlog_transaction_compression = off`);
      expect([...(await following.told()).dirty.keys()]).toContain('numbers');
    });
  });

  it(`${engine} says that it keeps no binary log, and breaks off when it goes`, { timeout: 120_000 }, async () => {
    const start = engine === 'mysql' ? startMysql : startMariadb;
    await using plain = await freshDatabase(engine);
    await plain.run(MARKS);
    await expect(follow(plain)).rejects.toThrow('the server keeps no binary log');
    const own = await start(['--log-bin=log', '--server-id=7', '--binlog-format=ROW']);
    const server = await freshDatabase(engine, 'feed', undefined, own.url);
    await server.run(MARKS);
    const following = await follow(server);
    await server.drop().catch(() => undefined);
    await own.stop();
    await expect(following.told()).rejects.toThrow();
    await expect(following.poll()).rejects.toThrow();
    await following[Symbol.asyncDispose]();
  });
}
