/** Between two PostgreSQL databases: definitions that change what an application sees or may do. */
import { bothWays } from './both-ways.ts';
import type { TwoWays } from './both-ways.ts';

const NOTE = `create table note (id int primary key, owner text, body text)`;
const WHO_SEES_WHAT: readonly TwoWays[] = [
  {
    name: 'policies that are missing, loosened, for other commands, for other roles',
    both: `${NOTE}; alter table note enable row level security`,
    right: `create policy own on note using (owner = current_user);
      create policy reads on note for select to pg_monitor using (true);
      create policy strict on note as restrictive for delete using (id > 5);
      create policy "Lost One" on note for update using (true) with check (id > 0)`,
    wrong: `create policy own on note using (true);
      create policy reads on note for all to public using (true);
      create policy strict on note for delete using (id > 5)`,
    found: [
      'blocker changed policy note.own · definition',
      'blocker changed policy note.reads · definition',
      'blocker changed policy note.strict · definition',
      'blocker missing policy note.Lost One',
    ],
    reversed: [
      'blocker changed policy note.own · definition',
      'blocker changed policy note.reads · definition',
      'blocker changed policy note.strict · definition',
      'blocker extra policy note.Lost One',
    ],
    staysReversed: 'nothing is dropped',
  },
  {
    name: 'row security that is off',
    both: `${NOTE}; create policy own on note using (owner = current_user)`,
    right: 'alter table note enable row level security; alter table note force row level security',
    found: ['blocker changed table note · row security'],
    reversed: ['blocker changed table note · row security'],
  },
  {
    name: 'view options',
    both: NOTE,
    right: `create view a with (security_invoker=true) as select id from note;
      create view b with (security_barrier) as select id from note where id > 1;
      create view c as select id from note where id > 1 with cascaded check option;
      create view d as select id, body from note; alter view d alter body set default 'x'`,
    wrong: `create view a as select id from note; create view b as select id from note where id > 1;
      create view c as select id from note where id > 1;
      create view d as select id, body from note`,
    found: [
      'blocker changed view a · security invoker',
      'blocker changed view b · security barrier',
      'blocker changed view c · check option',
      'blocker changed view d · defaults',
    ],
    stays: 'no statement of one view sets defaults',
    reversed: [
      'blocker changed view a · security invoker',
      'blocker changed view b · security barrier',
      'blocker changed view c · check option',
      'blocker changed view d · defaults',
    ],
    staysReversed: 'no statement of one view drops defaults',
  },
  {
    name: 'grants',
    both: `${NOTE}; create sequence s; create function g(n int) returns int language sql as 'select n'; create schema more;
      create view v as select id from note; create type mood as enum ('glad');
      create table p (id int) partition by list (id); create table p1 partition of p for values in (1)`,
    right: `grant select, insert on note to pg_monitor; grant update (body) on note to pg_monitor;
      revoke usage on type mood from public; grant select on p1 to pg_monitor;
      alter default privileges revoke execute on functions from public;
      grant usage on sequence s to pg_monitor with grant option; revoke execute on function g from public;
      grant select on v to public; alter default privileges in schema public grant select on tables to pg_monitor`,
    wrong: `grant select on note to pg_monitor`,
    found: [
      'warning extra grant public on default privileges functions made by postgres',
      'warning extra grant public on function g(n integer)',
      'warning extra grant public on type mood',
      'warning missing grant note.pg_monitor on column note.body',
      'warning missing grant p1.pg_monitor on table p1',
      'warning missing grant note.pg_monitor on table note',
      'warning missing grant pg_monitor on default privileges tables made by postgres',
      'warning missing grant pg_monitor on sequence s',
      'warning missing grant v.public on table v',
    ],
    reversed: [
      'warning extra grant note.pg_monitor on column note.body',
      'warning extra grant note.pg_monitor on table note',
      'warning extra grant pg_monitor on default privileges tables made by postgres',
      'warning extra grant p1.pg_monitor on table p1',
      'warning extra grant pg_monitor on sequence s',
      'warning extra grant v.public on table v',
      'warning missing grant public on default privileges functions made by postgres',
      'warning missing grant public on function g(n integer)',
      'warning missing grant public on type mood',
    ],
  },
  {
    name: 'grants that the user takes for blockers are mended',
    both: NOTE,
    right: 'grant select, insert on note to pg_monitor; grant update (body) on note to pg_monitor with grant option',
    options: { schemaSeverity: [{ glob: 'missing:grant', severity: 'blocker' }] },
    found: [
      'blocker missing grant note.pg_monitor on column note.body',
      'blocker missing grant note.pg_monitor on table note',
    ],
    reversed: [
      'warning extra grant note.pg_monitor on column note.body',
      'warning extra grant note.pg_monitor on table note',
    ],
  },
  {
    name: 'owners',
    both: `${NOTE}; create view v as select id from note; create function g() returns int language sql as 'select 1';
      create sequence s; create aggregate total (int) (sfunc = int4pl, stype = int);
      create table p (id int) partition by list (id); create table p1 partition of p for values in (1)`,
    right: `alter table note owner to pg_monitor; alter view v owner to pg_monitor; alter function g owner to pg_monitor;
      alter sequence s owner to pg_monitor; alter aggregate total (int) owner to pg_monitor; alter schema public owner to pg_monitor;
      alter table p1 owner to pg_monitor`,
    found: [
      'warning changed aggregate total(integer) · owner',
      'warning changed function g() · owner',
      'warning changed partition p.p1 · owner',
      'warning changed sequence s · owner',
      'warning changed setting owner · schema 1',
      'warning changed table note · owner',
      'warning changed view v · owner',
    ],
    reversed: [
      'warning changed aggregate total(integer) · owner',
      'warning changed function g() · owner',
      'warning changed partition p.p1 · owner',
      'warning changed sequence s · owner',
      'warning changed setting owner · schema 1',
      'warning changed table note · owner',
      'warning changed view v · owner',
    ],
  },
];

