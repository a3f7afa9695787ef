-- both
create table grouped (shop int, number bigint, v text, primary key (shop, number));
insert into grouped with recursive many_s as (select 1 as s union all select s + 1 from many_s where s < 3), many_n as (select 1 as n union all select n + 1 from many_n where n < 20)
  select s, n, 'v' from many_s, many_n;
create table turned_round (a int, b text, c int, primary key (c, a));
insert into turned_round with recursive many_a as (select 1 as a union all select a + 1 from many_a where a < 4), many_c as (select 1 as c union all select c + 1 from many_c where c < 3)
  select a, 'b', c from many_a, many_c;
create table three (a int, b int, c int, primary key (a, b, c));
insert into three with recursive many_a as (select 1 as a union all select a + 1 from many_a where a < 2), many_b as (select -2 as b union all select b + 1 from many_b where b < 2), many_c as (select 1 as c union all select c + 1 from many_c where c < 3)
  select a, b, c from many_a, many_b, many_c;
create table mixed (day date, name varchar(20) character set utf8mb4 collate utf8mb4_0900_bin, n int, primary key (day, name, n));
insert into mixed values ('2024-02-28', 'a', 1), ('2024-02-28', 'a', 2), ('2024-02-29', 'Z', 1), ('2024-02-29', 'Z', 2),
  ('2024-02-29', 'a', 1), ('2024-02-29', 'a', 10), ('2024-02-29', 'a ', 1), ('2024-03-01', '', 0);
create table framed (a varchar(20) character set utf8mb4 collate utf8mb4_0900_bin, b varchar(20) character set utf8mb4 collate utf8mb4_0900_bin, primary key (a, b));
insert into framed values ('', 'x'), ('x', ''), ('x', 'y'), ('x,y', ''), ('["x"', ']');
create table clustered (a int, b int, c int, primary key (b, a), unique (c));
insert into clustered with recursive many_n as (select 1 as n union all select n + 1 from many_n where n < 30)
  select n, n % 3, 100 - n from many_n;

-- source
insert into framed values ('x,', 'y');
create table other_order (a int, b int, v text, primary key (a, b));
insert into other_order with recursive many_a as (select 1 as a union all select a + 1 from many_a where a < 3), many_b as (select 1 as b union all select b + 1 from many_b where b < 3)
  select a, b, 'v' from many_a, many_b;

-- target
delete from grouped where (shop, number) in ((1, 1), (2, 10), (3, 20));
update grouped set v = 'w' where shop = 2 and number = 11;
insert into grouped values (2, 21, 'v');
delete from turned_round where c = 1 and a = 3;
update turned_round set b = 'B' where c = 2 and a = 1;
delete from three where a = 1 and b = -2 and c = 2;
delete from mixed where name = 'Z' and n = 2;
insert into mixed values ('2024-02-29', 'a', 9);
insert into framed values ('x', ',y');
create table other_order (a int, b int, v text, primary key (b, a));
insert into other_order with recursive many_a as (select 1 as a union all select a + 1 from many_a where a < 3), many_b as (select 1 as b union all select b + 1 from many_b where b < 3)
  select a, b, 'v' from many_a, many_b;
delete from other_order where a = 1 and b = 3;
update other_order set v = 'w' where a = 3 and b = 1;
