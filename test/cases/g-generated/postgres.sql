-- both
create table computed (id int primary key, net int, gross int generated always as (net * 2) stored);
insert into computed (id, net) values (1, 10), (2, 20), (3, null);
create table generated_key (n int, code int generated always as (n * 10) stored unique);
insert into generated_key (n) values (1), (2), (3);
create table hidden (id int primary key, v text, secret text);
insert into hidden values (1, 'a', 'x'), (2, 'b', 'y');
create table hidden_key (v text, id int primary key);
insert into hidden_key values ('a', 1), ('b', 2), ('c', 3);

-- source
create table to_plain (id int primary key, v text, upped text generated always as (upper(v)) stored);
insert into to_plain (id, v) values (1, 'a'), (2, 'b');
create table computed_differently (id int primary key, n int, total int generated always as (n + 1) stored);
insert into computed_differently (id, n) values (1, 1), (2, 2);
create table made_identity (id int generated always as identity primary key, v text);
insert into made_identity (v) values ('a'), ('b'), ('c');

-- target
update computed set net = 21 where id = 2;
delete from generated_key where n = 2;
create table to_plain (id int primary key, v text, upped text);
insert into to_plain values (1, 'a', 'A'), (2, 'b', 'B');
do $$ begin execute 'create table computed_differently (id int primary key, n int, total int generated always as (n + 2) virtual)';
exception when syntax_error then -- before PostgreSQL 18
create table computed_differently (id int primary key, n int, total int generated always as (n + 2) stored); end $$;
insert into computed_differently (id, n) values (1, 1), (2, 2);
update hidden set secret = 'z' where id = 2;
delete from hidden_key where id = 2;
create table made_identity (id int primary key, v text);
insert into made_identity values (1, 'a'), (3, 'c');