const ROWS: readonly TwoWays[] = [
  {
    name: 'inheritance that was lost',
    both: 'create table a (id int); create table b (id int); create table c (id int)',
    right: 'alter table b inherit a; alter table c inherit a',
    wrong: 'alter table c inherit a',
    found: ['blocker changed table b · inherits'],
    reversed: ['blocker changed table b · inherits'],
    staysReversed: 'rows are not taken from a parent by a statement of ours',
  },
  {
    name: 'tables below one that is compared with all of them',
    both: 'create table a (id int); create table b (n int not null) inherits (a)',
    right: 'create table c () inherits (a); alter table b alter id set not null',
    found: ['blocker changed column b.id · nullable', 'blocker missing table c'],
    stays: 'a table without its rows is no help',
    reversed: ['blocker changed column b.id · nullable', 'warning extra table c'],
  },
  {
    name: 'partitions of a table that had none, and lists that are spread otherwise',
    both: 'create table own (id int) partition by hash (id); create table own1 partition of own for values with (modulus 1, remainder 0)',
    right: `create table p (id int); create table l (id int) partition by list (id); create table l1 partition of l for values in (1);
      create table l2 partition of l for values in (2)`,
    wrong: `create table p (id int) partition by range (id); create table p1 partition of p for values from (0) to (10);
      create table l (id int) partition by list (id); create table l1 partition of l for values in (2, 1)`,
    found: [
      'blocker missing partition p.p',
      'note extra partition l.l1',
      'warning changed table p · partitioning',
      'warning missing partition l.l1',
      'warning missing partition l.l2',
    ],
    stays: 'a partition is made with its rows',
    reversed: [
      'note extra partition l.l1',
      'note extra partition l.l2',
      'warning changed table p · partitioning',
      'warning missing partition l.l1',
    ],
  },
  {
    name: 'triggers that a partition alone has switched off',
    both: `create table p (id int) partition by list (id); create table p1 partition of p for values in (1);
      create function f() returns trigger language plpgsql as $$ begin return new--; end $$;
      create trigger t before insert on p for each row execute function f()`,
    wrong: 'alter table p1 disable trigger t',
    found: ['blocker changed partition p.p1 · switched off'],
    stays: 'it is said of the partition, and has no statement of its own',
    reversed: ['blocker changed partition p.p1 · switched off'],
    staysReversed: 'it is said of the partition, and has no statement of its own',
  },
  {
    name: 'foreign tables, and a partition that is one',
    both: `create foreign data wrapper w; create server far foreign data wrapper w; create table p (id int) partition by list (id);
      create table q (id int) partition by list (id); create table q1 partition of q for values in (1)`,
    right: `create foreign table f (id int) server far; create table p1 partition of p for values in (1)`,
    wrong: `create foreign table p1 partition of p for values in (1) server far`,
    found: ['blocker changed partition p.p1 · kind', 'blocker missing foreign table f'],
    stays: 'a foreign table is on another server',
    reversed: ['blocker changed partition p.p1 · kind', 'note extra foreign table f'],
    staysReversed: 'a foreign table is on another server',
  },
  {
    name: 'partitions one by one, at all levels',
    both: `create table p (id int, n int) partition by range (id); create table p1 partition of p for values from (0) to (10) partition by list (n);
      create table p2 partition of p for values from (10) to (20)`,
    right: `create table p11 partition of p1 for values in (1); create table p12 partition of p1 for values in (2);
      create table p3 partition of p for values from (20) to (30); create index own on p2 (n); alter table p2 add check (n > 0)`,
    wrong: `create table p11 partition of p1 for values in (1); create unlogged table p9 partition of p default;
      alter table p2 alter n set default 5`,
    found: [
      'blocker changed partition p.p2 · constraints',
      'blocker changed partition p.p2 · indexes',
      'warning changed partition p.p2 · defaults',
      'warning extra partition p.p9',
      'warning missing partition p.p12',
      'warning missing partition p.p3',
    ],
    stays: 'a partition is made with its rows',
    reversed: [
      'blocker changed partition p.p2 · constraints',
      'blocker changed partition p.p2 · indexes',
      'blocker missing partition p.p9',
      'note extra partition p.p12',
      'note extra partition p.p3',
      'warning changed partition p.p2 · defaults',
    ],
    staysReversed: 'a partition is made with its rows',
  },
  {
    name: 'sequences behind the source, whatever was numbered by hand',
    both: `create table item (id serial primary key); create table tens (id int primary key, n int);
      create sequence s; alter table tens alter id set default nextval('s') * 10; create table gone (id serial primary key);
      insert into item values (1000000); insert into tens values (100); insert into gone values (5)`,
    right: `select setval('item_id_seq', 100), setval('s', 10), setval('gone_id_seq', 500)`,
    wrong: `select setval('item_id_seq', 1, false), setval('s', 2), setval('gone_id_seq', 5)`,
    found: [
      'blocker behind sequence gone.gone_id_seq · position',
      'blocker behind sequence item.item_id_seq · position',
      'blocker behind sequence tens.s · position',
      'note behind sequence tens.s · position',
    ],
    reversed: ['note behind sequence item.item_id_seq · position', 'note behind sequence tens.s · position'],
  },
  {
    name: 'a sequence that begins anew after a crash',
    both: NOTE,
    right: 'create sequence s',
    wrong: 'create unlogged sequence s',
    found: ['blocker changed sequence s · persistence'],
    stays: 'whether it is logged is changed with its table',
    reversed: [],
  },
  {
    name: 'a sequence that only one side has',
    both: NOTE,
    right: 'create sequence s',
    found: ['blocker missing sequence s'],
    reversed: ['note extra sequence s'],
  },
];

const PAIRING = { source: 'postgres', target: 'postgres' } as const;
bothWays('who sees what', PAIRING, WHO_SEES_WHAT);
bothWays('rows', PAIRING, ROWS);
