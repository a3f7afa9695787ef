import { beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../support/databases.ts';
import { feedDatabase, feedServer } from '../support/feed-servers.ts';
import type { TestEngine } from '../support/servers.ts';
import { asKeys, follow, keysOf, MARKS, nothingLeft } from './feed-subject.ts';
import { feedProperty } from './feed-property.ts';
import type { PlainType } from './subject.ts';

type KeyType = PlainType | 'uuid' | 'time' | 'enum' | 'unsigned';

/** How an engine calls the types of keys. */
const TYPES: Readonly<Record<'postgres' | 'mysql', Readonly<Record<KeyType, string>>>> = {
  postgres: {
    integer: 'bigint',
    unsigned: 'numeric(20)',
    decimal: 'numeric(20,5)',
    text: 'text',
    bytes: 'bytea',
    date: 'date',
    time: 'time(6)',
    timestamp: 'timestamp(6)',
    instant: 'timestamptz(6)',
    uuid: 'uuid',
    enum: 'mood',
  },
  mysql: {
    integer: 'bigint',
    unsigned: 'bigint unsigned',
    decimal: 'decimal(20,5)',
    text: 'varchar(100) character set utf8mb4 collate utf8mb4_bin',
    bytes: 'varbinary(50)',
    date: 'date',
    time: 'time(6)',
    timestamp: 'datetime(6)',
    instant: 'timestamp(6) default current_timestamp(6)',
    uuid: 'char(36)',
    enum: `enum('sad', 'so, so', 'it''s')`,
  },
};

/** Keys as they are written and as they are told; bytes in hexadecimal digits. */
const KEYS: Readonly<Record<KeyType, readonly (readonly [written: string, told: string])[]>> = {
  integer: [
    ['-9223372036854775808', '-9223372036854775808'],
    ['0', '0'],
    ['9007199254740993', '9007199254740993'],
    ['9223372036854775807', '9223372036854775807'],
  ],
  unsigned: [
    ['18446744073709551615', '18446744073709551615'],
    ['9223372036854775808', '9223372036854775808'],
  ],
  decimal: [
    ['-12345678901234.5', '-12345678901234.5'],
    ['0.00001', '0.00001'],
    ['7', '7'],
    ['100', '100'],
  ],
  text: [
    ['plain', 'plain'],
    [`it's "so": [a] new-tuple: x`, `it's "so": [a] new-tuple: x`],
    ['ünï 💙 \u2028', 'ünï 💙 \u2028'],
    ['two\nlines\ttab', 'two\nlines\ttab'],
    ['back\\slash', 'back\\slash'],
    ['', ''],
    ['null', 'null'],
    ['[1]', '[1]'],
  ],
  bytes: [
    ['00ff10', '00ff10'],
    ['', ''],
  ],
  date: [['2024-02-29', '2024-02-29']],
  time: [
    ['23:59:59.999999', '23:59:59.999999'],
    ['01:02:03.5', '01:02:03.5'],
  ],
  timestamp: [
    ['2024-06-01 12:00:00.123456', '2024-06-01 12:00:00.123456'],
    ['2024-06-01 12:00:00', '2024-06-01 12:00:00'],
  ],
  instant: [
    ['2024-06-01 12:00:00.12', '2024-06-01 12:00:00.12Z'],
    ['2024-06-01 12:00:00', '2024-06-01 12:00:00Z'],
  ],
  uuid: [['0190b6a0-0000-7000-8000-00000000abcd', '0190b6a0-0000-7000-8000-00000000abcd']],
  enum: [
    ['so, so', 'so, so'],
    [`it's`, `it's`],
  ],
};

/** Types of keys that the log does not tell in a way to rely on: the reader splits labels at their commas. */
const UNTOLD: Readonly<Record<TestEngine, readonly KeyType[]>> = { postgres: [], mysql: ['enum'], mariadb: ['enum'] };

export function feedContract(engine: TestEngine): void {
  const types = TYPES[engine === 'postgres' ? 'postgres' : 'mysql'];
  const isPostgres = engine === 'postgres';

  describe(`the feed of ${engine}`, () => {
    beforeAll(() => feedServer(engine), 120_000);

    const before = isPostgres
      ? `create type mood as enum ('sad', 'so, so', 'it''s')`
      : `set time_zone = '+00:00'; set sql_mode = 'ANSI_QUOTES'`;
    const made = (sql: string): Promise<TestDatabase> => feedDatabase(engine, `${before}; ${MARKS}${sql}`);
    const NUMBERS = `create table numbers (id ${types.integer} primary key, v ${types.text});
                     insert into numbers values (1, 'a'), (2, 'b'), (3, 'c');`;

    it('tells the keys of what is inserted, updated and deleted, once it has begun, and of nothing else', async () => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      expect(await following.told()).toEqual({ keys: new Map(), dirty: new Map() });
      await server.run(`insert into numbers values (4, 'd'), (5, 'e'); update numbers set v = 'z' where id = 1;
                        delete from numbers where id = 2`);
      const told = await following.told();
      expect(keysOf(told, 'numbers')).toEqual(asKeys('1', '2', '4', '5'));
      expect([...told.dirty]).toEqual([]);
      expect(await following.told()).toEqual({ keys: new Map(), dirty: new Map() });
    });

    it('tells both keys of a row that gets another one', async () => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      await server.run(`update numbers set id = 30 where id = 3`);
      expect(keysOf(await following.told(), 'numbers')).toEqual(asKeys('3', '30'));
    });

    it('tells what a transaction of many statements wrote, and nothing of one that was rolled back', async () => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      await server.run(`begin; insert into numbers values (7, 'x'); rollback;
                        begin; insert into numbers values (8, 'x'); savepoint s; insert into numbers values (9, 'x');
                        rollback to savepoint s; update numbers set v = 'y' where id = 8; commit`);
      const keys = keysOf(await following.told(), 'numbers');
      expect(keys).toContain('["8"]');
      expect(keys).not.toContain('["7"]');
    });

    it('tells an upsert', async () => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      const clash = isPostgres
        ? 'on conflict (id) do update set v = excluded.v'
        : 'on duplicate key update v = values(v)';
      await server.run(`insert into numbers values (1, 'n'), (11, 'n') ${clash}`);
      if (!isPostgres) await server.run(`replace into numbers values (2, 'n')`);
      expect(keysOf(await following.told(), 'numbers')).toEqual(asKeys('1', '11', ...(isPostgres ? [] : ['2'])));
    });

    it.each(Object.keys(KEYS) as KeyType[])('tells keys of the type %s in canonical text', async (type) => {
      await using server = await made(`create table keyed (v int, k ${types[type]} not null primary key);`);
      await using following = await follow(server);
      for (const [written] of KEYS[type])
        await server.run(`insert into keyed values (1, ${literal(engine, type, written)})`);
      const inserted = await following.told();
      if (UNTOLD[engine].includes(type)) {
        expect([[...inserted.dirty.keys()], keysOf(inserted, 'keyed')]).toEqual([['keyed'], []]);
        return;
      }
      expect(keysOf(inserted, 'keyed')).toEqual(asKeys(...KEYS[type].map(([, told]) => told)));
      expect([...inserted.dirty]).toEqual([]);
      await server.run('update keyed set v = 2');
      expect(keysOf(await following.told(), 'keyed')).toEqual(keysOf(inserted, 'keyed'));
      await server.run('delete from keyed');
      expect(keysOf(await following.told(), 'keyed')).toEqual(keysOf(inserted, 'keyed'));
    });

    it('tells keys of several columns in the order of the key, whatever their names', async () => {
      await using server = await made(
        `create table "Odd: name, [x]" ("v w" int, "b]:" ${types.integer}, "a'1" varchar(20), primary key ("a'1", "b]:"));`,
      );
      await using following = await follow(server);
      await server.run(
        `insert into "Odd: name, [x]" values (1, 2, 'x'), (1, 3, 'y'); update "Odd: name, [x]" set "b]:" = 9 where "b]:" = 2`,
      );
      expect(keysOf(await following.told(), 'Odd: name, [x]')).toEqual(asKeys(['x', '2'], ['y', '3'], ['x', '9']));
    });

    it('calls a table without a key dirty when it is written to', async () => {
      await using server = await made(`create table keyless (v int); insert into keyless values (1); ${NUMBERS}`);
      await using following = await follow(server);
      for (const sql of ['insert into keyless values (2)', 'update keyless set v = 3', 'delete from keyless']) {
        await server.run(sql);
        expect([...(await following.told()).dirty.keys()]).toEqual(['keyless']);
      }
    });

    it('calls a table dirty whose rows share a key that has NULL in it', async () => {
      await using server = await made(`create table nullable (u int, v int, constraint u unique (u));`);
      await using following = await follow(server);
      await server.run('insert into nullable values (null, 1)');
      const told = await following.told();
      expect([...told.dirty.keys()]).toEqual(['nullable']);
      expect(keysOf(told, 'nullable')).toEqual([]);
    });

    it.each([
      ['truncate table numbers'],
      ['alter table numbers add column w int default 7'],
      ['alter table numbers rename column v to w'],
      ['drop table numbers'],
    ])('calls a table dirty after %s', async (sql) => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      await server.run(sql);
      expect([...(await following.told()).dirty.keys()]).toEqual(['numbers']);
    });

    it('calls a table dirty that had another name for a while', async () => {
      await using server = await made(NUMBERS);
      await using following = await follow(server);
      await server.run(
        `alter table numbers rename to others; insert into others values (50, 'x'); alter table others rename to numbers`,
      );
      expect([...(await following.told()).dirty.keys()]).toEqual(['numbers']);
      await server.run(`insert into numbers values (51, 'x')`);
      expect(keysOf(await following.told(), 'numbers')).toEqual(asKeys('51'));
    });

    it('tells rows that go with their parent, or calls their table dirty', async () => {
      await using server = await made(`${NUMBERS}
        create table below (id int primary key, up ${types.integer},
          constraint fk foreign key (up) references numbers (id) on delete cascade on update cascade);
        create table deeper (id int primary key, up int, constraint fk2 foreign key (up) references below (id) on delete cascade);
        insert into below values (1, 1), (2, 2), (3, 3); insert into deeper values (1, 1), (2, 2)`);
      await using following = await follow(server);
      await server.run('delete from numbers where id = 1');
      const gone = await following.told();
      for (const name of ['below', 'deeper'])
        expect(gone.dirty.has(name) || keysOf(gone, name).join() === '["1"]').toBe(true);
      await server.run('update numbers set id = 40 where id = 3');
      const moved = await following.told();
      expect(moved.dirty.has('below') || keysOf(moved, 'below').join() === '["3"]').toBe(true);
      await server.run(`update numbers set v = 'not the key' where id = 2`);
      const still = await following.told();
      expect([...still.dirty]).toEqual([]);
      expect(keysOf(still, 'numbers')).toEqual(asKeys('2'));
    });

    it('calls a table dirty of which more is written at once than is kept, or tells all of it', async () => {
      await using server = await made(`${NUMBERS} create table huge (id int primary key);`);
      await using following = await follow(server);
      const many = isPostgres
        ? 'insert into huge select generate_series(1, 60000)'
        : `insert into huge select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d
           from ${['a', 'b', 'c', 'e'].map((name) => `(${DIGITS}) ${name}`).join(', ')}, (select 0 d union select 1 union select 2 union select 3 union select 4 union select 5) f`;
      await server.run(`begin; insert into numbers values (77, 'x'); ${many}; commit`);
      const told = await following.told();
      if (isPostgres)
        expect([...told.dirty]).toEqual([['huge', 'more than 50,000 of its rows were written to at once']]);
      // A log that is read while it comes is handed on before there is too much of it.
      else expect(told.dirty.has('huge') || keysOf(told, 'huge').length === 60_000).toBe(true);
      expect(told.dirty.has('numbers')).toBe(false);
      expect(keysOf(told, 'numbers')).toEqual(asKeys('77'));
      await server.run('delete from huge where id = 5');
      expect(keysOf(await following.told(), 'huge')).toEqual(asKeys('5'));
    });

    it('leaves nothing on the server when it is closed, stopped, or its side is', async () => {
      await using server = await made(NUMBERS);
      const closed = await follow(server);
      await closed.feed[Symbol.asyncDispose]();
      expect(await nothingLeft(server)).toBe(true);
      await closed[Symbol.asyncDispose]();
      const abort = new AbortController();
      const stopped = await follow(server, { signal: abort.signal });
      abort.abort();
      expect(await nothingLeft(server)).toBe(true);
      await expect(stopped.poll()).rejects.toThrow();
      await stopped[Symbol.asyncDispose]();
      const whole = await follow(server);
      await whole.database[Symbol.asyncDispose]();
      await whole.feed[Symbol.asyncDispose]();
      expect(await nothingLeft(server)).toBe(true);
    });

    feedProperty(engine, made, types.integer);
  });
}

const DIGITS = [...Array(10).keys()].map((digit) => `select ${String(digit)} d`).join(' union ');

function literal(engine: TestEngine, type: KeyType, text: string): string {
  if (type === 'integer' || type === 'decimal' || type === 'unsigned') return text;
  if (type === 'bytes') return engine === 'postgres' ? `'\\x${text}'` : `X'${text}'`;
  const zoned = type === 'instant' && engine === 'postgres' ? `${text}+00` : text;
  if (engine === 'postgres') return `E'${zoned.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return `_utf8mb4 X'${Buffer.from(zoned).toString('hex')}'`;
}
