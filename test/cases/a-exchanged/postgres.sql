-- both
create table exchanged (id int primary key, a int, b int);
insert into exchanged select n, n, 100 - n from generate_series(1, 20) n;

-- target
update exchanged set a = 4 where id = 3;
update exchanged set a = 3 where id = 4;
update exchanged set a = b, b = a where id in (7, 9);
update exchanged set a = a + 1 where id = 15;
update exchanged set a = a - 1 where id = 16;
