/** Values of which the text, or the number, is not the whole: what they are made of, what they refer to, in which coins. */
import { expect, it } from 'vitest';
import { connections } from '../../adapters/postgres/connections.ts';
import { describeTables } from '../../adapters/postgres/describe.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { tableReader } from '../../adapters/postgres/reader.ts';
import { readAddress } from '../../adapters/postgres/address/target.ts';
import { surroundings } from '../../adapters/sql/surroundings.ts';
import type { ServerFacts } from '../../adapters/postgres/types.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TestDatabase } from '../support/databases.ts';
import { reportsOf } from '../support/every-strategy.ts';
import { keptDatabase } from '../support/kept-databases.ts';
import { shapeOf, textsOf, viewOf } from './subject.ts';

const databaseWith = (sql: string): Promise<TestDatabase> => keptDatabase('postgres', sql);

it('composites whose attributes have another order, name or type are not compared as the same text', async () => {
  const tables = `
    create type pairs as range (subtype = pair);
    create domain two as pair;
    create type nest as (p pair, n int);
    create table t (id int primary key, p pair, a pair[], r pairs, d two, n nest, s same, i int4range);
    insert into t values (1, '(1,2)', '{"(1,2)"}', '["(1,2)","(1,3)")', '(1,2)', '("(1,2)",3)', '(1,x)', '[1,2)')`;
  const same = 'create type same as (a int, b text);';
  const source = await databaseWith(`create type pair as (a int, b int); ${same} ${tables}`);
  expect(
    (await reportsOf(source, await databaseWith(`create type pair as (a int, b int); ${same} ${tables}`))).map(
      ({ verdict }) => verdict,
    ),
  ).toEqual(['match', 'match', 'match']);
  for (const pair of ['(b int, a int)', '(a int, c int)', '(a int, b bigint)']) {
    const target = await databaseWith(`create type pair as ${pair}; ${same} ${tables}`);
    for (const { tables: compared, notCompared } of await reportsOf(source, target)) {
      expect(compared).toMatchObject([{ verdict: 'incomplete' }]);
      const left = notCompared.map(({ name }) => name.split('.').at(-1));
      expect(left).toEqual(['p', 'a', 'r', 'd', 'n']);
      expect(compared[0]?.reason).toContain(`no rule compares public.pair of (a int4, b int4) with public.pair of `);
    }
  }
}, 120_000);

const DOCUMENTS = `create table document (id int primary key, body oid, plain oid);
  insert into document values (1, 70001, 1), (2, 70002, 4294967295), (3, 70003, 0), (4, null, null)`;
const OBJECTS = `select lo_from_bytea(70001, 'one'), lo_from_bytea(70002, 'two')`;

it('large objects are compared with the oids that refer to them', async () => {
  const source = await databaseWith(`${DOCUMENTS}; ${OBJECTS}`);
  const target = await databaseWith(DOCUMENTS);
  const changed = (...ids: number[]) => [
    { differences: ids.map((id) => ({ kind: 'changed', key: { id: String(id) }, columns: ['body'] })) },
  ];
  for (const report of await reportsOf(source, target)) {
    expect(report.verdict).toBe('mismatch');
    expect(report.tables).toMatchObject(changed(1, 2));
  }
  await target.run(`${OBJECTS.replace('two', 'twO')}, lo_from_bytea(70003, '')`);
  for (const report of await reportsOf(source, target)) expect(report.tables).toMatchObject(changed(2, 3));
  await target.run(`select lo_put(70002, 0, 'two'), lo_unlink(70003)`);
  for (const report of await reportsOf(source, target)) expect(report.verdict).toBe('match');
}, 120_000);

it('an object that this role may not read is no match, and one that is a key is not passed over', async () => {
  const both = `${DOCUMENTS}; ${OBJECTS}; create table numbered (id oid primary key, v int); insert into numbered values (7, 1), (8, 1)`;
  const [source, target] = [await databaseWith(both), await databaseWith(both)];
  for (const report of await reportsOf(source, target)) expect(report.verdict).toBe('match');
  await source.run('insert into numbered values (70001, 1)');
  await target.run('insert into numbered values (70001, 1)');
  for (const report of await reportsOf(source, target, { tables: ['numbered'] })) {
    expect(report.verdict).toBe('incomplete');
    expect(report.tables[0]?.reason).toContain('the key column id refers to large objects');
  }
  const role = `reader_${source.name}`;
  await source.run(`create role "${role}" login password 'secret'; grant select on document to "${role}"`);
  const url = new URL(source.url);
  [url.username, url.password] = [role, 'secret'];
  const limited = { ...source, url: url.href };
  for (const report of await reportsOf(limited, target, { tables: ['document'] })) {
    expect(report.verdict).toBe('incomplete');
    expect(report.tables[0]?.reason).toMatch(
      /permission denied for large object.*grant this role SELECT on the large objects/,
    );
  }
  await source.run(`drop owned by "${role}"; drop role "${role}"`);
}, 120_000);

