/** Between two PostgreSQL databases: types, triggers, rules and whatever else has a name. */
import { bothWays } from './both-ways.ts';
import type { TwoWays } from './both-ways.ts';

const NOTE = `create table note (id int primary key, owner text, body text)`;
const FUNCTION = `create function f() returns trigger language plpgsql as $$ begin return new--; end $$`;

const TYPES: readonly TwoWays[] = [
  {
    name: 'collations',
    right: `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      create collation de (provider = icu, locale = 'de-DE'); create collation lost (provider = icu, locale = 'fr');
      create table t (id int primary key, name text collate ci unique)`,
    wrong: `create collation ci (provider = icu, locale = 'und-u-ks-level2');
      create collation de (provider = icu, locale = 'sv-SE'); create table t (id int primary key, name text collate ci unique)`,
    found: [
      'blocker changed collation ci · deterministic',
      'blocker changed collation de · definition',
      'blocker missing collation lost',
      'note changed collation de · version',
    ],
    stays: 'a collation is not changed under its columns',
    reversed: [
      'blocker changed collation ci · deterministic',
      'blocker changed collation de · definition',
      'note changed collation de · version',
      'note extra collation lost',
    ],
    staysReversed: 'a collation is not changed under its columns',
  },
  {
    name: 'composite types, their order, and ranges',
    right: `create type p as (a int, b int); create type q as (a int, b text); create type r as range (subtype = float8);
      create type m as range (subtype = float8, multirange_type_name = many); create type z as (a int); create type s as range (subtype = int)`,
    wrong: `create type p as (b int, a int); create type q as (a int); create type r as range (subtype = numeric);
      create type m as range (subtype = float8)`,
    found: [
      'blocker changed composite type p · definition',
      'blocker changed composite type q · definition',
      'blocker changed range type m · definition',
      'blocker changed range type r · definition',
      'blocker missing composite type z',
      'blocker missing range type s',
    ],
    stays: 'a type is not changed under its columns',
    reversed: [
      'blocker changed composite type p · definition',
      'blocker changed composite type q · definition',
      'blocker changed range type m · definition',
      'blocker changed range type r · definition',
      'note extra composite type z',
      'note extra range type s',
    ],
    staysReversed: 'a type is not changed under its columns',
  },
  {
    name: 'aggregates, operators, casts, text search',
    right: `create function add(a int, b int) returns int language sql immutable as 'select a + b';
      create aggregate total (int) (sfunc = add, stype = int, initcond = '0'); create aggregate other (int) (sfunc = add, stype = int);
      create aggregate moving (int) (sfunc = add, stype = int, parallel = safe);
      create operator #+ (leftarg = int, rightarg = int, function = add);
      create type pair as (a int, b int); create function to_int(pair) returns int language sql immutable as 'select 1';
      create cast (pair as int) with function to_int(pair) as implicit;
      create text search configuration words (copy = simple); create text search dictionary d (template = simple, stopwords = english)`,
    wrong: `create function add(a int, b int) returns int language sql immutable as 'select a + b';
      create aggregate total (int) (sfunc = add, stype = int, initcond = '5'); create aggregate moving (int) (sfunc = add, stype = int);
      create type pair as (a int, b int); create function to_int(pair) returns int language sql immutable as 'select 1';
      create text search configuration words (copy = english)`,
    found: [
      'blocker changed aggregate moving(integer) · definition',
      'blocker changed aggregate total(integer) · definition',
      'blocker changed text search configuration words · definition',
      'blocker missing aggregate other(integer)',
      'blocker missing cast (pair as integer)',
      'blocker missing operator #+ (integer, integer)',
      'blocker missing text search dictionary d',
    ],
    stays: 'what others may use is not dropped',
    reversed: [
      'blocker changed aggregate moving(integer) · definition',
      'blocker changed aggregate total(integer) · definition',
      'blocker changed text search configuration words · definition',
      'note extra aggregate other(integer)',
      'note extra operator #+ (integer, integer)',
      'note extra text search dictionary d',
      'warning extra cast (pair as integer)',
    ],
    staysReversed: 'what others may use is not dropped',
  },
];

