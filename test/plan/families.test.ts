import { describe, expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Config, Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';

/** What comes of two databases, each made by statements for both and its own. */
async function reportOf(sql: { both?: string; source?: string; target?: string }, options: Partial<Config> = {}) {
  await using source = await freshDatabase('postgres', 'family_source');
  await using target = await freshDatabase('postgres', 'family_target');
  await source.run(`${sql.both ?? ''};${sql.source ?? ''}`);
  await target.run(`${sql.both ?? ''};${sql.target ?? ''}`);
  const sides = { source: postgres(source.url), target: postgres(target.url) };
  return await verify({ compareSchema: false, settle: 0, ...options, ...sides }).report();
}

function found({ verdict, tables, notCompared }: Report) {
  return {
    verdict,
    tables: tables.map(({ source, target, verdict: of, rows }) => {
      return `${source ?? '-'}=${target ?? '-'} ${of} ${rows.source}/${rows.target}`;
    }),
    left: notCompared.map(({ name, reason }) => `${name}: ${reason}`),
  };
}

const FAMILY = `create table parent (id int primary key, v int); create table child (primary key (id)) inherits (parent);
  insert into parent values (1, 1); insert into child values (2, 2)`;

describe('a family of tables', () => {
  it('that is the same on both sides is compared table by table', async () => {
    const report = await reportOf({ both: FAMILY });
    expect(found(report)).toEqual({
      verdict: 'match',
      tables: ['public.child=public.child match 1/1', 'public.parent=public.parent match 1/1'],
      left: [],
    });
    expect(report.tables.every(({ walk, family }) => walk === 'key order' && family === undefined)).toBe(true);
  });

  it('is one table where the child is not selected, and the report says which tables it stands for', async () => {
    const report = await reportOf({ both: FAMILY, target: 'delete from child' }, { tables: ['parent'] });
    expect(found(report)).toEqual({
      verdict: 'mismatch',
      tables: ['public.parent=public.parent mismatch 2/1'],
      left: [],
    });
    expect(report.tables[0]?.family).toEqual({ source: ['public.child'], target: ['public.child'] });
    expect(report.tables[0]?.differences).toEqual([{ kind: 'missing', key: { id: '2' } }]);
  });

  it('leaves out a child that was excluded by its name, and compares the others one by one', async () => {
    const report = await reportOf({ both: FAMILY, target: 'drop table child' }, { exclude: ['child'] });
    expect(found(report)).toEqual({
      verdict: 'match',
      tables: ['public.parent=public.parent match 1/1'],
      left: ['public.child: excluded by --exclude'],
    });
  });

  it('is compared child by child where only the children are selected', async () => {
    const report = await reportOf(
      { both: FAMILY, target: 'alter table child no inherit parent' },
      { tables: ['child'] },
    );
    expect(found(report)).toMatchObject({ verdict: 'match', tables: ['public.child=public.child match 1/1'] });
  });

  it('of a missing table has children of its own on the other side', async () => {
    const report = await reportOf({ both: FAMILY, target: 'alter table child no inherit parent; drop table parent' });
    expect(found(report)).toMatchObject({
      verdict: 'mismatch',
      tables: ['public.child=public.child match 1/1', 'public.parent=- mismatch 0/0'],
    });
  });

  it('takes a key that the user names only when no two rows of all its tables share it', async () => {
    const options = { tables: ['parent'], key: [{ table: null, columns: ['id'] }] };
    expect((await reportOf({ both: FAMILY }, options)).verdict).toBe('match');
    const twice = reportOf({ both: `${FAMILY}; insert into child values (1, 1)` }, options);
    await expect(twice).rejects.toThrow(/--key id is not unique in public.parent of the (source|target): .* id = 1/);
  });

  it('with a member that cannot be read is incomplete, and says why', async () => {
    const both = `create foreign data wrapper nothing; create server nowhere foreign data wrapper nothing; ${FAMILY};
      create foreign table abroad () inherits (parent) server nowhere`;
    const report = await reportOf({ both });
    expect(found(report)).toMatchObject({ verdict: 'incomplete', left: [] });
    expect(report.tables[0]?.reason).toContain('no handler');
  });

  it('that changes during the run is another table: a partition that was emptied and loaded again', async () => {
    await using database = await freshDatabase('postgres', 'family_token');
    await database.run(`create table t (id int) partition by range (id);
      create table t1 partition of t for values from (1) to (100); insert into t values (1)`);
    await using opened = await postgres(database.url).open({ connections: 1, signal: new AbortController().signal });
    const definition = async () => (await opened.describe(['public']))[0]?.definition;
    const before = await definition();
    expect(await definition()).toBe(before);
    await database.run('truncate t; insert into t values (1)');
    expect(await definition()).not.toBe(before);
  });
});

it.each([
  [
    'labels of what its type is made of are renamed',
    `create type mood as enum ('happy', 'sad'); create domain moods as mood[]; create type pair as (a int, b moods);
     create table t (id int, p pair)`,
    `alter type mood rename value 'sad' to 'x'; alter type mood rename value 'happy' to 'sad'; alter type mood rename value 'x' to 'happy'`,
  ],
  [
    'what is generated is generated by another expression',
    'create table t (id int, b int generated always as (id * 2) virtual)',
    'alter table t alter column b set expression as (id * 3)',
  ],
])('a table is another one when %s', async (_what, made, changed) => {
  await using database = await freshDatabase('postgres');
  await database.run(made);
  await using opened = await postgres(database.url).open({ connections: 1, signal: new AbortController().signal });
  const definition = async () => (await opened.describe(['public']))[0]?.definition;
  const before = await definition();
  expect(await definition()).toBe(before);
  await database.run(changed);
  expect(await definition()).not.toBe(before);
});
