-- both
create table ignored_all (id int, v text);
insert into ignored_all values (1, 'a');

-- source
create table nothing (a date);
insert into nothing values ('2024-01-01');
create table nothing_and_empty (a date);
create table `some` (id int primary key, b date);
insert into `some` values (1, '2024-01-01'), (2, null);
create table some_key (id date primary key, v text);
insert into some_key values ('2024-01-01', 'a'), ('2024-01-02', 'b');
create table some_differing (id int primary key, b date);
insert into some_differing values (1, null), (2, null);
create table ignored_one (id int primary key, b date);
insert into ignored_one values (1, null), (2, '2024-01-01');

-- target
create table nothing (a int);
insert into nothing values (20240101);
create table nothing_and_empty (a int);
create table `some` (id int primary key, b int);
insert into `some` values (1, 20240101), (2, null);
create table some_key (id int primary key, v text);
insert into some_key values (20240101, 'a'), (20240102, 'b');
create table some_differing (id int primary key, b int);
insert into some_differing values (1, null);
create table ignored_one (id int primary key, b int);
insert into ignored_one values (1, null), (2, 0);
