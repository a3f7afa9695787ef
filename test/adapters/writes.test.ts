import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TableRef } from '../../src/model/table.ts';
import { connectTo } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { engines } from '../support/servers.ts';
import { sqlSubject } from './sql-subject.ts';
import { opened } from './subject.ts';

const PARTED = {
  postgres: `create table parted (id int primary key, v int) partition by range (id);
             create table low partition of parted for values from (0) to (100);
             create table parent (id int primary key, v int); create table child (primary key (id)) inherits (parent)`,
  mysql: `create table parted (id int primary key, v int) partition by range (id) (partition low values less than (100))`,
  mariadb: `create table parted (id int primary key, v int) partition by range (id) (partition low values less than (100))`,
};

/** What is written, and the table of which the token has to move. */
const WRITES: readonly (readonly [string, string])[] = [
  ['insert into plain values (1, 1)', 'plain'],
  ['update plain set v = 2', 'plain'],
  ['update plain set v = 3', 'plain'],
  ['delete from plain', 'plain'],
  ['insert into plain values (2, 1), (3, 1)', 'plain'],
  ['truncate table plain', 'plain'],
  ['insert into parted values (1, 1)', 'parted'],
  ['update parted set v = 2', 'parted'],
];

/** PostgreSQL counts what a session wrote when it ends, or up to ten seconds after it fell idle. */
async function writeOnce(server: TestDatabase, sql: string): Promise<void> {
  const writer = await connectTo(server);
  await writer.run(sql).finally(() => writer.end());
}

const OF_CHILDREN: typeof WRITES = [
  ['insert into child values (1, 1)', 'parent'],
  ['truncate table child', 'parent'],
  ['truncate table low', 'parted'],
];

describe.each(engines)('what %s counts of writes', (engine) => {
  it('moves with every kind of write, and for no other table', async () => {
    await using subject = await sqlSubject(engine);
    const { schema, server } = subject;
    if (server === null) throw new Error('there is no server');
    await server.run(`create table plain (id int primary key, v int); create table still (id int primary key);
                      insert into still values (1); ${PARTED[engine]}`);
    const names = ['plain', 'still', 'parted', ...(engine === 'postgres' ? ['parent'] : [])];
    const tables: TableRef[] = names.map((name) => ({ schema, name }));
    await opened(subject, async (database) => {
      const look = async () => new Map((await database.writes?.(tables))?.map((token, i) => [names[i], token]));
      // MySQL tells the time of the last write to the second, and in that second always something new.
      await pause(engine === 'postgres' ? 1500 : 3200);
      const first = await look();
      expect([...first.values()].every((token) => typeof token === 'string')).toBe(true);
      const unmoved: string[] = [];
      for (const [sql, name] of [...WRITES, ...(engine === 'postgres' ? OF_CHILDREN : [])]) {
        const before = await look();
        await writeOnce(server, sql);
        const moves = async () => (await look()).get(name) !== before.get(name);
        const until = performance.now() + 3000;
        let moved = await moves();
        while (!moved && performance.now() < until) {
          await pause(50);
          moved = await moves();
        }
        if (!moved) unmoved.push(sql);
      }
      expect(unmoved).toEqual([]);
      await pause(engine === 'postgres' ? 0 : 3200);
      expect((await look()).get('still')).toBe(first.get('still'));
      expect(await database.writes?.([{ schema, name: 'nowhere' }])).toEqual([null]);
      expect(await database.writes?.([])).toEqual([]);
    });
  });
});

it('tells of a table alone when it is asked for with only', async () => {
  await using subject = await sqlSubject('postgres');
  const { schema, server } = subject;
  await server?.run(PARTED.postgres);
  await opened(subject, async (database) => {
    const tables: TableRef[] = [
      { schema, name: 'parent', only: true },
      { schema, name: 'parent' },
    ];
    const before = await database.writes?.(tables);
    if (server !== null) await writeOnce(server, 'insert into child values (1, 1)');
    await pause(200);
    const after = await database.writes?.(tables);
    expect(after?.[0]).toBe(before?.[0]);
    expect(after?.[1]).not.toBe(before?.[1]);
  });
});

it('tells nothing of a table with numbers of large objects, which are written to elsewhere', async () => {
  await using subject = await sqlSubject('postgres');
  const { schema, server } = subject;
  if (server === null) throw new Error('there is no server');
  await server.run(
    `create domain file as oid; create table held (id int primary key, o file); create table plain (id int primary key)`,
  );
  await opened(subject, async (database) => {
    const tables: TableRef[] = ['held', 'plain'].map((name) => ({ schema, name }));
    const look = async () => (await database.writes?.(tables))?.map((token) => token === null);
    expect(await look()).toEqual([false, false]);
    await server.run(`select lo_from_bytea(0, '\\xcafe')`);
    expect(await look()).toEqual([true, false]);
    await server.run('select lo_unlink(oid) from pg_largeobject_metadata');
  });
});

it('tells nothing of tables in Aria, which says it late', async () => {
  await using subject = await sqlSubject('mariadb');
  const { schema, server } = subject;
  await server?.run('create table late (id int primary key) engine = aria');
  await opened(subject, async (database) => {
    expect(await database.writes?.([{ schema, name: 'late' }])).toEqual([null]);
  });
});
