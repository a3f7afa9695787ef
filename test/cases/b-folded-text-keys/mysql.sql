-- both
create table one_missing (code varchar(20) collate utf8mb4_unicode_ci primary key, v text);
insert into one_missing values ('a', '1'), ('B', '2'), ('c', '3'), ('M', '4'), ('n', '5'), ('Ö', '6'), ('z', '7'), ('_', '8'),
  ('10', '9'), ('9', '10'), ('ß', '11'), ('ab', '12'), ('a b', '13'), ('a-b', '14'), ('', '15');
create table in_another_order (code varchar(20) collate utf8mb4_unicode_ci primary key, v text);
insert into in_another_order values ('a', '1'), ('B', '2'), ('c', '3'), ('M', '4'), ('Ö', '6'), ('z', '7'), ('_', '8'), ('-', '9');
create table other_case (name varchar(20) collate utf8mb4_general_ci primary key, v text);
insert into other_case values ('Alice', '1'), ('carol', '3');
create table accents (name varchar(20) collate utf8mb4_unicode_ci primary key);
insert into accents values ('one'), ('two');

create table server_default (k varchar(20) primary key, v text);
insert into server_default values ('é', '1'), ('zola', '2'), ('Zoë', '3'), ('f', '4'), ('E-', '5'), ('-d', '6'), ('日本', '7'), ('😀', '8');

-- source
create table folded (code varchar(20) collate utf8mb4_bin primary key, v text);
insert into folded values ('a', '1'), ('B', '2'), ('é', '3'), ('x', '4'), ('A', '1'), ('b', '2'), ('É', '3');
insert into other_case values ('bob', '2');
insert into accents values ('resume');

-- target: this collation holds a and A equal
create table folded (code varchar(20) collate utf8mb4_unicode_ci primary key, v text);
insert into folded values ('a', '1'), ('B', '2'), ('é', '3'), ('x', '4');
delete from server_default where k = 'é' and v = '1';
update server_default set v = 'x' where k = 'Zoë';
delete from one_missing where code = 'M';
insert into other_case values ('Bob', '2');
insert into accents values ('résume');
