What pgloader 3.6.7 made of it with the clauses of pgloader.load.
-- target
create type defaults__e as enum ('a', 'b');
create type defaults__st as enum ('a', 'b');
create table datetime3_upd (id bigint primary key, v timestamptz(3) not null);
insert into datetime3_upd values (1, '2024-01-01 00:00:00.5+00'), (2, '2024-07-01 00:00:00+00');
create table defaults_ (id bigint primary key, i bigint not null, tb boolean not null, tb0 boolean, b1 boolean not null, b8 bit(8) not null, d numeric(10,2) not null, f double precision not null, s varchar(10) not null, se varchar(10) not null, sq varchar(20), c char(3) not null, e defaults__e not null, st defaults__st[] not null, da date not null, dt timestamptz not null, dt6 timestamptz(6) not null, ts timestamptz not null, y integer not null, tm time not null, sn varchar(10), nn_dt timestamptz not null, nn_d date not null, nn_ts timestamptz not null, nn_t text not null);
insert into defaults_ values (1, 7, 'true', 'false', 'true', '00000101', 1.50, '1.5', 'x', '', 'O''Brien', 'ab', 'b', '{a,b}', '2024-01-01', '2026-11-22 18:10:27+00', '2026-11-22 18:10:27.13473+00', '2026-11-22 18:10:27+00', 2024, '10:00:00', 'NULL', '2024-01-01 00:00:00+00', '2024-01-01', '2026-11-22 18:10:27+00', 'x'), (2, 7, 'true', 'false', 'true', '00000101', 1.50, '1.5', 'x', '', 'O''Brien', 'ab', 'b', '{a,b}', '2024-01-01', '2026-11-22 18:10:27+00', '2026-11-22 18:10:27.13473+00', '2026-11-22 18:10:27+00', 2024, '10:00:00', 'NULL', '2024-01-02 00:00:00+00', '2024-01-01', '2026-11-22 18:10:27+00', 'y');
create table geomcoll_ (id bigint primary key, v bytea);
insert into geomcoll_ values (1, '\x000000000107000000010000000101000000000000000000f03f000000000000f03f'), (2, null);
create table inet4_ (id bigint primary key, v inet);
insert into inet4_ values (1, '0.0.0.0/32'), (2, '255.255.255.255/32'), (3, '192.0.2.1/32'), (4, null);
create table inet6_ (id bigint primary key, v inet);
insert into inet6_ values (1, '::/128'), (2, '::1/128'), (3, '2001:db8::ff00:42:8329/128'), (4, '::ffff:192.0.2.1/128'), (5, null);
create table multipoint_ (id bigint primary key, v bytea);
insert into multipoint_ values (1, '\x000000000104000000020000000101000000000000000000f03f000000000000f03f010100000000000000000000400000000000000040'), (2, null);
