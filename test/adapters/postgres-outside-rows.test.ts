/** Rows that are where the catalog says that there are none: a planner that believes it reads past them. */
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import { reportsOf } from '../support/every-strategy.ts';

const ROWS = 4000;

const OF_T = { tables: ['t'], chunkRows: 500 } as const;

const filled = `insert into t select i, i from generate_series(1, ${String(ROWS)}) i`;
const plain = `create table t (id int not null unique, v int); ${filled}; analyze t`;

describe('rows whose key is NULL in a column that may hold none', () => {
  const nulls = `create table t (id int unique, v int); ${filled}; insert into t values (null, 1), (null, 2)`;
  const falsely = `update pg_attribute set attnotnull = true where attrelid = 't'::regclass and attname = 'id'`;

  it.each([
    ['since that is not validated', 'alter table t add constraint held not null id not valid'],
    ['since the catalog was changed', falsely],
  ])(
    'are seen, %s',
    async (_why, hide) => {
      await using source = await freshDatabase('postgres');
      await using target = await freshDatabase('postgres');
      await source.run(`${nulls}; ${hide}; analyze t`);
      await target.run(plain);
      for (const { verdict, tables } of await reportsOf(source, target, OF_T)) {
        expect(verdict).toBe('mismatch');
        expect(tables).toMatchObject([{ rows: { source: ROWS + 2, target: ROWS, missing: 2 } }]);
      }
    },
    60_000,
  );

  it('are seen beside somebody who writes to another table', async () => {
    await using source = await freshDatabase('postgres');
    await using target = await freshDatabase('postgres');
    await source.run(`${nulls}; ${falsely}; create table other (v int); insert into other values (0)`);
    await target.run(plain);
    let writing = true;
    const writer = (async (): Promise<void> => {
      while (writing) await source.run('update other set v = v + 1');
    })();
    try {
      for (const { verdict, tables } of await reportsOf(source, target, OF_T)) {
        expect({ verdict, reason: tables[0]?.reason }).toEqual({ verdict: 'mismatch' });
        expect(tables).toMatchObject([{ rows: { source: ROWS + 2, target: ROWS, missing: 2 } }]);
      }
    } finally {
      writing = false;
      await writer;
    }
  }, 60_000);

  it('leave the table in doubt where the constraint says that it was validated', async () => {
    await using source = await freshDatabase('postgres');
    await using target = await freshDatabase('postgres');
    await source.run(`${nulls}; alter table t add constraint held not null id not valid; analyze t;
      update pg_constraint set convalidated = true where conname = 'held'`);
    await target.run(plain);
    for (const { verdict, tables } of await reportsOf(source, target, { ...OF_T, consistency: 'none' })) {
      expect(verdict).toBe('incomplete');
      expect(tables[0]?.reason).toContain(
        '4,000 rows of the source were compared and a scan counts 4,002, while nothing was written',
      );
    }
    for (const { verdict } of await reportsOf(target, target, { ...OF_T, consistency: 'none' }))
      expect(verdict).toBe('match');
  }, 60_000);
});

describe('rows outside of the bounds', () => {
  const parted = `create table t (id int primary key, v int) partition by range (id);
    create table low partition of t for values from (0) to (2001)`;
  const misplaced = `create table high (id int primary key, v int, constraint held check (id >= 2001 and id < 100000 and id is not null) not valid);
    insert into t select i, i from generate_series(1, 2000) i; insert into high select i, i from generate_series(2001, ${String(ROWS)}) i`;

  it('of a partition are seen', async () => {
    await using source = await freshDatabase('postgres');
    await using target = await freshDatabase('postgres');
    await source.run(`${parted}; ${misplaced}; alter table high drop constraint held; insert into high values (-7, 1), (-8, 2);
      alter table high add constraint held check (id >= 2001 and id < 100000 and id is not null) not valid;
      update pg_constraint set convalidated = true where conname = 'held';
      alter table t attach partition high for values from (2001) to (100000); analyze`);
    await target.run(`${parted}; ${misplaced}; alter table high validate constraint held;
      alter table t attach partition high for values from (2001) to (100000); analyze`);
    for (const { verdict, tables } of await reportsOf(source, target, OF_T)) {
      expect(verdict).toBe('mismatch');
      expect(tables).toMatchObject([{ rows: { source: ROWS + 2, missing: 2 } }]);
    }
  }, 60_000);

  it('of a check are seen by a role that believes in checks', async () => {
    await using source = await freshDatabase('postgres');
    await using target = await freshDatabase('postgres');
    await source.run(plain);
    await target.run(`${plain}; delete from t where id in (7, 8)`);
    for (const side of [source, target]) {
      await side.run(`alter table t add constraint held check (id > 1000) not valid;
        update pg_constraint set convalidated = true where conname = 'held';
        alter database "${side.name}" set constraint_exclusion = on`);
    }
    for (const { verdict, tables } of await reportsOf(source, target, OF_T)) {
      expect(verdict).toBe('mismatch');
      expect(tables).toMatchObject([{ rows: { source: ROWS, missing: 2 } }]);
    }
  }, 60_000);
});
