-- source
create table m (id int not null, v int);
create table m1 () inherits (m);
create table m2 () inherits (m);
insert into m1 select n, n from generate_series(1, 60) n;
insert into m2 select n, n from generate_series(61, 99) n;
create table keyed (id int primary key, v int);
create table keyed1 (primary key (id)) inherits (keyed);
create table keyed2 (primary key (id)) inherits (keyed);
insert into keyed1 values (1, 1), (2, 2);
insert into keyed2 values (3, 3), (2, 2);
create table one_table (id int primary key, v int);
create table one_child () inherits (one_table);
insert into one_table values (1, 1);
insert into one_child values (2, 2);

-- target
create table m (id int not null, v int) partition by range (id);
create table m1 partition of m for values from (minvalue) to (61);
create table m2 partition of m for values from (61) to (maxvalue);
insert into m select n, n from generate_series(1, 99) n;
create table keyed (id int primary key, v int) partition by range (id);
create table keyed1 partition of keyed for values from (minvalue) to (3);
create table keyed2 partition of keyed for values from (3) to (maxvalue);
insert into keyed values (1, 1), (2, 2), (3, 4);
create table one_table (id int primary key, v int);
insert into one_table values (1, 1), (2, 2);
