/** Between two databases of MySQL, and of MariaDB: definitions that change what an application sees or may do. */
import { bothWays } from './both-ways.ts';
import type { TwoWays } from './both-ways.ts';

const NOTE = 'create table note (id int primary key, body varchar(100), n int)';

const CASES: readonly TwoWays[] = [
  {
    name: 'rights of views, and what they check',
    both: NOTE,
    right: `create sql security invoker view v as select id, n from note; create view w as select id, n from note where n > 1 with cascaded check option;
      create algorithm = merge view x as select id, n from note`,
    wrong: `create sql security definer view v as select id, n from note; create view w as select id, n from note where n > 1;
      create algorithm = temptable view x as select id, n from note`,
    found: [
      'blocker changed view v · security',
      'blocker changed view w · definition',
      'blocker changed view x · updatable',
    ],
    stays: 'by what algorithm a view is made its text does not say',
    reversed: [
      'blocker changed view v · security',
      'blocker changed view w · definition',
      'blocker changed view x · updatable',
    ],
    staysReversed: 'by what algorithm a view is made its text does not say',
  },
  {
    name: 'definers that do not exist',
    both: NOTE,
    right: `create view v as select id from note; create trigger t before insert on note for each row set new.n = 1;
      create procedure p() select 1`,
    wrong: `create definer = 'gone'@'nowhere' view v as select id from note;
      create definer = 'gone'@'nowhere' trigger t before insert on note for each row set new.n = 1;
      create definer = 'gone'@'nowhere' procedure p() select 1`,
    found: [
      'blocker invalid function p · definer exists',
      'blocker invalid trigger note.t · definer exists',
      'blocker invalid view v · definer exists',
      'warning changed function p · definer',
      'warning changed trigger note.t · definer',
      'warning changed view v · definer',
    ],
    reversed: [
      'warning changed function p · definer exists',
      'warning changed trigger note.t · definer exists',
      'warning changed view v · definer exists',
      'warning missing role gone@nowhere',
    ],
  },
  {
    name: 'routines: parameters, rights, mode, promises',
    both: NOTE,
    right: `create procedure p(in a int, in b int) select a, b; create procedure q() sql security invoker select 1;
      create function f(a int) returns int deterministic return a;
      create procedure twin() select 1; create function twin() returns int no sql return 1;
      set session sql_mode = 'ANSI_QUOTES'; create procedure m() select 1; set session sql_mode = default;
      create procedure lost(out a int) set a = 1`,
    wrong: `create procedure p(in b int, in a int) select a, b; create procedure q() select 1;
      create function f(a int) returns int reads sql data return a; create procedure m() select 1; create procedure twin() select 1`,
    found: [
      'blocker changed function m · sql mode',
      'blocker changed function p · parameters',
      'blocker changed function q · security',
      'blocker missing function lost',
      'blocker missing function twin',
      'note changed function f · data access',
      'warning changed function f · deterministic',
    ],
    reversed: [
      'blocker changed function m · sql mode',
      'blocker changed function p · parameters',
      'blocker changed function q · security',
      'note changed function f · data access',
      'note extra function lost',
      'note extra function twin',
      'warning changed function f · deterministic',
    ],
  },
  {
    name: 'events: state, times, what becomes of them',
    both: NOTE,
    right: `create event e on schedule every 1 day starts '2031-01-01 00:00:00' ends '2032-01-01 00:00:00' do set @a = 1;
      create event a on schedule at '2031-01-01 00:00:00' on completion preserve do set @a = 1;
      create event off on schedule every 1 day starts '2031-01-01 00:00:00' do set @a = 1;
      create event lost on schedule every 1 day starts '2031-01-01 00:00:00' do set @a = 1`,
    wrong: `create event e on schedule every 2 day starts '2031-01-01 00:00:00' do set @a = 1;
      create event a on schedule at '2031-01-02 00:00:00' do set @a = 1;
      create event off on schedule every 1 day starts '2031-01-01 00:00:00' disable do set @a = 1`,
    found: [
      'blocker changed event a · on completion',
      'blocker changed event a · schedule',
      'blocker changed event e · schedule',
      'blocker invalid event off · enabled',
      'blocker missing event lost',
    ],
    reversed: [
      'blocker changed event a · on completion',
      'blocker changed event a · schedule',
      'blocker changed event e · schedule',
      'warning changed event off · enabled',
      'warning extra event lost',
    ],
  },
  {
    name: 'the order of triggers',
    both: NOTE,
    right: `create trigger a before insert on note for each row set new.n = 1; create trigger b before insert on note for each row set new.n = 2`,
    wrong: `create trigger b before insert on note for each row set new.n = 2; create trigger a before insert on note for each row set new.n = 1`,
    found: ['blocker changed trigger note.a · position', 'blocker changed trigger note.b · position'],
    reversed: ['blocker changed trigger note.a · position', 'blocker changed trigger note.b · position'],
  },
  {
    name: 'partitions one by one',
    right: `create table r (id int) partition by range (id) (partition a values less than (10), partition b values less than (20), partition c values less than (30));
      create table l (id int) partition by list (id) (partition a values in (1), partition b values in (2));
      create table h (id int) partition by hash (id) partitions 4`,
    wrong: `create table r (id int) partition by range (id) (partition a values less than (10), partition b values less than (20));
      create table l (id int) partition by list (id) (partition a values in (1));
      create table h (id int) partition by hash (id) partitions 2`,
    found: ['blocker missing partition l.b', 'blocker missing partition r.c', 'warning changed table h · partitioning'],
    stays: 'a partition is made with its rows',
    reversed: ['note extra partition l.b', 'note extra partition r.c', 'warning changed table h · partitioning'],
  },
  {
    name: 'partitions that take the same rows otherwise, and a table that had none',
    right: `create table r (id int) partition by range (id) (partition a values less than (10), partition b values less than (20));
      create table l (id int) partition by list (id) (partition a values in (1), partition b values in (2)); create table p (id int)`,
    wrong: `create table r (id int) partition by range (id) (partition b values less than (20), partition c values less than (30));
      create table l (id int) partition by list (id) (partition a values in (2, 1, 3));
      create table p (id int) partition by range (id) (partition a values less than (10))`,
    found: [
      'blocker missing partition p.p',
      'note extra partition l.a',
      'note extra partition r.c',
      'warning changed table p · partitioning',
      'warning missing partition l.a',
      'warning missing partition l.b',
      'warning missing partition r.a',
    ],
    stays: 'a partition is made with its rows',
    reversed: [
      'blocker missing partition l.a',
      'blocker missing partition r.c',
      'note extra partition l.a',
      'note extra partition l.b',
      'note extra partition r.a',
      'warning changed table p · partitioning',
    ],
    staysReversed: 'a partition is made with its rows',
  },
  {
    name: 'numbers that would be handed out again',
    both: 'create table t (id int primary key auto_increment, n int); insert into t (n) values (1), (2), (3)',
    right: 'insert into t (id) values (499); delete from t where id = 499',
    found: ['blocker behind sequence t.t.id · position'],
    reversed: [],
  },
  {
    name: 'grants',
    both: `${NOTE}; create procedure p() select 1; create user if not exists 'reader'@'nowhere'`,
    right: `grant select, insert on note to 'reader'@'nowhere'; grant update (body) on note to 'reader'@'nowhere';
      grant execute on procedure p to 'reader'@'nowhere' with grant option`,
    wrong: `grant select on note to 'reader'@'nowhere'`,
    found: [
      'warning missing grant note.reader@nowhere on column note.body',
      'warning missing grant note.reader@nowhere on table note',
      'warning missing grant reader@nowhere on function p',
    ],
    reversed: [
      'warning extra grant note.reader@nowhere on column note.body',
      'warning extra grant note.reader@nowhere on table note',
      'warning extra grant reader@nowhere on function p',
    ],
  },
  {
    name: 'character sets of tables, parsers of full-text indexes, names in another case',
    right: `create table t (id int primary key) character set utf8mb4; create table \`Subnets\` (id int primary key)`,
    wrong: `create table t (id int primary key) character set latin1; create table subnets (id int primary key)`,
    found: ['warning changed table Subnets · name', 'warning changed table t · collation'],
    reversed: ['warning changed table subnets · name', 'warning changed table t · collation'],
  },
  {
    name: 'computed columns that two servers write otherwise',
    right: `create table t (id int primary key, a varchar(10), b varchar(10) generated always as (upper(a)) stored)`,
    wrong: `create table t (id int primary key, a varchar(10), b varchar(10) generated always as (ucase(a)) stored)`,
    found: [],
    reversed: [],
  },
];

