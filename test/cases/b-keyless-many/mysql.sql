-- both
create table heap (a int, b text);
insert into heap with recursive n as (select 1 as n union all select n + 1 from n where n < 100000)
  select n % 1000, concat('b', n % 7) from n;
create table fewer (a int, b text);
insert into fewer select * from heap;
-- target
delete from fewer where a = 500 and b = 'b3' limit 1;