const BEHAVIOUR: readonly TwoWays[] = [
  {
    name: 'triggers that never fire',
    both: `${NOTE}; ${FUNCTION}; create trigger a before insert on note for each row execute function f();
      create trigger b before insert on note for each row execute function f(); create trigger c before insert on note for each row execute function f()`,
    right: 'alter table note enable always trigger c',
    wrong:
      'alter table note enable replica trigger a; alter table note disable trigger b; alter table note enable replica trigger c',
    found: [
      'blocker invalid trigger note.a · enabled',
      'blocker invalid trigger note.b · enabled',
      'blocker invalid trigger note.c · enabled',
    ],
    reversed: [
      'warning changed trigger note.a · enabled',
      'warning changed trigger note.b · enabled',
      'warning changed trigger note.c · enabled',
    ],
  },
  {
    name: 'triggers and rules that are others',
    both: `${NOTE}; ${FUNCTION}`,
    right: `create trigger a before insert on note for each row when (new.id > 1) execute function f();
      create rule asleep as on insert to note do also select 1; create rule keep as on delete to note do instead nothing; create rule other as on update to note do also select 1`,
    wrong: `create trigger a before insert on note for each row execute function f();
      create rule asleep as on insert to note do also select 1; alter table note disable rule asleep;
      create rule other as on update to note do also select 2`,
    found: [
      'blocker changed rule note.other · definition',
      'blocker changed trigger note.a · definition',
      'blocker invalid rule note.asleep · enabled',
      'blocker missing rule note.keep',
    ],
    reversed: [
      'blocker changed rule note.other · definition',
      'blocker changed trigger note.a · definition',
      'blocker extra rule note.keep',
      'warning changed rule note.asleep · enabled',
    ],
    staysReversed: 'nothing is dropped',
  },
  {
    name: 'what a foreign key sets, and constraints that are not enforced',
    both: 'create table p (a int, b int, primary key (a, b)); create table c (id int primary key, a int, b int, d int, e int)',
    right: `alter table c add constraint k foreign key (a, b) references p on delete set null (b),
      add constraint l foreign key (a, b) references p, add constraint m check (d > 0), alter e set not null`,
    wrong: `alter table c add constraint k foreign key (a, b) references p on delete set null,
      add constraint l foreign key (a, b) references p not enforced, add constraint m check (d > 0) not enforced,
      add constraint n not null e not valid`,
    found: [
      'blocker changed foreign key c.k · actions',
      'blocker invalid check c.m · enforced',
      'blocker invalid column c.e · validated',
      'blocker invalid foreign key c.l · enforced',
    ],
    reversed: [
      'blocker changed foreign key c.k · actions',
      'warning changed check c.m · enforced',
      'warning changed foreign key c.l · enforced',
    ],
  },
  {
    name: 'keys without overlaps',
    both: 'create extension if not exists btree_gist; create table stay (room int, during daterange, note int)',
    right: 'alter table stay add constraint k unique (room, during without overlaps), add check (note > 0) no inherit',
    wrong: 'alter table stay add constraint k unique (room, during), add check (note > 0)',
    found: ['blocker changed unique stay.k · period', 'warning changed check stay.stay_note_check · inheritance'],
    stays: 'the index behind it is another one',
    reversed: ['blocker changed unique stay.k · period', 'warning changed check stay.stay_note_check · inheritance'],
    staysReversed: 'the index behind it is another one',
  },
  {
    name: 'event triggers, publications, indexes of materialized views',
    both: `${NOTE}; create materialized view m as select id, body from note;
      create function e() returns event_trigger language plpgsql as $$ begin end $$`,
    right: `create unique index one on m (id); create index two on m (body);
      create event trigger et on ddl_command_end execute function e(); create publication p for table note;
      create event trigger asleep on ddl_command_end execute function e(); create publication q for table note (id) where (id > 5)`,
    wrong: `create index two on m (id); create publication q for table note;
      create event trigger asleep on ddl_command_end execute function e(); alter event trigger asleep disable`,
    found: [
      'blocker changed index m.two · definition',
      'blocker missing index m.one',
      'warning changed publication q · definition',
      'warning invalid event trigger asleep · enabled',
      'warning missing event trigger et',
      'warning missing publication p',
    ],
    stays: 'an index of a materialized view is not replaced',
    reversed: [
      'blocker changed index m.two · definition',
      'note extra index m.one',
      'note extra publication p',
      'warning changed event trigger asleep · enabled',
      'warning changed publication q · definition',
      'warning extra event trigger et',
    ],
    staysReversed: 'an index of a materialized view is not replaced',
  },
  {
    name: 'an extension in another schema brings the same',
    right: `create extension citext; create table t (id int primary key, mail citext unique);
      create view v as select mail = 'x'::citext as same from t--; create index i on t (lower(mail))`.replace(
      '--;',
      ';\n',
    ),
    wrong: `create schema extensions; create extension citext schema extensions;
      create table t (id int primary key, mail extensions.citext unique);
      set search_path = public, extensions; create view v as select mail = 'x'::citext as same from t;
      create index i on t (lower(mail))`,
    found: ['note changed extension citext · schema'],
    reversed: ['note changed extension citext · schema'],
  },
  {
    name: 'names in another case',
    right: 'create table "Subnets" (id int primary key)',
    wrong: 'create table subnets (id int primary key)',
    found: ['warning changed table Subnets · name'],
    reversed: ['warning changed table subnets · name'],
  },
];

const PAIRING = { source: 'postgres', target: 'postgres' } as const;
bothWays('types', PAIRING, TYPES);
bothWays('behaviour', PAIRING, BEHAVIOUR);
