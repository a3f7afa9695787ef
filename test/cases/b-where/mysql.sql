-- both
create table slice (a int primary key, b int);
insert into slice with recursive n as (select 1 as n union all select n + 1 from n where n < 14) select n, 15 - n from n;
-- target
update slice set b = b + 100 where a in (1, 2, 4, 7, 14);
delete from slice where a in (3, 5);
