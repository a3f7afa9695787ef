/** Definitions name other things; what those are called differs when the schemas are called otherwise. */
import { expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { compareSchemas } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import { applyFixes, blockers } from './situation.ts';

const OBJECTS = `create type mood as enum ('glad', 'sad');
  create function next_code() returns int language sql as 'select 1';
  create table p (id serial primary key, m mood default 'glad', code int default next_code());
  create table c (p int references p, m mood check (m <> 'sad'));
  create index i on p (code) where m = 'glad'`;
const VIEW = `create view v as select p.id, c.m from p join c on c.p = p.id`;

it('the same schema under another name has no finding, and a fix finds its names', async () => {
  await using source = await freshDatabase('postgres', 'names_source');
  await using target = await freshDatabase('postgres', 'names_target');
  await source.run(`create schema shop; set search_path = shop; ${OBJECTS}; ${VIEW}`);
  await target.run(`create schema "New Shop"; set search_path = "New Shop"; ${OBJECTS}`);
  const sides = {
    source: postgres(source.url, { schema: 'shop' }),
    target: postgres(target.url, { schema: 'New Shop' }),
  };
  const report = await compareSchemas(sides);
  expect(report.schema?.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['missing v']);
  await target.run('set search_path = public');
  await applyFixes(report, target);
  expect((await compareSchemas(sides)).schema).toEqual([]);
});

it('two schemas are held against those of the same name', async () => {
  await using source = await freshDatabase('postgres', 'two_source');
  await using target = await freshDatabase('postgres', 'two_target');
  const both = `create schema a; create schema b; create table a.p (id int primary key);
    create table b.c (p int references a.p); create view b.v as select id from a.p`;
  await source.run(both);
  await target.run(`${both}; alter table b.c drop constraint c_p_fkey`);
  const report = await compareSchemas({
    source: postgres(source.url),
    target: postgres(target.url),
    schemas: ['a', 'b'],
  });
  expect(report.schema?.map(({ kind, table, name }) => `${kind} ${table ?? ''} ${name}`)).toEqual([
    'missing b.c c_p_fkey',
  ]);
  await applyFixes(report, target);
  expect(
    blockers(await compareSchemas({ source: postgres(source.url), target: postgres(target.url), schemas: ['a', 'b'] })),
  ).toEqual([]);
});

it('a single table that is mapped into another schema brings nothing else of it along', async () => {
  await using source = await freshDatabase('postgres', 'map_source');
  await using target = await freshDatabase('postgres', 'map_target');
  await source.run(`create table t (id serial primary key, n int); create index i on t (n);
    create table o (id int); create view v as select id from o`);
  await target.run(`create table o (id int); create view v as select id from o; create schema x;
    create table x.t (id serial primary key, n int); create view x.w as select 1 as one; insert into x.t values (5)`);
  const report = await compareSchemas({
    source: postgres(source.url),
    target: postgres(target.url),
    map: [{ source: 't', target: 'x.t' }],
  });
  expect(report.schema?.map(({ kind, table, name }) => `${kind} ${table ?? ''} ${name}`)).toEqual([
    'missing public.t i',
    'behind public.t t_id_seq',
  ]);
});
