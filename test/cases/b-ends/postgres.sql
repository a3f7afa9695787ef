-- both
create table beyond (id int primary key, v text);
create table shortened (id int primary key, v text);
create table two_ends (id int primary key, v text);
create table apart (id int primary key, v text);
create table source_empty (id int primary key, v text);
create table target_empty (id int primary key, v text);
create table one_missing (id int primary key, v text);
create table one_changed (id int primary key, v text);
create table one_other (id int primary key, v text);
create table one_row (id int primary key, v text);
create table both_empty (id int primary key, v text);
create table of_6 (id int primary key, v text);
create table of_7 (id int primary key, v text);
create table of_8 (id int primary key, v text);
create table of_13 (id int primary key, v text);
create table of_14 (id int primary key, v text);
create table of_15 (id int primary key, v text);
create table last_of_13 (id int primary key, v text);
create table last_of_14 (id int primary key, v text);
create table last_of_15 (id int primary key, v text);
create table both_empty_without_key (v text);
insert into beyond select n, 'v' from generate_series(1, 10) n;
insert into two_ends select n, 'v' from generate_series(1, 14) n;
insert into of_6 select n, 'v' from generate_series(1, 6) n;
insert into of_7 select n, 'v' from generate_series(1, 7) n;
insert into of_8 select n, 'v' from generate_series(1, 8) n;
insert into of_13 select n, 'v' from generate_series(1, 13) n;
insert into of_14 select n, 'v' from generate_series(1, 14) n;
insert into of_15 select n, 'v' from generate_series(1, 15) n;
insert into one_row values (7, 'v');
insert into one_changed values (7, 'v');

-- source
insert into shortened select n, 'v' from generate_series(1, 14) n;
insert into apart select n, 'v' from generate_series(1, 8) n;
insert into target_empty values (1, 'v'), (2, null), (3, '');
insert into one_missing values (7, 'v');
insert into one_other values (7, 'v');
insert into last_of_13 select n, 'v' from generate_series(1, 13) n;
insert into last_of_14 select n, 'v' from generate_series(1, 14) n;
insert into last_of_15 select n, 'v' from generate_series(1, 15) n;

-- target
insert into beyond values (-5, 'v'), (0, 'v'), (11, 'v'), (99, 'v');
insert into shortened select n, 'v' from generate_series(3, 12) n;
update two_ends set v = 'w' where id in (1, 14);
insert into apart select n, 'v' from generate_series(101, 108) n;
insert into source_empty values (1, 'v'), (2, null), (3, '');
update one_changed set v = null;
insert into one_other values (8, 'v');
insert into last_of_13 select n, 'v' from generate_series(1, 12) n;
insert into last_of_14 select n, 'v' from generate_series(1, 13) n;
insert into last_of_15 select n, 'v' from generate_series(1, 14) n;
