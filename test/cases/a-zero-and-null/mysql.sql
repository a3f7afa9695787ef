-- both
create table zero (id int primary key, d double, f float, i int, n numeric(10, 2), b boolean, t text);
-- source
insert into zero values (1, 0, 0, 0, 0, false, '0'), (2, null, null, null, null, null, null), (3, 0, 0, 0, 0, false, '');
-- target
insert into zero values (1, null, null, null, null, null, null), (2, 0, 0, 0, 0, false, ''), (3, 0, 0, 0, 0, false, '');
