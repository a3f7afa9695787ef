-- both
create table beyond_numbers (id numeric primary key, v text);
insert into beyond_numbers values ('NaN', 'a'), ('Infinity', 'b'), ('-Infinity', 'c'), (0, 'd'), (1e100, 'e'), (-1e100, 'f'), (1e-100, 'g');
create table beyond_time (id timestamp primary key, v text);
insert into beyond_time values ('infinity', 'a'), ('-infinity', 'b'), ('0044-03-15 12:00:00 BC', 'c'), ('0044-03-15 13:00:00 BC', 'd'),
  ('0043-01-01 BC', 'e'), ('4713-01-01 BC', 'f'), ('0001-01-01', 'g'), ('9999-12-31 23:59:59.999999', 'h'), ('294276-12-31', 'i');
create table beyond_days (id date primary key, v text);
insert into beyond_days values ('infinity', 'a'), ('-infinity', 'b'), ('0001-12-31 BC', 'c'), ('0001-01-01', 'd'), ('10000-01-01', 'e'),
  ('9999-01-01', 'f');
create collation folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table equal_spellings (k varchar(9) collate folded primary key, v text);
insert into equal_spellings values ('a', '1'), ('c', '3');
create table late (id int primary key deferrable initially deferred, v text);
insert into late values (1, 'a'), (2, 'b'), (3, 'c');
create table partly_bytes (a text collate "POSIX", b int, primary key (a, b));
insert into partly_bytes values ('A', 1), ('A', 2), ('B', 1), ('a', 1), ('', 1);
create table arrays (id int[] primary key);
insert into arrays values ('{1}'), ('{2,1}'), ('{}'), ('{10}');
create table addresses (id inet primary key);
insert into addresses values ('10.0.0.1'), ('10.0.0.2'), ('10.0.0.10'), ('::1'), ('10.0.0.0/8');

-- source
insert into equal_spellings values ('b', '2');
insert into arrays values ('{1,2}');

-- target
delete from beyond_numbers where id in ('-Infinity', 'NaN');
update beyond_numbers set v = 'B' where id = 'Infinity';
delete from beyond_time where id in ('infinity', '0044-03-15 12:00:00 BC');
insert into beyond_time values ('10000-01-01', 'x');
delete from beyond_days where id in ('-infinity', '0001-12-31 BC');
update beyond_days set v = 'D' where id = '0001-01-01';
update equal_spellings set v = 'x' where k = 'a';
insert into equal_spellings values ('B', '2');
delete from late where id = 2;
delete from partly_bytes where a = 'A' and b = 2;
insert into arrays values ('{1,3}');
delete from addresses where id = '10.0.0.2';
