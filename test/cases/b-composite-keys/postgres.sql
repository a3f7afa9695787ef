-- both
create table grouped (shop int, number bigint, v text, primary key (shop, number));
insert into grouped select s, n, 'v' from generate_series(1, 3) s, generate_series(1, 20) n;
create table turned_round (a int, b text, c int, primary key (c, a));
insert into turned_round select a, 'b', c from generate_series(1, 4) a, generate_series(1, 3) c;
create table three (a int, b int, c int, primary key (a, b, c));
insert into three select a, b, c from generate_series(1, 2) a, generate_series(-2, 2) b, generate_series(1, 3) c;
create table mixed (day date, name varchar(20) collate "C", n int, primary key (day, name, n));
insert into mixed values ('2024-02-28', 'a', 1), ('2024-02-28', 'a', 2), ('2024-02-29', 'Z', 1), ('2024-02-29', 'Z', 2),
  ('2024-02-29', 'a', 1), ('2024-02-29', 'a', 10), ('2024-02-29', 'a ', 1), ('2024-03-01', '', 0);
create table framed (a varchar(20) collate "C", b varchar(20) collate "C", primary key (a, b));
insert into framed values ('', 'x'), ('x', ''), ('x', 'y'), ('x,y', ''), ('["x"', ']');
create table clustered (a int, b int, c int, primary key (b, a), unique (c));
insert into clustered select n, n % 3, 100 - n from generate_series(1, 30) n;

-- source
insert into framed values ('x,', 'y');
create table other_order (a int, b int, v text, primary key (a, b));
insert into other_order select a, b, 'v' from generate_series(1, 3) a, generate_series(1, 3) b;

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
insert into other_order select a, b, 'v' from generate_series(1, 3) a, generate_series(1, 3) b;
delete from other_order where a = 1 and b = 3;
update other_order set v = 'w' where a = 3 and b = 1;
