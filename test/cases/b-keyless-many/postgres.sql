-- both
create table heap (a int, b text);
insert into heap select n % 1000, 'b' || n % 7 from generate_series(1, 100000) n;
create table fewer (a int, b text);
insert into fewer select * from heap;
-- target
delete from fewer where ctid = (select max(ctid) from fewer where a = 500 and b = 'b3');
