/** The history of MariaDB's tables with system versioning: rows that a bare SELECT does not show. */
import { expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { verify } from '../../src/index.ts';
import type { Options, Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

const AT = (time: string): string => `set timestamp = unix_timestamp('2026-01-01 ${time}')`;
/** The same at the same times on both sides: as a dump with its history brings them. */
const BOTH = `create table t (id int primary key, v varchar(20)) with system versioning;
  create table e (a int, b int, s timestamp(6) generated always as row start, f timestamp(6) generated always as row end,
    period for system_time (s, f), primary key (a, b)) with system versioning;
  create table p (v int) with system versioning partition by system_time (partition old history, partition now current);
  ${AT('10:00:00')}; insert into t values (1, 'a'), (2, 'b'), (3, 'c'); insert into e (a, b) values (1, 1), (1, 2); insert into p values (1), (1);
  ${AT('11:00:00')}; update t set v = upper(v); delete from e where b = 2; update p set v = 2`;

function reportOf(source: TestDatabase, target: TestDatabase, options: Options = {}): Promise<Report> {
  const sides = { source: mysql(source.url), target: mysql(target.url) };
  return verify({ settle: 0, history: true, ...options, ...sides }).report();
}

function unequal({ tables }: Report, schema: string): string[] {
  return tables
    .filter(({ verdict }) => verdict !== 'match')
    .map(
      ({ source, rows }) =>
        `${(source ?? '').replace(`${schema}.`, '')} ${String(rows.missing)} ${String(rows.extra)} ${String(rows.changed)}`,
    );
}

it('is compared with --history, by key and time, in every way, and named without', async () => {
  await using source = await freshDatabase('mariadb', 'history');
  await using target = await freshDatabase('mariadb', 'history');
  for (const side of [source, target]) await side.run(BOTH);
  for (const options of [{}, { chunkRows: 1 }, { strategy: 'stream' }, { consistency: 'snapshot' }] as const) {
    const report = await reportOf(source, target, options);
    expect([report.verdict, unequal(report, source.name)]).toEqual(['match', []]);
    expect(report.tables.map(({ source: name, rows }) => [name, rows.source, rows.target])).toEqual(
      [
        ['e', 1],
        ['p', 2],
        ['t', 3],
        ['e (history)', 1],
        ['p (history)', 2],
        ['t (history)', 3],
      ].map(([name, rows]) => [`${source.name}.${String(name)}`, rows, rows]),
    );
  }
  const silent = await reportOf(source, target, { history: false });
  expect(silent.notCompared.find(({ name }) => name.endsWith('.t'))?.reason).toBe(
    'the rows of its history (FOR SYSTEM_TIME ALL) are not compared, those of today are: --history compares them',
  );
});

it('that was lost, or is another one, is found', async () => {
  await using source = await freshDatabase('mariadb', 'history');
  await using target = await freshDatabase('mariadb', 'history');
  for (const side of [source, target]) await side.run(BOTH);
  await target.run(`delete history from e; set system_versioning_insert_history = 1;
    insert into t (id, v, row_start, row_end) values (9, 'made up', '2020-01-01', '2021-01-01')`);
  const report = await reportOf(source, target);
  expect([report.verdict, unequal(report, source.name)]).toEqual([
    'mismatch',
    ['e (history) 1 0 0', 't (history) 0 1 0'],
  ]);
  const [, extra] = report.tables.filter(({ verdict }) => verdict === 'mismatch');
  expect(extra?.differences).toEqual([{ kind: 'extra', key: { id: '9', ROW_END: '2021-01-01 00:00:00Z' } }]);
  expect((await reportOf(source, target, { where: 'v is not null', tables: ['t'] })).verdict).toBe('mismatch');
  expect((await reportOf(source, target, { where: "v <> 'made up'", tables: ['t'] })).verdict).toBe('match');
  expect((await reportOf(source, target, { history: false })).verdict).toBe('match');
});

it('that one side alone keeps, or that goes by numbers of transactions, is no match where it is asked for', async () => {
  await using source = await freshDatabase('mariadb', 'history');
  await using target = await freshDatabase('mariadb', 'history');
  const numbered = `create table x (id int primary key, s bigint unsigned generated always as row start invisible,
    e bigint unsigned generated always as row end invisible, period for system_time (s, e)) with system versioning`;
  for (const side of [source, target]) await side.run(numbered);
  await source.run('create table t (id int primary key) with system versioning');
  await target.run('create table t (id int primary key)');
  const reasons = (report: Report): string[] =>
    report.notCompared
      .filter(({ affectsVerdict }) => affectsVerdict)
      .map(({ name, reason }) => `${name.split('.')[1] ?? ''}: ${reason}`);
  const report = await reportOf(source, target, { compareSchema: false });
  expect([report.verdict, [...new Set(reasons(report))]]).toEqual([
    'incomplete',
    [
      't: the rows of its history (FOR SYSTEM_TIME ALL) are not compared, those of today are: one side alone has them',
      'x: the rows of its history (FOR SYSTEM_TIME ALL) are not compared, those of today are: it goes by numbers of transactions, which are others on another server',
    ],
  ]);
  expect((await reportOf(target, source, { tables: ['t'], compareSchema: false })).verdict).toBe('incomplete');
});
