/** The schema gate between two databases of MySQL, and of MariaDB. */
import { describe, it } from 'vitest';
import { runSituation, type Situation } from './situation.ts';

const CUSTOMERS = 'create table customers (id int primary key, email varchar(100) not null, name varchar(100))';
const ORDERS = `${CUSTOMERS};
  create table orders (id int primary key, customer int not null, total decimal(10,2) not null default 0, state varchar(20))`;

const SITUATIONS: readonly Situation[] = [
  {
    name: 'the same on both sides',
    both: `create table customers (id int unsigned primary key auto_increment, email varchar(100) not null unique,
        at timestamp not null default current_timestamp on update current_timestamp, b bit(3) default b'101',
        kind enum('a', 'b,c') default 'a', note text, doc json, twice int generated always as (id2 * 2) virtual, id2 int default -1,
        word varchar(20) default 'it''s', check (id2 < 10), key (note(20)), key (id2 desc), fulltext key words (word));
      create table orders (id int primary key, customer int unsigned, constraint f foreign key (customer)
        references customers (id) on delete cascade);
      create view v as select id, customer from orders where id > 5;
      create trigger t before insert on orders for each row set new.id = new.id + 1`,
    found: [],
  },
  {
    name: 'spellings that mean the same',
    source: `create table t (a int(11), b tinyint(1) default 1, c year, d decimal(5,2) default 0.00, e datetime default now())`,
    target: `create table t (a int, b boolean default true, c year(4), d decimal(5,2) default 0, e datetime default current_timestamp)`,
    found: [],
  },
  {
    name: 'indexes and keys',
    both: ORDERS.replace('customer int not null', 'customer int not null, extra int'),
    source: `alter table orders add index a (customer), add index b (state(5)), add unique key c (customer, state),
      add fulltext index d (state), add index e (total), add index h (extra)`,
    target: `alter table orders add index b (state), add index renamed (total), add index more (id, state), add index h (extra) ${'INVISIBLE'}`,
    found: [
      'blocker changed index orders.b · prefix',
      'blocker invalid index orders.h · usable',
      'blocker missing index orders.a',
      'blocker missing index orders.d',
      'blocker missing unique orders.c',
      'note changed index orders.e · name',
      'note extra index orders.more',
    ],
  },
  {
    name: 'constraints',
    both: `${CUSTOMERS}; create table orders (id int not null, customer int not null, total int)`,
    source: `alter table orders add primary key (id), add constraint f foreign key (customer) references customers (id) on delete cascade,
      add constraint c check (total >= 0), add constraint d check (total < 100)`,
    target: `alter table orders add constraint f foreign key (customer) references customers (id), add constraint d check (total < 10)`,
    found: [
      'blocker changed check orders.d · expression',
      'blocker changed foreign key orders.f · actions',
      'blocker missing check orders.c',
      'blocker missing primary key orders.PRIMARY',
    ],
  },
  {
    name: 'columns',
    source: `create table t (id int primary key, gone text, a bigint not null, b varchar(20), c int unsigned, d timestamp not null default current_timestamp on update current_timestamp,
      e int generated always as (id * 2) stored, f varchar(10) character set utf8mb4, g int default 5, h int not null default 5, i int, j text comment 'for people', n int not null)`,
    target: `create table t (id int primary key, a int not null, b varchar(30), c int, d timestamp not null default current_timestamp, e int,
      f varchar(10) character set latin1, g int, h int not null, i int not null, j text, n int, k int not null, l int)`,
    found: [
      'blocker changed column t.a · type',
      'blocker changed column t.c · type',
      'blocker changed column t.d · on update',
      'blocker changed column t.e · generated',
      'blocker changed column t.f · character set',
      'blocker changed column t.h · default',
      'blocker changed column t.i · nullable',
      'blocker changed column t.n · nullable',
      'blocker extra column t.k',
      'blocker missing column t.gone',
      'note changed column t.b · type',
      'note changed column t.j · comment',
      'note extra column t.l',
      'warning changed column t.f · collation',
      'warning changed column t.g · default',
    ],
    stays: 'no statement changes a type or brings lost data back without copying the table',
  },
  {
    // InnoDB keeps the counter ahead of the column by itself, also where an UPDATE moves the column.
    name: 'AUTO_INCREMENT',
    source: `create table a (id int primary key auto_increment); create table b (id int primary key auto_increment);
      create table c (id tinyint primary key auto_increment); insert into a values (1), (10); insert into c values (120)`,
    target: `create table a (id int primary key auto_increment); create table b (id int primary key);
      create table c (id tinyint primary key auto_increment); insert into a values (1), (2); update a set id = 10 where id = 2;
      insert into c values (120)`,
    found: ['blocker changed column b.id · numbering', 'warning stale sequence c.c.id · headroom'],
  },
  {
    name: 'views, triggers and events',
    both: ORDERS,
    source: `create view v as select id from orders; create view w as select id from orders;
      create trigger t before insert on orders for each row set new.total = 1`,
    target: `create table gone (id int); create view v as select id from orders where total > 1;
      create view broken as select id from gone; drop table gone; create view w as select id from orders`,
    found: ['blocker changed view v · definition', 'blocker missing trigger orders.t', 'note extra view broken'],
  },
  {
    name: 'storage',
    source: 'create table t (id int) engine=InnoDB',
    target: 'create table t (id int) engine=MyISAM',
    found: ['blocker changed table t · engine', 'note changed table t · row format'],
    stays: 'another engine is a copy of the table',
  },
];

/** What the two servers call otherwise. */
function inMariadb(one: Situation): Situation {
  const { target, ...rest } = one;
  return target === undefined ? one : { ...rest, target: target.replace('INVISIBLE', 'IGNORED') };
}

describe('the schema gate between two MySQL databases', () => {
  it.each(SITUATIONS)('finds $name, and its fixes mend it', (one) =>
    runSituation(one, { source: 'mysql', target: 'mysql' }),
  );
});

describe('the schema gate between two MariaDB databases', () => {
  it.each(SITUATIONS.map(inMariadb))('finds $name, and its fixes mend it', (one) =>
    runSituation(one, { source: 'mariadb', target: 'mariadb' }),
  );
});
