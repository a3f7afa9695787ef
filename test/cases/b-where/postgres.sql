-- both
create table slice (a int primary key, b int);
insert into slice select n, 15 - n from generate_series(1, 14) n;
-- target
update slice set b = b + 100 where a in (1, 2, 4, 7, 14);
delete from slice where a in (3, 5);
