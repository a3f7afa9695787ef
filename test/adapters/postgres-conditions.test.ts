/** A condition means what it means to the role that wrote it, or is refused. */
import { describe, expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import type { TestDatabase } from '../support/databases.ts';
import { keptDatabase } from '../support/kept-databases.ts';

/** What citext is, for a server without it: a type with an equality of its own, and a cast to text. */
const FOLDED = `create type folded;
  create function folded_in(cstring) returns folded language internal immutable strict as 'textin';
  create function folded_out(folded) returns cstring language internal immutable strict as 'textout';
  create type folded (input = folded_in, output = folded_out, like = text, category = 'S');
  create cast (folded as text) without function as implicit;
  create function folded_equal(folded, folded) returns boolean language sql immutable as $$ select lower($1::text) = lower($2::text) $$;
  create operator = (leftarg = folded, rightarg = folded, procedure = folded_equal)`;
const TABLE = `create table t (id int primary key, status folded, v int); insert into t values (1, 'Active', 1), (2, 'ACTIVE', 2), (3, 'gone', 3)`;

async function pair(sql: string, more: string): Promise<readonly [TestDatabase, TestDatabase]> {
  const source = await keptDatabase('postgres', sql);
  return [source, await keptDatabase('postgres', `${sql};${more}`)];
}

const reportOf = ([source, target]: readonly [TestDatabase, TestDatabase], where: string): Promise<Report> =>
  verify({
    source: postgres(source.url),
    target: postgres(target.url),
    ...{ compareSchema: false, settle: 0, where, tables: ['t'] },
  }).report();

describe('a condition with an operator of an extension', () => {
  it('is refused where it would mean another thing than to the role', async () => {
    const sides = await pair(`${FOLDED}; ${TABLE}`, 'update t set v = 7 where id = 1');
    await expect(reportOf(sides, "status = 'active'")).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      message: expect.stringContaining('another condition under the search path of this role') as string,
    });
    const rows = { source: 2, target: 2, changed: 1 };
    for (const where of [`status operator(public.=) 'active'`, `lower(status::text) = 'active'`]) {
      expect(await reportOf(sides, where)).toMatchObject({ verdict: 'mismatch', tables: [{ rows }] });
    }
  }, 60_000);

  it('is taken as it is by a role that would not find the operator either', async () => {
    const sides = await pair(`${FOLDED}; ${TABLE}`, 'update t set v = 7 where id = 1');
    for (const side of sides) await side.run(`alter database "${side.name}" set search_path = pg_catalog`);
    const options = { compareSchema: false, settle: 0, where: `status = 'Active'`, tables: ['public.t'] };
    const [source, target] = sides.map(({ url }) => postgres(url, { schema: 'public' }));
    const report = await verify({
      source: source ?? expect.fail(),
      target: target ?? expect.fail(),
      ...options,
    }).report();
    expect(report.tables).toMatchObject([{ rows: { source: 1, target: 1, changed: 1 } }]);
  }, 60_000);
});

it('conditions of names with and without their schema, on all kinds of tables, are not refused', async () => {
  const sides = await pair(
    `create table t (id int primary key, "a.b" text, at timestamptz) partition by range (id);
     create table low partition of t for values from (0) to (100); create table high partition of t for values from (100) to (1000);
     create index on t (at); create table u (id int primary key); insert into u values (2);
     create function odd(int) returns boolean language sql immutable as $$ select $1 % 2 = 1 $$;
     insert into t select i, 'x' || i, timestamptz '2024-01-01 00:00+00' + i * interval '1 d' from generate_series(1, 300) i`,
    'select 1',
  );
  for (const where of [
    `id > 7 -- all`,
    `"a.b" like 'x1%' and at > '2024-02-01'`,
    'id in (select id from public.u)',
    'public.odd(id)',
    'public.t.id operator(pg_catalog.<) 9',
  ]) {
    expect(await reportOf(sides, where), where).toMatchObject({ verdict: 'match', warnings: [] });
  }
}, 60_000);

it('a condition that keeps no row of either side is warned of', async () => {
  const sides = await pair('create table t (id int primary key); insert into t values (1)', 'select 1');
  expect(await reportOf(sides, 'id > 7')).toMatchObject({
    verdict: 'match',
    warnings: ['the condition keeps no row of either side of public.t: nothing was compared there'],
  });
  expect((await reportOf(sides, 'id < 7')).warnings).toEqual([]);
}, 60_000);
