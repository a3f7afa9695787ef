/** Fingerprints of servers: what differs from one engine to another, and what is beside the rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import { dialectFor as mysqlDialect, mysql } from '../../adapters/mysql/index.ts';
import { dialectFor, postgres } from '../../adapters/postgres/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import { takeFingerprint, verify } from '../../src/index.ts';
import type { Options, Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { found, temporaryFolder } from './tables.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let here: TestDatabase;
let there: TestDatabase;
let files = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
  here = await freshDatabase('postgres', 'fp');
  there = await freshDatabase('mysql', 'fp');
});
afterAll(async () => {
  await here.drop();
  await there.drop();
  await folder[Symbol.asyncDispose]();
});

async function taken(source: Adapter, options: Options = {}): Promise<string> {
  const output = folder.path(`${String(files++)}.fp`);
  await takeFingerprint({ ...options, source, output });
  return output;
}

const compare = (source: Adapter, target: Adapter, options: Options = {}): Promise<Report> =>
  verify({ ...options, source, target }).report();

describe('a fingerprint for another engine', () => {
  beforeAll(async () => {
    await here.run(`create table visit (id int primary key, place point, tags text[], lasted interval, at timestamptz, paid boolean);
      insert into visit values (1, '(1,2)', '{a,b}', '01:30:00', '2026-01-01Z', true), (2, null, '{}', null, null, false);
      insert into visit values (3, '(3,4)', '{c}', '00:00:01', '2026-02-01Z', null)`);
    await there.run(`create table visit (id int primary key, place point, tags json, lasted time(6), at timestamp(6) null, paid tinyint(1));
      set time_zone = '+00:00';
      insert into visit values (1, point(1,2), '["a","b"]', '01:30:00', '2026-01-01', 1), (2, null, '[]', null, null, 0);
      insert into visit values (3, point(3,4), '["c"]', '00:00:02', '2026-02-01', null)`);
  });

  it.each(['of postgres for mysql', 'of mysql for postgres'])('%s holds the forms in which they meet', async (way) => {
    const [from, to] = [postgres(here.url), mysql(there.url)];
    const how = { tables: ['visit'], compareSchema: false };
    const [source, target]: [Adapter, Adapter] =
      way === 'of postgres for mysql'
        ? [fingerprint(await taken(from, { tables: ['visit'], for: 'mysql' })), to]
        : [fingerprint(await taken(to, { tables: ['visit'], for: 'postgres' })), from];
    const report = await compare(source, target, how);
    expect(report.notCompared).toEqual([]);
    expect(found(report.tables[0])).toEqual(['changed 3']);
  });

  it('says what to do where it holds others', async () => {
    const before = fingerprint(await taken(postgres(here.url), { tables: ['visit'] }));
    const { verdict, notCompared } = await compare(before, mysql(there.url), { compareSchema: false });
    expect(verdict).toBe('incomplete');
    expect(JSON.stringify(notCompared)).toContain('take it with --for or --against');
  });
});

describe('definitions', () => {
  it('that went since are findings, and are never passed over in silence', async () => {
    await here.run('create schema shop; create table shop.t (id int primary key, v int); create index on shop.t (v)');
    const output = await taken(postgres(here.url), { schemas: ['shop'] });
    await here.run('drop index shop.t_v_idx');
    const live = postgres(here.url);
    // Not the default schema: the fingerprint says itself which one it is of.
    const told = await compare(fingerprint(output, { dialect: dialectFor }), live);
    expect(told.schema?.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['missing t_v_idx']);
    for (const side of [fingerprint(output), fingerprint(output, { dialect: mysqlDialect })]) {
      const untold = await compare(side, live);
      expect(untold).toMatchObject({ verdict: 'incomplete', tables: [{ verdict: 'match' }] });
      expect(untold.schemaFailure).toContain('what they mean was not said');
      expect((await compare(side, live, { compareSchema: false })).verdict).toBe('match');
    }
  });
});

describe('a condition', () => {
  it('chooses rows when a fingerprint is taken, and cannot choose among them later', async () => {
    await here.run(
      'create schema chosen; create table chosen.t (id int primary key); insert into chosen.t values (1), (2), (3)',
    );
    const [live, schemas] = [postgres(here.url), ['chosen']];
    const whole = fingerprint(await taken(live, { schemas }));
    const some = fingerprint(await taken(live, { schemas, where: 'id < 3' }));
    const verdictOf = async (source: Adapter, options: Options): Promise<string> =>
      (await compare(source, live, { ...options, compareSchema: false })).verdict;
    const [same, other] = ['id < 3', 'id < 2'] as const;
    expect(await verdictOf(some, {})).toBe('match');
    expect(await verdictOf(some, { where: same })).toBe('match');
    expect(await verdictOf(some, { sourceWhere: other })).toBe('incomplete');
    expect(await verdictOf(whole, { where: same })).toBe('incomplete');
    expect(await verdictOf(whole, { sourceWhere: same })).toBe('incomplete');
    expect(await verdictOf(whole, { targetWhere: same })).toBe('mismatch');
  });
});

describe('another place and another time', () => {
  it('a table that is gone is missing, and another database is told by its tables', async () => {
    await here.run(
      'create schema gone; create table gone.a (id int primary key); create table gone.b (id int primary key)',
    );
    const before = fingerprint(await taken(postgres(here.url), { schemas: ['gone'] }));
    await here.run('drop table gone.b');
    const report = await compare(before, postgres(here.url), { compareSchema: false });
    expect(report.verdict).toBe('mismatch');
    expect(JSON.stringify(report)).toContain('gone.b');
    const other = await freshDatabase('postgres', 'other');
    try {
      const elsewhere = compare(before, postgres(other.url), { compareSchema: false });
      const answer = await elsewhere.then(
        ({ verdict }) => verdict,
        (error: { code?: string }) => error.code,
      );
      expect(['mismatch', 'incomplete', 'PLAN_INVALID']).toContain(answer);
    } finally {
      await other.drop();
    }
  });
});
