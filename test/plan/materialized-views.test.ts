/** Materialized views hold rows of their own, as old as their last REFRESH: compared on request, named otherwise. */
import { describe, expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { compareSchemas, plan, verify } from '../../src/index.ts';
import type { Options, Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

const TABLES = `create table t (id int primary key, n int); insert into t values (1, 10), (2, 20);
  create materialized view m as select id, n from t; create unique index one on m (id); create view v as select id from t`;

function reportOf(source: TestDatabase, target: TestDatabase, options: Options = {}): Promise<Report> {
  const sides = { source: postgres(source.url), target: postgres(target.url) };
  return verify({ settle: 0, ...options, ...sides }).report();
}

function named({ notCompared }: Report): string[] {
  return notCompared.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`);
}

async function pair(): Promise<{ source: TestDatabase; target: TestDatabase } & AsyncDisposable> {
  const [source, target] = [await freshDatabase('postgres', 'mv'), await freshDatabase('postgres', 'mv')];
  for (const side of [source, target]) await side.run(TABLES);
  const drop = async (): Promise<void> => void (await Promise.all([source.drop(), target.drop()]));
  return { source, target, [Symbol.asyncDispose]: drop };
}

const STALE = 'delete from t where id = 2; refresh materialized view m; insert into t values (2, 20)';

describe('a materialized view', () => {
  it('is named with how stale it may be, and compared where the user asks for it', async () => {
    await using sides = await pair();
    const { source, target } = sides;
    await target.run(STALE);
    const silent = await reportOf(source, target);
    expect([silent.verdict, named(silent)]).toEqual([
      'match',
      [
        'view public.m: a materialized view: its rows are those of its last REFRESH, of which the server keeps no time; --materialized-views compares them',
        'view public.v: a view: its rows are those of its tables',
      ],
    ]);
    const report = await reportOf(source, target, { materializedViews: true });
    expect(report.verdict).toBe('mismatch');
    expect(report.tables.map(({ source: name, verdict, rows }) => [name, verdict, rows.missing])).toEqual([
      ['public.m', 'mismatch', 1],
      ['public.t', 'match', 0],
    ]);
    expect(named(report)).toEqual(['view public.v: a view: its rows are those of its tables']);
    await target.run('refresh materialized view m');
    expect((await reportOf(source, target, { materializedViews: true })).verdict).toBe('match');
  });

  it('is compared where --tables names it and nothing else', async () => {
    await using sides = await pair();
    const { source, target } = sides;
    await target.run(`${STALE}; drop index one`);
    for (const tables of [['m'], ['public.m'], ['t', 'm']]) {
      const report = await reportOf(source, target, { tables });
      expect([report.verdict, report.tables.map(({ source: name }) => name)]).toEqual([
        'mismatch',
        tables.includes('t') ? ['public.m', 'public.t'] : ['public.m'],
      ]);
      expect(report.schema?.filter(({ severity }) => severity === 'blocker').map(({ name }) => name)).toEqual(['one']);
    }
    const all = await reportOf(source, target, { tables: ['*'] });
    expect(all.tables.map(({ source: name }) => name)).toEqual(['public.t']);
    const without = await reportOf(source, target, { materializedViews: true, exclude: ['m'] });
    expect(named(without)).toContain('view public.m: excluded by --exclude');
  });

  it('that was never filled is no match where its rows are asked for', async () => {
    await using sides = await pair();
    const { source, target } = sides;
    await target.run('refresh materialized view m with no data');
    expect(named(await reportOf(source, target))[0]).toBe(
      'view public.m: a materialized view: in the source its rows are those of its last REFRESH, of which the server keeps no time; in the target it was never filled, queries of it fail; --materialized-views compares them',
    );
    const report = await reportOf(source, target, { materializedViews: true, compareSchema: false });
    expect(report.verdict).toBe('incomplete');
    expect(report.tables.find(({ source: name }) => name === 'public.m')?.reason).toMatch(/populated/);
  });

  it('that the target lacks is missing, one that only the target has is named, and a table may be in its place', async () => {
    await using sides = await pair();
    const { source, target } = sides;
    await target.run('drop materialized view m; create materialized view extra as select 1 as one');
    const lacking = await reportOf(source, target, { materializedViews: true });
    expect(lacking.tables.map(({ source: name, target: other, verdict }) => [name, other, verdict])).toEqual([
      ['public.t', 'public.t', 'match'],
      ['public.m', null, 'mismatch'],
    ]);
    expect(named(lacking)).toContain('view public.extra: a materialized view: only the target has it');
    expect(lacking.schema?.map(({ kind, object, name }) => `${kind} ${object} ${name}`)).toEqual([
      'missing materialized view m',
      'missing index one',
      'extra materialized view extra',
    ]);
    await target.run('create table m (id int primary key, n int); insert into m select * from t');
    const asTable = await reportOf(source, target, { materializedViews: true });
    expect(asTable.tables.map(({ source: name, verdict }) => [name, verdict])).toEqual([
      ['public.m', 'match'],
      ['public.t', 'match'],
    ]);
    expect(asTable.schema?.filter(({ severity }) => severity === 'blocker').map(({ message }) => message)).toEqual([
      'a materialized view in the source is a table in the target: nothing refreshes it',
    ]);
    const back = await reportOf(target, source, { materializedViews: true });
    expect(back.schema?.filter(({ severity }) => severity === 'blocker').map(({ message }) => message)).toContain(
      'a table of the source is a materialized view in the target: writes to it fail',
    );
  });

  it('is in the plan as it is in the report, and its definition is compared alone', async () => {
    await using sides = await pair();
    const { source, target } = sides;
    await target.run('drop materialized view m; create materialized view m as select id, n + 1 as n from t');
    const both = { source: postgres(source.url), target: postgres(target.url) };
    const { plan: made } = await plan({ ...both, materializedViews: true });
    expect(made.tables.map(({ id }) => id)).toEqual(['public.m', 'public.t']);
    const { schema = [] } = await compareSchemas({ ...both, tables: ['m'] });
    expect(schema.map(({ kind, object, name }) => `${kind} ${object} ${name}`)).toEqual([
      'missing index one',
      'changed materialized view m',
    ]);
  });
});
