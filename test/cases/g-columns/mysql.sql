-- both
create table same_order (id int primary key, name text, price numeric(8, 2));
insert into same_order values (1, 'a', 1.50), (2, 'b', 2.50);

-- source
create table shuffled (id int primary key, name text, price numeric(8, 2), seen date, flags int);
insert into shuffled values (1, 'a', 1.50, '2024-01-01', 7), (2, 'b', 2.50, '2024-01-02', 8), (3, 'c', 3.50, null, null);
create table `letterCase` (`Id` int primary key, `fullName` text);
insert into `letterCase` values (1, 'a'), (2, 'b');
create table lost (id int primary key, name text, phone text, fax text);
insert into lost values (1, 'a', '1', '1'), (2, 'b', '2', '2');
create table lost_and_differing (id int primary key, name text, phone text);
insert into lost_and_differing values (1, 'a', null), (2, 'b', null), (3, 'c', null);
create table lost_key (id int primary key, name text);
insert into lost_key values (1, 'a'), (2, 'b'), (3, 'b');
create table ignored (id int primary key, name text, scratch text);
insert into ignored values (1, 'a', 'x'), (2, 'b', 'y');
create table gained (id int primary key, name text);
insert into gained values (1, 'a'), (2, 'b');
create table renamed_times (id int primary key, changed_at datetime);
insert into renamed_times values (1, '2024-01-01'), (2, '2024-01-01');
create table ignored_differences (id int primary key, touched_at datetime);
insert into ignored_differences values (1, '2024-01-01'), (2, '2024-01-01');

-- target
create table shuffled (flags int, `Price` numeric(8, 2), `ID` int primary key, seen date, `NAME` text);
insert into shuffled values (7, 1.50, 1, '2024-01-01', 'a'), (8, 2.51, 2, '2024-01-02', 'B'), (null, 3.50, 3, null, 'c');
create table lettercase (fullname text, id int primary key);
insert into lettercase values ('a', 1), ('b', 2);
create table lost (id int primary key, name text);
insert into lost values (1, 'a'), (2, 'b');
create table lost_and_differing (id int primary key, name text);
insert into lost_and_differing values (1, 'A'), (3, 'c');
create table lost_key (name text);
insert into lost_key values ('b'), ('a'), ('b');
create table ignored (id int primary key, name text);
insert into ignored values (1, 'a'), (2, 'b');
create table gained (id int primary key, added int, name text, updated_at datetime);
insert into gained values (1, 0, 'a', null), (2, 0, 'b', null);
create table renamed_times (id int primary key);
insert into renamed_times values (1), (2);
create table ignored_differences (id int primary key, touched_at datetime);
insert into ignored_differences values (1, '2025-01-01'), (2, null);
