-- both
create table many (id bigint primary key, a int not null, b text not null, c datetime not null);
insert into many with recursive n as (select 1 as n union all select n + 1 from n where n < 100000)
  select n * 3, n % 1000, concat('row ', n), timestamp '2024-01-01 00:00:00' + interval n second from n;
-- target
delete from many where id in (3, 150000, 300000);
update many set a = a + 1 where id in (6, 149997, 150003, 299997);
insert into many values (1, 0, 'new', '2024-01-01'), (150001, 0, 'new', '2024-01-01'), (300001, 0, 'new', '2024-01-01');
