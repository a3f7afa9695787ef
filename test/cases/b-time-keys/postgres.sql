-- both
create table days (id date primary key, v text);
insert into days values ('1000-01-01', 'a'), ('1582-10-15', 'b'), ('1969-12-31', 'c'), ('1970-01-01', 'd'), ('2024-02-28', 'e'),
  ('2024-02-29', 'f'), ('2024-03-01', 'g'), ('9999-12-31', 'h');
create table readings (id timestamp(6) primary key, v text);
insert into readings values ('1000-01-01 00:00:00', 'a'), ('2024-03-31 02:30:00', 'b'), ('2024-03-31 02:30:00.000001', 'c'),
  ('2024-03-31 02:30:00.000002', 'd'), ('2024-03-31 02:30:00.1', 'e'), ('2024-03-31 02:30:01', 'f'),
  ('9999-12-31 23:59:59.999998', 'g'), ('9999-12-31 23:59:59.999999', 'h');
create table instants (id timestamptz(6) primary key, v text);
insert into instants values ('1970-01-01 00:00:01+00', 'a'), ('2024-10-27 00:30:00+00', 'b'),
  ('2024-10-27 00:30:00.000001+00', 'c'), ('2024-10-27 00:30:00.000002+00', 'd'), ('2024-10-27 01:30:00+00', 'e'),
  ('2038-01-19 03:14:07.999999+00', 'f');
create table times (id time(6) primary key, v text);
insert into times values ('00:00:00', 'a'), ('00:00:00.000001', 'b'), ('12:00:00', 'c'), ('23:59:59.999998', 'd'),
  ('23:59:59.999999', 'e');

-- source
create table seconds_only (id timestamp(6) primary key, v text);
insert into seconds_only values ('2024-01-01 00:00:00.5', 'a'), ('2024-01-01 00:00:01', 'b'), ('2024-01-01 00:00:02', 'c');

-- target
create table seconds_only (id timestamp(0) primary key, v text);
insert into seconds_only values ('2024-01-01 00:00:00', 'a'), ('2024-01-01 00:00:01', 'b'), ('2024-01-01 00:00:02', 'c');
delete from days where id = '2024-02-29';
insert into days values ('2023-02-28', 'x');
delete from readings where id = '2024-03-31 02:30:00.000001';
insert into readings values ('2024-03-31 02:30:00.000003', 'c');
update readings set v = 'H' where id = '9999-12-31 23:59:59.999999';
delete from instants where id = '2024-10-27 00:30:00.000001+00';
update instants set v = 'E' where id = '2024-10-27 01:30:00+00';
delete from times where id = '23:59:59.999999';
