-- both
create table same (state enum('z', 'c', 'a', 'b', '', '10', '9') primary key, v text);
insert into same values ('a', '1'), ('b', '2'), ('c', '3'), ('z', '4'), ('', '5'), ('9', '6'), ('10', '7');
create table one_missing (state enum('z', 'c', 'a', 'b') primary key, v text);
insert into one_missing values ('a', '1'), ('b', '2'), ('c', '3'), ('z', '4');
create table composite (state enum('z', 'c', 'a', 'b'), n int, primary key (state, n));
insert into composite with recursive n as (select 1 as n union all select n + 1 from n where n < 4)
  select s.state, n.n from (select 'a' as state union select 'b' union select 'c' union select 'z') s, n;

-- source
create table repositioned (state enum('z', 'c', 'a', 'b') primary key, v text);
insert into repositioned values ('a', '1'), ('b', '2'), ('c', '3'), ('z', '4');
create table against_text (k enum('z', 'c', 'a', 'b') primary key);
insert into against_text values ('a'), ('b'), ('c'), ('z');

-- target
delete from one_missing where state = 'b';
delete from composite where (state, n) in (('a', 3), ('c', 1));
create table repositioned (state enum('a', 'b', 'c', 'z') primary key, v text);
insert into repositioned values ('a', '1'), ('b', '2'), ('c', 'x'), ('z', '4');
create table against_text (k varchar(10) collate utf8mb4_bin primary key);
insert into against_text values ('a'), ('b'), ('c'), ('A');
