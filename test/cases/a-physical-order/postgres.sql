-- both
create table heap (id int primary key, v text);
-- source
insert into heap select n, 'v' || n from generate_series(1, 40) n;
-- target
insert into heap select n, 'old' from generate_series(40, 1, -1) n;
update heap set v = 'v' || id where id % 3 = 0;
update heap set v = 'v' || id where id % 3 <> 0;
