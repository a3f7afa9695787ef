/** The schema gate between two PostgreSQL databases: every situation, its findings, and the next run after the fixes. */
import { describe, it } from 'vitest';
import { runSituation, type Situation } from './situation.ts';

const CUSTOMERS = 'create table customers (id int primary key, email text not null, name text)';
const ORDERS = `${CUSTOMERS};
  create table orders (id int primary key, customer int not null, total numeric(10,2) not null default 0, state text)`;

const SITUATIONS: readonly Situation[] = [
  {
    name: 'the same on both sides',
    both: `${ORDERS};
      create index orders_customer on orders (customer, lower(state) desc nulls last) include (total) where total > 0;
      alter table orders add foreign key (customer) references customers, add check (total >= 0);
      create view big as select * from orders where total > 100`,
    found: [],
  },
  {
    name: 'spellings that mean the same',
    source: `create table t (id serial primary key, at timestamp default now(), b boolean default 't', n int default '0');
      create index i on t (at asc nulls last)`,
    target: `create table t (id serial primary key, at timestamp default current_timestamp, b boolean default true, n int default 0);
      create index i on t (at)`,
    found: [],
  },
  {
    name: 'indexes that are not there, that are others, that have another name',
    both: ORDERS,
    source: `create index a on orders (customer);
      create index b on orders (state text_pattern_ops) where total > 0;
      create unique index c on orders (customer, state);
      create index d on orders using hash (state);
      create index e on orders (total desc)`,
    target: `create index b on orders (state) where total > 0;
      create index renamed on orders (total desc);
      create index more on orders (id, state)`,
    found: [
      'blocker changed index orders.b · operator class',
      'blocker missing index orders.a',
      'blocker missing index orders.c',
      'blocker missing index orders.d',
      'note changed index orders.e · name',
      'note extra index orders.more',
    ],
  },
  {
    name: 'an index that another one covers',
    both: `${ORDERS}; create index wide on orders (customer, state)`,
    source: 'create index narrow on orders (customer)',
    found: ['warning missing index orders.narrow'],
  },
  {
    name: 'constraints that are not there',
    both: ORDERS.replaceAll(' primary key', ' not null'),
    source: `alter table customers add primary key (id), add unique (email);
      alter table orders add primary key (id), add check (total >= 0),
        add constraint to_customer foreign key (customer) references customers on delete cascade deferrable;
      create extension if not exists btree_gist;
      alter table orders add exclude using gist (customer with =)`,
    target: 'create extension if not exists btree_gist',
    found: [
      'blocker missing check orders.orders_total_check',
      'blocker missing exclusion orders.orders_customer_excl',
      'blocker missing foreign key orders.to_customer',
      'blocker missing primary key customers.customers_pkey',
      'blocker missing primary key orders.orders_pkey',
      'blocker missing unique customers.customers_email_key',
    ],
  },
  {
    name: 'constraints that are others',
    both: ORDERS,
    source: `alter table orders add constraint c check (total >= 0), add constraint u unique (customer, state),
      add constraint f foreign key (customer) references customers on delete cascade, add constraint v unique (state, total)`,
    target: `alter table orders add constraint c check (total > 0), add constraint u unique (customer),
      add constraint f foreign key (customer) references customers, add constraint w unique (total, state) deferrable`,
    found: [
      'blocker changed check orders.c · expression',
      'blocker changed foreign key orders.f · actions',
      'blocker changed unique orders.u · columns',
      'note changed unique orders.v · name',
      'warning changed unique orders.v · columns',
      'warning changed unique orders.v · deferrable',
    ],
  },
  {
    name: 'constraints that do not act',
    both: ORDERS,
    source:
      'alter table orders add constraint f foreign key (customer) references customers, add constraint c check (total >= 0)',
    target: `alter table orders add constraint f foreign key (customer) references customers, add constraint c check (total >= 0) not valid;
      alter table orders disable trigger all`,
    found: ['blocker invalid check orders.c · validated', 'blocker invalid foreign key orders.f · enforced'],
  },
  {
    name: 'an index whose build was interrupted',
    both: `${ORDERS}; create index a on orders (customer)`,
    target: `update pg_index set indisvalid = false where indexrelid = 'a'::regclass`,
    found: ['blocker invalid index orders.a · usable'],
  },
  {
    name: 'a unique index whose build failed',
    both: ORDERS,
    source: 'create unique index b on orders (state)',
    target: `create unique index b on orders (state); update pg_index set indisvalid = false where indexrelid = 'b'::regclass`,
    found: ['blocker invalid index orders.b · enforced'],
  },
  {
    name: 'a sequence whose column has no index',
    both: 'create table t (id serial)',
    source: `select setval('t_id_seq', 40)`,
    target: `select setval('t_id_seq', 30)`,
    found: ['blocker behind sequence t.t_id_seq · position', 'note behind sequence t.t_id_seq · position'],
  },
  {
    name: 'a unique constraint that is an index alone',
    both: ORDERS,
    source: 'alter table customers add constraint mail unique (email)',
    target: 'create unique index mail on customers (email)',
    found: [],
  },
  {
    name: 'columns',
    source: `create table t (id int primary key, gone text, a bigint not null, b varchar(20), c numeric(12,2), d timestamp default now(),
      e int generated always as (1 + 1) stored, f text collate "C", g int default 5, h int not null default 5, i int, j text);
      comment on column t.j is 'for people'`,
    target: `create table t (id int primary key, a int not null, b varchar(30), c numeric(12,1), d timestamptz, e int, f text,
      g int, h int not null, i int not null, j text, k int not null, l int)`,
    found: [
      'blocker changed column t.a · type',
      'blocker changed column t.c · type',
      'blocker changed column t.e · generated',
      'blocker changed column t.h · default',
      'blocker changed column t.i · nullable',
      'blocker extra column t.k',
      'blocker missing column t.gone',
      'note changed column t.b · type',
      'note changed column t.j · comment',
      'note extra column t.l',
      'warning changed column t.d · default',
      'warning changed column t.d · type',
      'warning changed column t.f · collation',
      'warning changed column t.g · default',
    ],
    stays: 'no statement changes a type or brings lost data back without a lock',
  },
  {
    name: 'NOT NULL that was lost',
    source: ORDERS,
    target: ORDERS.replace('customer int not null', 'customer int'),
    found: ['blocker changed column orders.customer · nullable'],
  },
  {
    name: 'sequences behind their column, lost, and nearly used up',
    both: `create table a (id serial primary key); create table b (id int generated by default as identity primary key);
      create table c (id int primary key); create table d (id smallserial primary key); create table e (id serial primary key);
      create sequence free;
      insert into a select generate_series(1, 10); insert into b select generate_series(1, 10); insert into d values (30000)`,
    source: `select setval('a_id_seq', 10), setval('b_id_seq', 10), setval('d_id_seq', 30000), setval('free', 50);
      create sequence c_id owned by c.id; alter table c alter id set default nextval('c_id'); create sequence alone`,
    target: `select setval('a_id_seq', 20), setval('b_id_seq', 9), setval('d_id_seq', 30000), setval('free', 50, false);
      alter table e alter id drop default; drop sequence e_id_seq; alter table e alter id add generated by default as identity`,
    found: [
      'blocker behind sequence b.b_id_seq · position',
      'blocker behind sequence free · position',
      'blocker changed column c.id · numbering',
      'blocker missing sequence alone',
      'note changed column e.id · numbering',
      'warning stale sequence d.d_id_seq · headroom',
    ],
  },
  {
    name: 'views, triggers, functions and types',
    both: `${ORDERS}; create type mood as enum ('glad', 'sad');
      create function f() returns trigger language plpgsql as $$ begin return new--; end $$;
      create trigger t before insert on orders for each row execute function f()`,
    source: `create view v as select id from orders; create view w as select id from v; create domain positive as int check (value > 0);
      create materialized view m as select id from orders; create function g(n int) returns int language sql as 'select n + 1';
      create trigger u before update on orders for each row execute function f(); alter type mood add value 'so so'`,
    target: `create view v as select id from orders where total > 0; alter table orders disable trigger t;
      create materialized view m as select id from orders with no data; create view extra as select 1 as one`,
    found: [
      'blocker changed enum mood · labels',
      'blocker changed view v · definition',
      'blocker invalid materialized view m · populated',
      'blocker invalid trigger orders.t · enabled',
      'blocker missing domain positive',
      'blocker missing function g(n integer)',
      'blocker missing trigger orders.u',
      'blocker missing view w',
      'note extra view extra',
    ],
  },
  {
    name: 'storage and readiness',
    both: `create table t (id int primary key, n int); create table p (id int) partition by range (id);
      create table p1 partition of p for values from (0) to (10)`,
    source: `alter table t replica identity full; alter table t alter n set statistics 500; alter table t enable row level security;
      create statistics s on id, n from t; create table p2 partition of p for values from (10) to (20)`,
    target: `alter table t set (autovacuum_enabled = off); alter table t set unlogged;
      insert into t select i, i from generate_series(1, 5000) i`,
    found: [
      'blocker changed table t · persistence',
      'blocker changed table t · row security',
      'blocker missing partition p.p2',
      'warning changed column t.n · statistics target',
      'warning changed table t · replica identity',
      'warning missing statistics t.s',
      'warning stale table t · autovacuum',
      'warning stale table t · statistics',
    ],
    stays: 'none of it is a statement for a live system',
  },
  {
    name: 'tables that one side lacks',
    both: CUSTOMERS,
    source: 'create table gone (id int)',
    target: 'create table more (id int)',
    found: ['blocker extra table more', 'blocker missing table gone'],
    stays: 'a table without its rows is no help',
  },
  {
    name: 'a table and columns that have other names',
    source: `create table p (id serial primary key); create table t (id serial primary key, total int not null default 1, p int references p,
        twice int generated always as (total * 2) stored, check (total > 0), unique (p, total));
      create index i on t ((total + 1)) where total > 5; create index j on t (p)`,
    target: `create table p (id serial primary key); create table u (key serial primary key, amount int not null default 1, parent int references p,
        twice int generated always as (amount * 2) stored, check (amount > 0), unique (parent, amount));
      create index i on u ((amount + 1)) where amount > 5; create index j on u (parent)`,
    options: {
      map: [{ source: 't', target: 'u' }],
      mapColumns: [
        { table: 't', source: 'id', target: 'key' },
        { table: 't', source: 'total', target: 'amount' },
        { table: 't', source: 'p', target: 'parent' },
      ],
    },
    found: [
      'note changed check t.t_total_check · name',
      'note changed foreign key t.t_p_fkey · name',
      'note changed unique t.t_p_total_key · name',
    ],
  },
  {
    name: 'rows that violate what the target lacks',
    both: `create table p (id int); create table t (id int primary key, a int, b int, c int, d int)`,
    source: `alter table p add primary key (id);
      alter table t add unique (a), add foreign key (b) references p, add constraint positive check (c > 0), alter d set not null`,
    target: `insert into p values (1), (1), (null); insert into t values (1, 1, 1, 1, 1), (2, 1, 2, -1, null), (3, null, null, null, 3);
      alter table t add constraint positive check (c > 0) not valid`,
    options: { checkConstraints: true },
    found: [
      'blocker changed column p.id · nullable',
      'blocker changed column t.d · nullable',
      'blocker invalid check t.positive · validated',
      'blocker missing foreign key t.t_b_fkey',
      'blocker missing primary key p.p_pkey',
      'blocker missing unique t.t_a_key',
      'blocker violated check t.positive · check',
      'blocker violated column t.d · not null',
      'blocker violated foreign key t.t_b_fkey · foreign key',
      'blocker violated column p.id · not null',
      'blocker violated primary key p.p_pkey · unique',
      'blocker violated unique t.t_a_key · unique',
    ],
    refused: 'rows violate it',
  },
  {
    name: 'what the user leaves out and ranks otherwise',
    both: ORDERS,
    source: `create index a on orders (customer); create index b on orders (state); comment on table orders is 'x';
      alter table orders add check (total >= 0)`,
    options: {
      schemaIgnore: ['public.orders.a', 'table.comment'],
      schemaSeverity: [{ glob: 'index:*', severity: 'note' }],
    },
    found: ['blocker missing check orders.orders_total_check', 'note missing index orders.b'],
  },
];

describe('the schema gate between two PostgreSQL databases', () => {
  it.each(SITUATIONS)('finds $name, and its fixes mend it', (one) =>
    runSituation(one, { source: 'postgres', target: 'postgres' }),
  );
});
