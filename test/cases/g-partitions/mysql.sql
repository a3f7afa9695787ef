-- both
create table by_hash (id int primary key, v text) partition by hash (id) partitions 3;
insert into by_hash with recursive n as (select 1 as n union all select n + 1 from n where n < 12)
  select n, 'v' from n;
create table deep (id int primary key, v text) partition by range (id) subpartition by hash (id) subpartitions 2
  (partition low values less than (10), partition high values less than maxvalue);
insert into deep with recursive n as (select 1 as n union all select n + 1 from n where n < 30)
  select n, 'v' from n;
create table without_partitions (id int primary key);

-- source
create table to_plain (id int, region int, v text, primary key (id, region)) partition by list (region)
  (partition one values in (1), partition rest values in (2, 3, 4));
insert into to_plain with recursive n as (select 1 as n union all select n + 1 from n where n < 20)
  select n, 1 + n % 4, 'v' from n;
update to_plain set region = 1 where id = 15;
create table to_partitioned (id int primary key, v text);
insert into to_partitioned with recursive n as (select 1 as n union all select n + 1 from n where n < 20)
  select n, 'v' from n;

-- target
create table to_plain (id int, region int, v text, primary key (id, region));
insert into to_plain with recursive n as (select 1 as n union all select n + 1 from n where n < 20)
  select n, 1 + n % 4, 'v' from n;
delete from to_plain where id = 15;
update to_plain set v = 'w' where id = 5;
create table to_partitioned (id int primary key, v text) partition by key (id) partitions 2;
insert into to_partitioned with recursive n as (select 1 as n union all select n + 1 from n where n < 20)
  select n, 'v' from n;
delete from by_hash where id in (3, 9);
insert into deep values (31, 'v');
