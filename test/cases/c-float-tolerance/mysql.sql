-- both
create table prices (id int primary key, n int, p double precision, half double precision);
create table single (id int primary key, p float);
-- source
insert into prices values (1, 1, 1000000, 1), (2, 1, 0.1, 1), (3, 1, 1000000, 1), (4, 1, null, 1), (5, 1, -7e200, -2), (6, 1, 0, 0), (7, 1, null, 0), (8, 1, 1, 1);
insert into single values (1, 1.1), (2, 1.1);
-- target
insert into prices values (1, 1, 1000001, 2), (2, 1, 0.10000001, 0.5), (3, 1, 1000002, 1), (4, 1, null, 2.0000000000000004), (5, 1, -7.000001e200, -1), (6, 1, 5e-300, 0), (7, 1, 0, 0), (8, 2, 1.0000001, 1);
insert into single values (1, 1.1000001), (2, 1.1001);
-- source
create table digits (id int primary key, p float, d double precision);
insert into digits values (1, 1.1, 0.1), (2, 1.1, 0.1), (3, null, 1);
-- target
create table digits (id int primary key, p double precision, d numeric(20,10));
insert into digits values (1, 1.1000001, 0.1000000999), (2, 1.10001, 0.1000002), (3, null, 1);
