/** Correct copies that look otherwise: in quotes, in another convention of names, by other schemas. */
import { describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { compareSchemas } from '../../src/index.ts';
import type { Finding, Options } from '../../src/index.ts';
import { connectTo, freshDatabase, withDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { serverUrls } from '../support/servers.ts';
import { gate } from './situation.ts';

/** Something of each kind whose text a server writes anew. */
const RICH = `create schema other; create extension citext; create type mood as enum ('ok', 'bad');
  create domain email as text check (value ~ '@'); create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  create function f(a int default 1) returns int language sql as 'select a';
  create function t() returns trigger language plpgsql as $$ begin return new; end $$;
  create aggregate agg (int) (sfunc = int4pl, stype = int, initcond = '0');
  create operator #+ (leftarg = int, rightarg = int, function = int4pl);
  create table p (id serial primary key, m mood default 'ok', e email, c citext, g int generated always as (1 + 1) stored,
    d int default f(2), n text collate ci, check (m <> 'bad'), unique (e));
  create table ch (id int primary key references p on delete cascade, x int, y int, exclude using gist (int4range(x, y) with &&));
  create index ix on ch (lower(x::text)) where x > 5; create index iy on p (e text_pattern_ops desc nulls last) include (d);
  create view v as select p.id, p.m, ch.x from p join ch on ch.id = p.id where p.m = 'ok'::mood;
  create materialized view mv as select id, count(*) from p group by id; create unique index mvi on mv (id);
  create rule r as on delete to ch do instead nothing;
  create trigger t before insert on p for each row when (new.id > 0) execute function t();
  alter table p enable row level security; create policy po on p for select using (m = 'ok'::mood);
  create table parts (id int, at date, primary key (id, at)) partition by range (at);
  create table parts1 partition of parts for values from ('2020-01-01') to ('2021-01-01');
  create table kid () inherits (ch); create statistics st on x, y from ch;
  create text search configuration cfg (copy = simple); grant select (e) on p to pg_monitor; grant select on v to pg_monitor`;

function told(findings: readonly Finding[] = []): string[] {
  return findings
    .filter(({ object }) => object !== 'setting')
    .map(({ severity, kind, object, name, aspect }) => `${severity} ${kind} ${object} ${name} ${aspect ?? ''}`.trim());
}

it('under quote_all_identifiers nothing is spelt in two ways', async () => {
  await using plain = await freshDatabase('postgres', 'quoted');
  await using quoted = await freshDatabase('postgres', 'quoted');
  await plain.run(RICH);
  await quoted.run(RICH);
  await quoted.run(`alter database ${quoted.name} set quote_all_identifiers = on`);
  await quoted.run(`alter database ${quoted.name} set search_path = other, public`);
  for (const [source, target] of [
    [plain, quoted],
    [quoted, plain],
  ] as const) {
    const report = await compareSchemas({
      source: postgres(source.url, { schema: 'public' }),
      target: postgres(target.url, { schema: 'public' }),
    });
    expect([report.verdict, told(report.schema)]).toEqual(['match', []]);
  }
});

describe('names that are written in another convention', () => {
  const CAMEL = `create table "OrderItem" ("OrderId" int, "LineNo" int, "UnitPrice" int not null default 5,
      "Total" int generated always as ("UnitPrice" * 2) stored, primary key ("OrderId", "LineNo"), constraint price check ("UnitPrice" > 0));
    create table "OrderNote" ("NoteId" serial primary key, "OrderId" int, "LineNo" int, constraint item foreign key ("OrderId", "LineNo") references "OrderItem");
    create index by_price on "OrderItem" ("UnitPrice"); create index by_more on "OrderItem" (("UnitPrice" + 1)) where "LineNo" > 1;
    create view "OrderView" as select "OrderId", 'OrderId' as word from "OrderItem"; grant select ("UnitPrice") on "OrderItem" to pg_monitor`;
  const SNAKE = `create table order_item (order_id int, line_no int, unit_price int not null default 5,
      total int generated always as (unit_price * 2) stored, primary key (order_id, line_no), constraint price check (unit_price > 0));
    create table order_note (note_id serial primary key, order_id int, line_no int, constraint item foreign key (order_id, line_no) references order_item);
    create index by_price on order_item (unit_price); create index by_more on order_item ((unit_price + 1)) where line_no > 1;
    create view order_view as select order_id, 'OrderId' as word from order_item; grant select (unit_price) on order_item to pg_monitor`;

  it('are one in tables, columns, views, expressions and grants, and what differs besides is found', async () => {
    await using camel = await freshDatabase('postgres', 'names');
    await using snake = await freshDatabase('postgres', 'names');
    await camel.run(CAMEL);
    await snake.run(SNAKE);
    expect(told((await gate(camel, snake)).schema)).toEqual([]);
    expect(told((await gate(snake, camel)).schema)).toEqual([]);
    await snake.run(`drop view order_view; create view order_view as select order_id, 'orderid' as word from order_item;
      drop index by_more; create index by_more on order_item ((unit_price + 2)) where line_no > 1;
      revoke select (unit_price) on order_item from pg_monitor`);
    const found = await gate(camel, snake);
    expect(told(found.schema).sort()).toEqual([
      'blocker changed index by_more columns',
      'blocker changed view OrderView definition',
      'warning missing grant pg_monitor on column OrderItem.UnitPrice',
    ]);
    // The source's own statements would name what is not there.
    const fixes = (found.schema ?? []).filter(({ object }) => object !== 'index').map(({ fix }) => fix);
    expect(fixes).toEqual([null, null]);
  });

  it('of a view in another case alone are told, since statements may not find it', async () => {
    await using source = await freshDatabase('postgres', 'names');
    await using target = await freshDatabase('postgres', 'names');
    await source.run('create table t (id int primary key); create view "V" as select id from t');
    await target.run('create table t (id int primary key); create view v as select id from t');
    expect(told((await gate(source, target)).schema)).toEqual(['warning changed view V name']);
    expect(told((await gate(target, source)).schema)).toEqual(['warning changed view v name']);
  });
});

describe('a default that draws from a sequence elsewhere', () => {
  it('of PostgreSQL is held against where that stands', async () => {
    await using source = await freshDatabase('postgres', 'elsewhere');
    await using target = await freshDatabase('postgres', 'elsewhere');
    for (const side of [source, target])
      await side.run(
        `create schema far; create sequence far.s; create table t (id int primary key default nextval('far.s'))`,
      );
    await source.run(`select setval('far.s', 500)`);
    const report = await gate(source, target);
    expect(told(report.schema)).toEqual(['blocker behind sequence s position']);
    await target.run(report.schema?.[0]?.fix ?? '');
    expect(told((await gate(source, target)).schema)).toEqual([]);
    expect(told((await gate(target, source)).schema)).toEqual([]);
  });

  it('of MariaDB is equal in a correct copy, gets no fix that names another database, and its position counts', async () => {
    await using home = await freshDatabase('mariadb', 'elsewhere');
    const session = await connectTo(home);
    const names = ['app', 'nums', 'app2', 'nums2'].map((name) => `${home.name}_${name}`);
    const [app = '', nums = '', app2 = '', nums2 = ''] = names;
    const side = (name: string) => mysql(withDatabase(serverUrls().mariadb, name));
    const ask = (source: string, target: string, options: Options = {}) =>
      compareSchemas({ source: side(source), target: side(target), ...options });
    try {
      for (const name of names) await session.run(`create database \`${name}\``);
      for (const [own, far] of [
        [app, nums],
        [app2, nums2],
      ] as const) {
        await session.run(`create sequence \`${far}\`.s; create table \`${far}\`.k (id int primary key);
          create table \`${own}\`.t (id bigint primary key default nextval(\`${far}\`.s), n int default (nextval(\`${far}\`.s) * 10))`);
      }
      // Another database under the same name would be on another server.
      await session.run(
        `create table \`${app2}\`.u (id bigint primary key default nextval(\`${nums}\`.s)); create table \`${app}\`.u like \`${app2}\`.u`,
      );
      const alone = await ask(app, app2);
      expect(told(alone.schema).filter((line) => line.includes('column'))).toEqual([
        'warning changed column id default',
        'warning changed column n default',
      ]);
      expect(alone.schema?.filter(({ object }) => object === 'column').map(({ fix }) => fix)).toEqual([null, null]);
      const map = [
        { source: `${app}.*`, target: `${app2}.*` },
        { source: `${nums}.*`, target: `${nums2}.*` },
      ];
      const mapped = await ask(app, app2, { map, exclude: ['u'] });
      expect(told(mapped.schema).filter((line) => !line.startsWith('note'))).toEqual([]);
      await session.run(`select setval(\`${nums}\`.s, 500)`);
      const behind = await ask(app, app2, { map, exclude: ['u'] });
      expect([behind.verdict, told(behind.schema).filter((line) => line.startsWith('blocker'))]).toEqual([
        'mismatch',
        ['blocker behind sequence s position'],
      ]);
    } finally {
      for (const name of names) await session.run(`drop database if exists \`${name}\``);
      await session.end();
    }
  });

  it('of MariaDB that is gone is missing', async () => {
    await using source = await freshDatabase('mariadb', 'gone');
    await using target = await freshDatabase('mariadb', 'gone');
    for (const one of [source, target] as TestDatabase[])
      await one.run('create sequence s; create table t (id bigint primary key default nextval(s))');
    await target.run('drop sequence s');
    const report = await gate(source, target);
    expect([report.verdict, told(report.schema)]).toEqual([
      'mismatch',
      ['blocker missing sequence s', 'warning hidden sequence s target'],
    ]);
    await target.run(report.schema?.[0]?.fix ?? '');
    expect((await gate(source, target)).verdict).toBe('match');
  });
});
