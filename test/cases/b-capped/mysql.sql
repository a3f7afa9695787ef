-- both
create table many (id int primary key, v text);
insert into many with recursive n as (select 1 as n union all select n + 1 from n where n < 500)
  select n, 'v' from n;
create table just_ten (id int primary key);
insert into just_ten with recursive n as (select 1 as n union all select n + 1 from n where n < 20)
  select n from n;
create table eleven (id int primary key);
insert into eleven with recursive n as (select 1 as n union all select n + 1 from n where n < 20)
  select n from n;

-- source
create table without_index (id int primary key, v text);
insert into without_index with recursive n as (select 1 as n union all select n + 1 from n where n < 300)
  select n, 'v' from n;

-- target
delete from many where id <= 100;
update many set v = 'w' where id between 201 and 400;
insert into many with recursive n as (select 1001 as n union all select n + 1 from n where n < 1050)
  select n, 'v' from n;
delete from just_ten where id <= 10;
delete from eleven where id <= 11;
create table without_index (id int not null, v text);
insert into without_index with recursive n as (select 1 as n union all select n + 1 from n where n < 200)
  select n, 'v' from n;
update without_index set v = 'w' where id <= 100;
