/** What the gate costs, what it locks, and what an account may not see. */
import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../src/index.ts';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { connectTo, freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { adapterOf, blockers as blockersOf, gate } from './situation.ts';

const ENGINES = ['postgres', 'mysql', 'mariadb'] as const;

function tables(count: number): string {
  return Array.from(
    { length: count },
    (
      _,
      i,
    ) => `create table t${String(i)} (id int primary key, a int, b int); create index ia${String(i)} on t${String(i)} (a);
      create index ib${String(i)} on t${String(i)} (b)`,
  ).join(';');
}

/** The strongest lock there is, on a table that is looked up in by its index and on one that is not. */
function probe(engine: TestEngine): string {
  return engine === 'postgres'
    ? 'begin; lock table t0, n in access exclusive mode; insert into n default values; commit'
    : 'lock tables t0 write, n write; insert into n values (); unlock tables';
}

async function statementsFor(database: TestDatabase): Promise<number> {
  const opened = await adapterOf(database).open({ connections: 1, signal: new AbortController().signal });
  try {
    const [schema] = [database.engine === 'postgres' ? 'public' : database.name];
    const before = opened.usage?.().statements ?? 0;
    await opened.inspector?.definitions([schema]);
    return (opened.usage?.().statements ?? 0) - before;
  } finally {
    await opened[Symbol.asyncDispose]();
  }
}

describe.each(ENGINES)('definitions of %s', (engine) => {
  it('are read in as many statements for forty tables as for two', async () => {
    await using few = await freshDatabase(engine, 'few');
    await using many = await freshDatabase(engine, 'many');
    await few.run(tables(2));
    await many.run(tables(40));
    const statements = await statementsFor(few);
    expect(statements).toBeGreaterThan(5);
    expect(statements).toBeLessThan(20);
    expect(await statementsFor(many)).toBe(statements);
  });

  it('are read beside a writer that holds rows', async () => {
    await using source = await freshDatabase(engine, 'locks');
    await using target = await freshDatabase(engine, 'locks');
    for (const side of [source, target]) await side.run(`${tables(2)}; insert into t0 values (1, 1, 1)`);
    const writer = await connectTo(target);
    try {
      await writer.run('begin; update t0 set a = 2');
      const report = await gate(source, target);
      expect(report.schemaFailure).toBeUndefined();
      await writer.run('update t0 set a = 3; commit');
    } finally {
      await writer.end();
    }
  });

  it('are read without a lock that a writer or DDL would have to wait for', async () => {
    await using source = await freshDatabase(engine, 'locks');
    await using target = await freshDatabase(engine, 'locks');
    const numbered = engine === 'postgres' ? 'id serial primary key' : 'id int primary key auto_increment';
    for (const side of [source, target]) await side.run(`${tables(20)}; create table n (${numbered})`);
    const opened = await adapterOf(target).open({ connections: 2, signal: new AbortController().signal });
    const writer = await connectTo(target);
    try {
      await writer.run(engine === 'postgres' ? `set lock_timeout = '5s'` : 'set lock_wait_timeout = 5');
      const state = { over: false, rounds: 0 };
      const report = gate(source, target).finally(() => (state.over = true));
      while (!state.over) {
        await writer.run(probe(engine));
        state.rounds++;
      }
      expect((await report).schemaFailure).toBeUndefined();
      expect(state.rounds).toBeGreaterThan(0);
      // What was asked has ended, and the session is there: a lock that it kept would be met.
      const definitions = await opened.inspector?.definitions([engine === 'postgres' ? 'public' : target.name]);
      await opened.inspector?.positions(definitions?.sequences ?? []);
      await writer.run(engine === 'postgres' ? `set lock_timeout = '1ms'` : 'set lock_wait_timeout = 1');
      await writer.run('alter table t0 add c int; alter table n add c int');
    } finally {
      await writer.end();
      await opened[Symbol.asyncDispose]();
    }
  });
});

