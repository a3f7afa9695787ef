-- both
create table band (id int primary key, v text);
insert into band with recursive n as (select 1 as n union all select n + 1 from n where n < 1000)
  select n, 'v' from n;
create table band_at_the_end (id int primary key, v text);
insert into band_at_the_end with recursive n as (select 1 as n union all select n + 1 from n where n < 1000)
  select n, 'v' from n;
create table every_second (id int primary key, v text);
insert into every_second with recursive n as (select 1 as n union all select n + 1 from n where n < 1000)
  select n, 'v' from n;
create table every_row (id int primary key, v text);
insert into every_row with recursive n as (select 1 as n union all select n + 1 from n where n < 600)
  select n, 'v' from n;
create table every_key (id int primary key, v text);
insert into every_key with recursive n as (select 1 as n union all select n + 1 from n where n < 400)
  select n, 'v' from n;
create table interleaved (id int primary key, v text);
insert into interleaved with recursive n as (select 1 as n union all select n + 1 from n where n < 300)
  select 2 * n, 'v' from n;
create table two_of_many (id int primary key, v text);
insert into two_of_many with recursive n as (select 1 as n union all select n + 1 from n where n < 1000)
  select n, 'v' from n;

-- source
create table band_without_index (id int primary key, v text);
insert into band_without_index with recursive n as (select 1 as n union all select n + 1 from n where n < 1000)
  select n, 'v' from n;

-- target
delete from band where id between 301 and 600;
delete from band_at_the_end where id > 700;
create table band_without_index (id int not null, v text);
insert into band_without_index with recursive n as (select 1 as n union all select n + 1 from n where n < 300)
  select n, 'v' from n;
insert into band_without_index with recursive n as (select 601 as n union all select n + 1 from n where n < 1000)
  select n, 'v' from n;
delete from every_second where id % 2 = 1;
update every_row set v = 'w';
update every_key set id = id + 1000;
update interleaved set id = id + 1 order by id desc;
update two_of_many set v = 'w' where id in (1, 1000);
