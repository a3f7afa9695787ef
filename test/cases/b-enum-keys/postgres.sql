-- both
create type state as enum ('z', 'c', 'a', 'b', '', '10', '9');
create table same (state state primary key, v text);
insert into same values ('a', '1'), ('b', '2'), ('c', '3'), ('z', '4'), ('', '5'), ('9', '6'), ('10', '7');
create table one_missing (state state primary key, v text);
insert into one_missing values ('a', '1'), ('b', '2'), ('c', '3'), ('z', '4');
create table composite (state state, n int, primary key (state, n));
insert into composite select s, n from unnest(array['a', 'b', 'c', 'z']::state[]) s, generate_series(1, 4) n;

-- source
create table repositioned (state state primary key, v text);
insert into repositioned values ('a', '1'), ('b', '2'), ('c', '3'), ('z', '4');
create table against_text (k state primary key);
insert into against_text values ('a'), ('b'), ('c'), ('z');

-- target
delete from one_missing where state = 'b';
delete from composite where (state, n) in (('a', 3), ('c', 1));
create type other_state as enum ('a', 'b', 'c', 'z');
create table repositioned (state other_state primary key, v text);
insert into repositioned values ('a', '1'), ('b', '2'), ('c', 'x'), ('z', '4');
create table against_text (k varchar(10) collate "C" primary key);
insert into against_text values ('a'), ('b'), ('c'), ('A');