const OF_MYSQL: readonly TwoWays[] = [
  {
    name: 'a spatial reference system, a parser, an index over an expression',
    both: 'create table t (id int primary key, n int, body text)',
    right: `alter table t add p point srid 4326, add fulltext key words (body) with parser ngram, add key e ((n + 1))`,
    wrong: `alter table t add p point srid 3857, add fulltext key words (body)`,
    found: ['blocker changed column t.p · srid', 'blocker changed index t.words · method', 'blocker missing index t.e'],
    stays: 'another reference system is another column',
    reversed: ['blocker changed column t.p · srid', 'blocker changed index t.words · method', 'note extra index t.e'],
    staysReversed: 'another reference system is another column',
  },
  {
    name: 'the parser of a full-text index',
    both: 'create table t (id int primary key, body text)',
    right: 'alter table t add fulltext key words (body) with parser ngram',
    wrong: 'alter table t add fulltext key words (body)',
    found: ['blocker changed index t.words · method'],
    reversed: ['blocker changed index t.words · method'],
  },
  {
    name: 'an index over an expression, and one that is invisible on both sides',
    both: 'create table t (id int primary key, n int, key unseen (n) invisible)',
    right: 'alter table t add key e ((n + 1))',
    found: ['blocker missing index t.e'],
    reversed: ['note extra index t.e'],
  },
];

