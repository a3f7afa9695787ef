/** Rows in a partition where they do not belong: scans see them, look-ups by key do not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { verify } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import type { Adapter, HiddenRows } from '../../src/adapter.ts';
import { freshDatabase, type TestDatabase } from '../support/databases.ts';
import { shapeOf, viewOf } from './subject.ts';

const PARTITIONS: Readonly<Record<string, string>> = {
  range: 'range (id) (partition p0 values less than (100), partition p1 values less than maxvalue)',
  list: 'list (id) (partition p0 values in (10, 50, 60), partition p1 values in (7, 8))',
  hash: 'hash (id) (partition p0, partition p1)',
  key: 'key (id) partitions 2',
};

const rowsIn = async (database: TestDatabase, table: string, where = ''): Promise<number> => {
  const [row] = await database.query<{ n: string }>(`select count(*) n from ${table} ${where}`);
  return Number(row?.n);
};

/** What `IndexCheck` counts; null without one. */
async function hiddenIn(at: TestDatabase, table: string, where: string | null = null): Promise<HiddenRows | null> {
  await using database = await mysql(at.url).open({ connections: 1, signal: new AbortController().signal });
  const view = viewOf(await shapeOf(database, at.name, table), { columns: { id: 'integer' }, keyLength: 1, where });
  return (await database.reader(view).index?.hiddenRows()) ?? null;
}

describe('rows in a wrong partition of MySQL', () => {
  let [source, target]: TestDatabase[] = [];
  const sides = (): [TestDatabase, TestDatabase] => [source as TestDatabase, target as TestDatabase];

  beforeAll(async () => {
    [source, target] = await Promise.all([freshDatabase('mysql'), freshDatabase('mysql')]);
    for (const [kind, partitions] of Object.entries(PARTITIONS)) {
      const table = `create table t_${kind} (id int primary key, v int) partition by ${partitions}`;
      await Promise.all(sides().map((side) => side.run(`${table}; insert into t_${kind} values (10, 1), (60, 1)`)));
      await sides()[0].run(`create table x (id int primary key, v int); insert into x values (50, 1)`);
      // One of the two partitions is the wrong one.
      for (const partition of ['p1', 'p0']) {
        await sides()[0].run(
          `delete from t_${kind}; alter table t_${kind} exchange partition ${partition} with table x without validation`,
        );
        if ((await rowsIn(sides()[0], `t_${kind}`, 'force index (primary) where id = 50')) === 0) break;
        await sides()[0].run(`delete from t_${kind}; insert into x values (50, 1)`);
      }
      await sides()[0].run(`drop table x; insert into t_${kind} values (10, 1), (60, 1)`);
    }
  });
  afterAll(() => Promise.all(sides().map((side) => side.drop())));

  it.each(Object.keys(PARTITIONS))('counts them: by %s', async (kind) => {
    expect(await rowsIn(sides()[0], `t_${kind}`)).toBe(3);
    expect(await hiddenIn(sides()[0], `t_${kind}`)).toEqual({ rows: 1, example: ['50'] });
    expect(await hiddenIn(sides()[1], `t_${kind}`)).toEqual({ rows: 0, example: null });
  });

  it.each(['pushdown', 'stream', 'auto'] as const)('are no match: %s', async (strategy) => {
    const [from, to] = sides().map(({ url }) => mysql(url)) as [Adapter, Adapter];
    const report = await verify({ source: from, target: to, compareSchema: false, settle: 0, strategy }).report();
    expect(report.tables.map(({ verdict }) => verdict)).not.toContain('match');
    expect(reasons(report)).toContain('such as id = 50');
    expect(reasons(report)).toContain('REPAIR PARTITION');
  });

  it('are counted by a key that is no order of values too', async () => {
    const [side, other] = sides();
    const make = (name: string, how = ''): string =>
      `create table ${name} (k varchar(9) primary key, v int) ${how}; insert into ${name} values ('a', 1), ('B', 2), ('é', 3), ('d', 4), ('e5', 5);`;
    await Promise.all([
      side.run(make('texts', 'partition by key (k) (partition p0, partition p1)')),
      other.run(make('texts')),
    ]);
    const found = async (): Promise<Report> => {
      const [from, to] = [side, other].map(({ url }) => mysql(url)) as [Adapter, Adapter];
      return verify({ source: from, target: to, compareSchema: false, settle: 0, tables: ['texts'] }).report();
    };
    expect((await found()).verdict).toBe('match');
    await side.run(`${make('x')} delete from texts;
      alter table texts exchange partition p0 with table x without validation; drop table x`);
    expect(reasons(await found())).toMatch(/sees [1-5] rows? that its index does not lead to, such as k = /);
  });

  it('minds the condition of the user, and a key that lies in two partitions', async () => {
    const [side] = sides();
    await side.run('insert into t_hash values (50, 2)');
    expect(await rowsIn(side, 't_hash', 'where v > 0 and id + 0 = 50')).toBe(2);
    expect(await hiddenIn(side, 't_hash')).toEqual({ rows: 1, example: ['50'] });
    expect(await hiddenIn(side, 't_hash', 'id > 50 -- not those')).toEqual({ rows: 0, example: null });
    await side.run('create table plain (id int primary key)');
    expect(await hiddenIn(side, 't_hash', 'v = 1')).toEqual({ rows: 1, example: ['50'] });
    expect(await hiddenIn(side, 'plain')).toBeNull();
  });
});

it('finds none where rows lie as they should on MariaDB', async () => {
  await using database = await freshDatabase('mariadb');
  for (const [kind, partitions] of Object.entries(PARTITIONS)) {
    await database.run(`create table t_${kind} (id int primary key, v int) partition by ${partitions}`);
    await database.run(`insert into t_${kind} values (10, 1), (60, 1)`);
    expect(await hiddenIn(database, `t_${kind}`)).toEqual({ rows: 0, example: null });
  }
});

function reasons({ tables }: Report): string {
  return tables.map(({ reason }) => reason ?? '').join('\n');
}
