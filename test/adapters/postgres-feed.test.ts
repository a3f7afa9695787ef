import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { feedDatabase, feedServer } from '../support/feed-servers.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { feedContract } from './feed-contract.ts';
import { killedFeed } from './killed-feed.ts';
import { asKeys, follow, keysOf, leftovers, MARKS, nothingLeft } from './feed-subject.ts';

feedContract('postgres');
killedFeed('postgres');

const NUMBERS = `create table numbers (id int primary key, v text); insert into numbers values (1, 'a'), (2, 'b');`;

describe('what the feed of PostgreSQL tells of', () => {
  beforeAll(() => feedServer('postgres'), 120_000);

  const made = (sql: string): Promise<TestDatabase> => feedDatabase('postgres', MARKS + sql);

  it('partitions, also of a partition: rows that move, and one that comes later', async () => {
    await using server = await made(`
      create table parted (id int, v text, primary key (id)) partition by range (id);
      create schema far; create table far.low partition of parted for values from (0) to (100);
      create table mid partition of parted for values from (100) to (200) partition by range (id);
      create table "mid, a" partition of mid for values from (100) to (150);
      insert into parted values (1, 'a'), (120, 'b')`);
    await using following = await follow(server);
    await server.run(
      `update parted set v = 'c' where id = 1; update parted set id = 130 where id = 1; delete from parted where id = 120`,
    );
    const told = await following.told();
    expect(keysOf(told, 'parted')).toEqual(asKeys('1', '120', '130'));
    expect([...told.dirty]).toEqual([]);
    await server.run(
      `create table late partition of parted for values from (200) to (300); insert into parted values (250, 'd')`,
    );
    expect([...(await following.told()).dirty.keys()]).toEqual(['parted']);
    await server.run(`insert into parted values (251, 'd')`);
    expect(keysOf(await following.told(), 'parted')).toEqual(asKeys('251'));
    await server.run('truncate far.low');
    expect([...(await following.told()).dirty.keys()]).toEqual(['parted']);
  });

  it('children, unless the table is read alone', async () => {
    await using server = await made(`create table parent (id int primary key, v text);
      create table child (primary key (id)) inherits (parent);`);
    await using whole = await follow(server);
    await using alone = await follow(server, { only: true });
    await server.run(`insert into child values (5, 'x'); insert into parent values (6, 'x')`);
    expect(keysOf(await whole.told(), 'parent')).toEqual(asKeys('5', '6'));
    expect(keysOf(await alone.told(), 'parent')).toEqual(asKeys('6'));
  });

  it('rows by their replica identity: what it does not tell makes the table dirty', async () => {
    await using server = await made(`
      create table by_other (id int primary key, code text not null unique, v int);
      create table whole (id int primary key, code text not null unique, v int); alter table whole replica identity full;
      create table by_index (id int primary key, code text not null, v int); create unique index codes on by_index (code);
      alter table by_index replica identity using index codes;
      create table nothing (id int primary key, v int); alter table nothing replica identity nothing;
      insert into by_other values (1, 'a', 0); insert into whole values (1, 'a', 0); insert into by_index values (1, 'a', 0);
      insert into nothing values (1, 0)`);
    const keys = { by_other: ['code'], whole: ['code'], by_index: ['code'] };
    await using following = await follow(server, { keys });
    await server.run(`insert into by_other values (2, 'b', 0); insert into nothing values (2, 0)`);
    const inserted = await following.told();
    expect([...inserted.dirty]).toEqual([]);
    expect(keysOf(inserted, 'by_other')).toEqual(asKeys('b'));
    await server.run(`update by_other set code = 'z' where id = 1; update whole set code = 'z' where id = 1;
                      update by_index set code = 'z' where id = 1; update nothing set id = 9 where id = 1`);
    const updated = await following.told();
    expect([...updated.dirty.keys()].sort()).toEqual(['by_other', 'nothing']);
    for (const name of ['whole', 'by_index']) expect(keysOf(updated, name)).toEqual(asKeys('a', 'z'));
  });

  it('long keys that an update leaves as they are', async () => {
    await using server =
      await made(`create table long (k text primary key, v int); alter table long alter k set storage external;
      insert into long values ('${'abc'.repeat(800)}', 1)`);
    await using following = await follow(server);
    await server.run('update long set v = 2');
    expect(keysOf(await following.told(), 'long')).toEqual(asKeys('abc'.repeat(800)));
  });

  it('tables that are not logged: that nothing tells of them', async () => {
    await using server = await made('create unlogged table quick (id int primary key);');
    await using following = await follow(server);
    expect((await following.told()).dirty.get('quick')).toMatch(/is not logged: nothing tells of its writes/);
  });

  it('a publication of the user’s, as long as it has all of the tables', async () => {
    await using server = await made(`${NUMBERS} create publication ours for table numbers, marks;`);
    await using following = await follow(server, { publication: 'ours' });
    await server.run(
      `insert into numbers values (7, 'it''s'); update numbers set id = 8 where id = 1; delete from numbers where id = 2`,
    );
    const told = await following.told();
    expect([keysOf(told, 'numbers'), [...told.dirty]]).toEqual([asKeys('1', '2', '7', '8'), []]);
    await server.run('truncate numbers');
    expect([...(await following.told()).dirty.keys()]).toEqual(['numbers']);
    await server.run(`alter table numbers add w int; insert into numbers values (9, 'x', 1)`);
    expect([...(await following.told()).dirty.keys()]).toEqual(['numbers']);
    await server.run(`alter publication ours drop table numbers; insert into numbers values (10, 'x', 1)`);
    await expect(following.told()).rejects.toThrow('publication ours lacks the table public.numbers');
  });

  it.each([
    ['there is no publication ours', ''],
    ['publication ours lacks the table public.numbers', 'create publication ours for table marks'],
    ['does not publish every kind of write', `create publication ours for all tables with (publish = 'insert')`],
    ['leaves out rows of public.numbers', 'create publication ours for table marks, numbers where (id > 5)'],
  ])('says of a publication: %s', async (sentence, sql) => {
    await using server = await made(NUMBERS + sql);
    await expect(follow(server, { publication: 'ours' })).rejects.toThrow(sentence);
    await server.run('drop publication if exists ours');
    expect(await leftovers(server)).toBe(0);
  });

  it('a session that was ended: that it broke off, and from then on nothing', async () => {
    await using server = await made(NUMBERS);
    await using following = await follow(server);
    await server.run(
      `select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database()`,
    );
    await expect(following.told()).rejects.toThrow(/feed/);
    await expect(following.poll()).rejects.toThrow('is closed');
    expect(await nothingLeft(server)).toBe(true);
  });

  it(
    'says what the role lacks, that no slot is left, and that a transaction is in the way',
    { timeout: 60_000 },
    async () => {
      await using server = await made(NUMBERS);
      await server.run(
        `drop role if exists reader; create role reader login password 'x'; grant select on all tables in schema public to reader`,
      );
      const url = new URL(server.url);
      [url.username, url.password] = ['reader', 'x'];
      await expect(follow(server, { url: url.href })).rejects.toThrow('the role may not use replication slots');
      await server.run('alter role reader replication');
      await (await follow(server, { url: url.href }))[Symbol.asyncDispose]();
      const slots = `select pg_create_physical_replication_slot('other_' || n) from generate_series(1, 6) n`;
      await server.run(slots);
      await expect(follow(server)).rejects.toThrow('all replication slots are in use');
      await server.run(
        `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name like 'other%'`,
      );
      await server.run(`begin; insert into numbers values (99, 'open')`);
      await expect(follow(server)).rejects.toThrow('a transaction that was open before');
      await server.run('rollback; drop owned by reader; drop role reader');
      expect(await leftovers(server)).toBe(0);
    },
  );
});

it('says that a server has no logical log', async () => {
  await using plain = await freshDatabase('postgres');
  await plain.run(NUMBERS);
  await expect(follow(plain)).rejects.toThrow('wal_level is replica, and a feed needs logical');
});

it('breaks off when the server goes', { timeout: 60_000 }, async () => {
  const own = await startPostgres(['wal_level=logical']);
  const server = await freshDatabase('postgres', 'feed', undefined, own.url);
  await server.run(MARKS + NUMBERS);
  const following = await follow(server);
  const writer = server.drop().catch(() => undefined);
  await own.stop();
  await writer;
  await expect(following.poll()).rejects.toThrow();
  await following[Symbol.asyncDispose]();
});
