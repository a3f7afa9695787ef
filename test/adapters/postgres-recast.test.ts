/** What a cast of the user's prints, or a name alone, may be the same for two values: neither decides what is compared. */
import { describe, expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { reportsOf } from '../support/every-strategy.ts';
import { keptDatabase } from '../support/kept-databases.ts';

const databaseWith = (sql: string): Promise<TestDatabase> => keptDatabase('postgres', sql);

interface Case {
  readonly types: string;
  readonly type: string;
  /** SQL of two values that the cast prints alike. */
  readonly values: readonly [string, string];
  readonly targetType?: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'a composite': {
    types: `create type full_name as (first text, last text);
      create function fmt(n full_name) returns text language sql immutable as $$ select (n).last || ', ' || left((n).first, 1) $$;
      create cast (full_name as text) with function fmt(full_name)`,
    type: 'full_name',
    values: [`row('Ann77', 'Lee')::full_name`, `row('Arthur', 'Lee')::full_name`],
  },
  'a composite with NULL in it': {
    types: `create type pair as (a text, b text);
      create function fmt(n pair) returns text language sql immutable as $$ select 'a pair'::text $$;
      create cast (pair as text) with function fmt(pair)`,
    type: 'pair',
    values: [`row(null, 'x')::pair`, `row(null, 'y')::pair`],
  },
  'an enum': {
    types: `create type mood as enum ('good', 'great');
      create function fmt(m mood) returns text language sql immutable as $$ select 'fine'::text $$;
      create cast (mood as text) with function fmt(mood)`,
    type: 'mood',
    values: [`'good'::mood`, `'great'::mood`],
  },
  'a range': {
    types: `create type span as range (subtype = int4);
      create function fmt(s span) returns text language sql immutable as $$ select 'a span'::text $$;
      create cast (span as text) with function fmt(span)`,
    type: 'span',
    values: [`'[1,2)'::span`, `'[1,3)'::span`],
  },
  'an array': {
    types: `create type mood as enum ('good', 'great');
      create function fmt(m mood[]) returns text language sql immutable as $$ select 'fine'::text $$;
      create cast (mood[] as text) with function fmt(mood[])`,
    type: 'mood[]',
    values: [`'{good}'::mood[]`, `'{great}'::mood[]`],
  },
  'elements of an array that are compared as JSON': {
    types: `create type mood as enum ('good', 'great');
      create function fmt(m mood) returns json language sql immutable as $$ select '"fine"'::json $$;
      create cast (mood as json) with function fmt(mood)`,
    type: 'mood[]',
    values: [`'{good}'::mood[]`, `'{great}'::mood[]`],
    targetType: 'text[]',
  },
  'a domain over one': {
    types: `create type mood as enum ('good', 'great'); create domain felt as mood;
      create function fmt(m mood) returns text language sql immutable as $$ select 'fine'::text $$;
      create cast (mood as text) with function fmt(mood)`,
    type: 'felt',
    values: [`'good'::felt`, `'great'::felt`],
  },
  'a type of the engine': {
    types: `create function fmt(p point) returns text language sql immutable as $$ select 'a point'::text $$;
      create cast (point as text) with function fmt(point)`,
    type: 'point',
    values: [`'(1,2)'::point`, `'(1,3)'::point`],
  },
  'the name of a function': { types: '', type: 'regproc', values: [`1317::oid::regproc`, `1318::oid::regproc`] },
  'the name of an operator': {
    types: '',
    type: 'regoper',
    values: [`'+(int4,int4)'::regoperator::oid::regoper`, `'+(int8,int8)'::regoperator::oid::regoper`],
  },
};

describe.each(Object.entries(CASES))('%s', (_name, { types, type, values, targetType = type }) => {
  it('is compared as what it is', async () => {
    const filled = (as: string, value: string): string =>
      `${types}; create table t (id int primary key, v ${as}); insert into t values (1, ${value}), (2, null)`;
    const source = await databaseWith(filled(type, values[0]));
    const cast = targetType === type ? '' : `::text::${targetType}`;
    const same = await databaseWith(filled(targetType, values[0] + cast));
    const other = await databaseWith(filled(targetType, values[1] + cast));
    for (const { verdict } of await reportsOf(source, same)) expect(verdict).toBe('match');
    for (const report of await reportsOf(source, other)) {
      expect(report.tables).toMatchObject([{ differences: [{ kind: 'changed', key: { id: '1' }, columns: ['v'] }] }]);
    }
  }, 60_000);
});

it('the key of a row is not what a cast prints', async () => {
  const { types, values } = CASES['an enum'] ?? { types: '', values: [] };
  const [source, target] = [await databaseWith(types), await databaseWith(types)];
  await source.run(`create table t (id mood primary key); insert into t values (${values[0] ?? ''})`);
  await target.run(`create table t (id mood primary key); insert into t values (${values[1] ?? ''})`);
  for (const { tables } of await reportsOf(source, target)) {
    expect(tables).toMatchObject([{ rows: { missing: 1, extra: 1 } }]);
  }
}, 60_000);

it('names inside of other types are not compared', async () => {
  const tables = 'create type call as (f regproc, n int); create table t (id int primary key, a regproc[], c call)';
  const [source, target] = [await databaseWith(tables), await databaseWith(tables)];
  for (const { verdict, notCompared } of await reportsOf(source, target)) {
    expect(verdict).toBe('incomplete');
    expect(notCompared.filter(({ kind }) => kind === 'column').map(({ name }) => name.split('.').at(-1))).toEqual([
      'a',
      'c',
    ]);
  }
}, 60_000);

it('what goes through a cast between types of the engine is not compared where that is the own of the database', async () => {
  const cast = `create function fmt(u uuid) returns text language sql immutable as $$ select 'one'::text $$;
    create cast (uuid as text) with function fmt(uuid)`;
  const table = 'create table t (id int primary key, v uuid)';
  const [source, target] = [await databaseWith(`${cast}; ${table}`), await databaseWith(table)];
  for (const { verdict, notCompared } of await reportsOf(source, target)) {
    expect(verdict).toBe('incomplete');
    expect(notCompared.map(({ reason }) => reason).join()).toContain('a cast of its own from uuid to text');
  }
}, 60_000);

it('a collation of the user is not taken for byte order for its name', async () => {
  const own = `create schema own; create collation own."C" (provider = icu, locale = 'und')`;
  const table = (collation: string): string =>
    `create table t (k text collate ${collation} primary key, v int); insert into t values ('a', 1), ('B', 2), ('c', 3)`;
  await using source = await freshDatabase('postgres');
  await source.run(`${own}; ${table('own."C"')}`);
  const target = await databaseWith(table('"C"'));
  const orders = await Promise.all(
    [source, target].map(async ({ url }) => {
      const database = await postgres(url).open({ connections: 1, signal: new AbortController().signal });
      const [shape] = await database.describe(['public']);
      await database[Symbol.asyncDispose]();
      return shape?.columns[0]?.type.order;
    }),
  );
  expect(orders).toEqual([null, 'bytes']);
  for (const { verdict } of await reportsOf(source, target, { chunkRows: 1 })) expect(verdict).toBe('match');
}, 60_000);

it('what an extension prints alike and holds unequal is not compared', async () => {
  const table = (values: string): string =>
    `create extension isn; create table t (id int primary key, s issn, a issn[]); insert into t values ${values}`;
  const source = await databaseWith(table(`(1, '977143645200?', '{}'), (2, '977143645201?', '{}')`));
  const target = await databaseWith(table(`(1, '977143645201?', '{}'), (2, '977143645200?', '{}')`));
  for (const { verdict, notCompared } of await reportsOf(source, target)) {
    expect(verdict).toBe('incomplete');
    expect(notCompared.map(({ name }) => name)).toEqual(['public.t.s', 'public.t.a']);
  }
});