describe('an account that may not see everything', () => {
  it.each(['mysql', 'mariadb'] as const)('of %s is told what was hidden, and no match', async (engine) => {
    await using source = await freshDatabase(engine, 'hidden');
    await using target = await freshDatabase(engine, 'hidden');
    const user = `u${target.name.slice(-10)}`;
    for (const side of [source, target])
      await side.run(`create table t (id int primary key, n int); create view v as select id from t;
        create trigger tr before insert on t for each row set new.n = 1`);
    await target.run(
      `create user ${user}@'%' identified by 'secret'; grant select on \`${target.name}\`.* to ${user}@'%'`,
    );
    const url = new URL(target.url);
    [url.username, url.password] = [user, 'secret'];
    const ask = (schemaIgnore: readonly string[]) =>
      compareSchemas({ source: mysql(source.url), target: mysql(url.href), schemaIgnore });
    try {
      const report = await ask([]);
      expect([report.verdict, blockersOf(report)]).toEqual(['incomplete', []]);
      const hidden = (report.schema ?? []).filter(({ kind }) => kind === 'hidden').map(({ object }) => object);
      expect([...new Set(hidden)].sort()).toEqual(
        expect.arrayContaining(['definer', 'event', 'function', 'grant', 'trigger']),
      );
      expect(report.schemaFailure).toMatch(/not all definitions could be read.*grant /);
      expect((await ask(['hidden:*'])).verdict).not.toBe('incomplete');
      const routines = engine === 'mysql' ? 'show_routine on *.*' : 'select on mysql.proc';
      await target.run(
        `grant trigger, event, show view on \`${target.name}\`.* to ${user}@'%'; grant ${routines} to ${user}@'%'`,
      );
      const noDefiners = await ask([]);
      expect(noDefiners.verdict).toBe('incomplete');
      expect(noDefiners.schemaFailure).toMatch(/read: definer \(target\) · .* \(user, host\) on mysql.user/);
      await target.run(`grant select (user, host) on mysql.user to ${user}@'%'`);
      const whole = await ask([]);
      expect([whole.verdict, whole.schemaFailure]).toEqual(['match', undefined]);
      expect(whole.schema?.filter(({ kind }) => kind === 'hidden').map(({ object }) => object)).toEqual(['grant']);
      await target.run(
        `revoke all privileges, grant option from ${user}@'%'; grant select on \`${target.name}\`.t to ${user}@'%'`,
      );
      const single = await ask([]);
      expect([single.verdict, blockersOf(single)]).toEqual(['incomplete', []]);
      expect(single.schemaFailure).toMatch(/view \(target\)/);
    } finally {
      await target.run(`drop user ${user}@'%'`);
    }
  });

  it('of PostgreSQL is told of a sequence, and of a catalog that was closed', async () => {
    await using source = await freshDatabase('postgres', 'hidden');
    await using target = await freshDatabase('postgres', 'hidden');
    const role = `r${target.name.slice(-10)}`;
    for (const side of [source, target])
      await side.run('create table t (id serial primary key); create view v as select id from t');
    await target.run(`create role ${role} login password 'secret'; grant select on t, v to ${role}`);
    const url = new URL(target.url);
    [url.username, url.password] = [role, 'secret'];
    const ask = () => compareSchemas({ source: postgres(source.url), target: postgres(url.href) });
    try {
      const report = await ask();
      expect([report.verdict, blockersOf(report)]).toEqual(['incomplete', []]);
      expect(report.schema?.map(({ kind, object }) => `${kind} ${object}`)).toContain('hidden sequence');
      await target.run(`grant select on t_id_seq to ${role}`);
      expect((await ask()).verdict).toBe('match');
      await target.run(`revoke select on t from ${role}`);
      const noColumn = await ask();
      expect([noColumn.verdict, blockersOf(noColumn)]).toEqual(['incomplete', []]);
      expect(noColumn.schemaFailure).toMatch(/may not see public.t.id/);
      await target.run(`grant select on t to ${role}; revoke select on pg_default_acl from public`);
      const noGrants = await ask();
      expect(noGrants.schema?.filter(({ object }) => object === 'grant').map(({ kind }) => kind)).toEqual(['hidden']);
      await target.run('grant select on pg_default_acl to public; revoke select on pg_policy from public');
      const closed = await ask();
      expect([closed.verdict, blockersOf(closed)]).toEqual(['incomplete', []]);
      expect(closed.schemaFailure).toMatch(/object \(target\).*pg_policy/);
    } finally {
      await target.run(`drop owned by ${role}; drop role ${role}`);
    }
  });
});
