-- both
create table exchanged (id int primary key, a int, b int);
insert into exchanged with recursive n as (select 1 as n union all select n + 1 from n where n < 20)
  select n, n, 100 - n from n;

-- target
update exchanged set a = 4 where id = 3;
update exchanged set a = 3 where id = 4;
update exchanged set a = 100 - id, b = id where id in (7, 9);
update exchanged set a = a + 1 where id = 15;
update exchanged set a = a - 1 where id = 16;