it('a type whose values may hold numbers of large objects is not compared where there are some', async () => {
  const tables = `create type pages as (n int, body oid); create domain scans as oid[]; create type series as range (subtype = oid);
    create table album (id int primary key, scans oid[], page pages, pages pages[], held scans, series series, vec oidvector);
    insert into album values (1, '{70001}', '(1,70001)', '{"(1,70001)"}', '{70001}', '[70001,70002)', '70001')`;
  const [source, target] = [await databaseWith(tables), await databaseWith(tables)];
  for (const report of await reportsOf(source, target)) expect(report.verdict).toBe('match');
  await source.run(OBJECTS);
  for (const report of await reportsOf(source, target)) {
    expect(report.verdict).toBe('incomplete');
    const columns = report.notCompared.filter(({ kind, affectsVerdict }) => kind === 'column' && affectsVerdict);
    expect(columns.map(({ name }) => name.split('.').at(-1))).toEqual([
      'scans',
      'page',
      'pages',
      'held',
      'series',
      'vec',
    ]);
    expect(columns[0]?.reason).toContain('may hold numbers of large objects');
  }
}, 120_000);

/** The values of a table as a server would tell them whose own `lc_monetary` has so many digits. */
async function sums(database: TestDatabase, moneyDigits: number): Promise<readonly unknown[]> {
  const { target } = readAddress(database.url, null, surroundings(null));
  const server = connections({ target }, { connections: 1, signal: new AbortController().signal, label: 'test' });
  try {
    const facts: ServerFacts = { majorVersion: 18, encoding: 'UTF8', moneyDigits };
    const shapes = await describeTables(server, ['public'], facts);
    const shape = shapes.find(({ name }) => name === 'paid') ?? expect.fail('no table');
    const view = viewOf(shape, { columns: { id: 'integer', m: 'decimal' }, keyLength: 1 });
    const reader = tableReader(server, view, facts);
    const hashes = await reader.pushdowns[0]?.digest([EVERYTHING]);
    const identities = shape.columns.map(({ type }) => type.identity);
    return [(await textsOf(view, reader.frames(EVERYTHING))).map(([, sum]) => sum), identities, hashes];
  } finally {
    await server.close();
  }
}

it('sums of money are what the coins of the database say, also in a hash', async () => {
  const database = await databaseWith(`
    create type sum as (m money);
    create table paid (id int primary key, m money, a money[], s sum);
    insert into paid values (1, '12.34'), (2, '-0.05'), (3, '1000.00'), (4, null);
    create table number (id int primary key, m numeric);
    insert into number values (1, 1234), (2, -5), (3, 100000), (4, null)`);
  const [hundredths, , hash] = await sums(database, 2);
  expect(hundredths).toEqual(['12.34', '-0.05', '1000', null]);
  const [whole, identities, wholeHash] = await sums(database, 0);
  expect(whole).toEqual(['1234', '-5', '100000', null]);
  expect(identities).toEqual([
    'postgres:int4',
    'postgres:money',
    'postgres:_moneymoney<0 digits>[]',
    'postgres:sum(m money<0 digits>)',
  ]);
  expect((await sums(database, 3))[0]).toEqual(['1.234', '-0.005', '100', null]);
  expect(wholeHash).not.toEqual(hash);
  const numbers = await postgres(database.url).open({ connections: 1, signal: new AbortController().signal });
  try {
    const shape = await shapeOf(numbers, 'public', 'number');
    const view = viewOf(shape, { columns: { id: 'integer', m: 'decimal' }, keyLength: 1 });
    expect(await numbers.reader(view).pushdowns[0]?.digest([EVERYTHING])).toEqual(wholeHash);
  } finally {
    await numbers[Symbol.asyncDispose]();
  }
}, 60_000);