const OF_MARIADB: readonly TwoWays[] = [
  {
    name: 'sequences, and defaults that draw from them',
    both: NOTE,
    right: `create sequence s; create sequence lost increment by 5; create sequence used start with 500;
      create table t (id bigint primary key default nextval(s), n int)`,
    wrong: `create sequence s; create sequence used; create table t (id bigint primary key default nextval(s), n int)`,
    found: ['blocker behind sequence used · position', 'blocker missing sequence lost'],
    reversed: ['note extra sequence lost'],
  },
  {
    name: 'periods that must not overlap, and system versioning',
    right: `create table stay (room int, s date, e date, period for p (s, e), unique key k (room, p without overlaps));
      create table t (id int primary key) with system versioning; create table u (id int primary key) with system versioning`,
    wrong: `create table stay (room int, s date, e date, period for p (s, e), unique key k (room, s, e));
      create table t (id int primary key); create table u (id int primary key) with system versioning`,
    found: [
      'blocker changed table t · system versioning',
      'blocker changed unique stay.k · columns',
      'blocker changed unique stay.k · period',
      'warning hidden history u.u',
    ],
    stays: 'a table that keeps its history is another one',
    reversed: [
      'blocker changed table t · system versioning',
      'blocker changed unique stay.k · columns',
      'blocker changed unique stay.k · period',
      'warning hidden history u.u',
    ],
    staysReversed: 'a table that keeps its history is another one',
  },
  {
    name: 'tables that keep their history',
    both: `create table e (id int primary key, rs timestamp(6) generated always as row start invisible,
        re timestamp(6) generated always as row end invisible, period for system_time (rs, re)) with system versioning`,
    right: `create table t (id int primary key, a int, b int not null, key i (a)) with system versioning;
      create table w (id int primary key, a int without system versioning) with system versioning`,
    wrong: `create table t (id int primary key, a int, b int) with system versioning;
      create table w (id int primary key, a int) with system versioning`,
    found: [
      'blocker changed column t.b · nullable',
      'blocker changed column w.a · system versioning',
      'blocker missing index t.i',
      'warning hidden history e.e',
      'warning hidden history t.t',
      'warning hidden history w.w',
    ],
    stays: 'a column that keeps its history is another one',
    reversed: [
      'blocker changed column t.b · nullable',
      'blocker changed column w.a · system versioning',
      'note extra index t.i',
      'warning hidden history e.e',
      'warning hidden history t.t',
      'warning hidden history w.w',
    ],
    staysReversed: 'a column that keeps its history is another one',
  },
  {
    name: 'packages, aggregates, reference systems',
    both: 'create table note (id int primary key)',
    right: `create table g (id int primary key, p point ref_system_id = 4326); set session sql_mode = oracle;
      create package pk as function f1 return int--; end;
      create package body pk as function f1 return int as begin return 1--; end--; end;
      set session sql_mode = default;
      create aggregate function ag(x int) returns int begin declare s int default 0--; declare continue handler for not found return s--; loop fetch group next row--; set s = s + x--; end loop--; end`,
    wrong: 'create table g (id int primary key, p point)',
    found: [
      'blocker missing function ag',
      'blocker missing function pk',
      'blocker missing function pk',
      'warning changed column g.p · reference system',
    ],
    reversed: [
      'note extra function ag',
      'note extra function pk',
      'note extra function pk',
      'warning changed column g.p · reference system',
    ],
  },
];

for (const engine of ['mysql', 'mariadb'] as const) {
  const pairing = { source: engine, target: engine };
  bothWays(`${engine}`, pairing, CASES);
  bothWays(`${engine} alone`, pairing, engine === 'mysql' ? OF_MYSQL : OF_MARIADB);
}
