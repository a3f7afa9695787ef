-- both
create table heap (id int primary key, v text);
-- source
insert into heap with recursive n as (select 1 as n union all select n + 1 from n where n < 40)
  select n, concat('v', n) from n;
-- target
insert into heap with recursive n as (select 40 as n union all select n - 1 from n where n > 1) select n, 'old' from n;
update heap set v = concat('v', id) where id % 3 = 0;
update heap set v = concat('v', id) where id % 3 <> 0;
