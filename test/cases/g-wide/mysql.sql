-- both
set group_concat_max_len = 100000;

-- source
set @columns = (with recursive n as (select 1 as n union all select n + 1 from n where n < 299)
  select group_concat('c', n, ' int' order by n) from n);
set @statement = concat('create table wide (id int primary key, ', @columns, ')');
prepare making from @statement;
execute making;
insert into wide (id, c1, c7, c150, c299) values (1, 1, 7, 150, 299), (2, 1, 7, 150, 299), (3, 1, 7, 150, 299), (4, null, null, 0, 1);

-- target
set @columns = (with recursive n as (select 1 as n union all select n + 1 from n where n < 299)
  select group_concat('c', n, ' int' order by n desc) from n);
set @statement = concat('create table wide (', @columns, ', id int primary key)');
prepare making from @statement;
execute making;
insert into wide (id, c1, c7, c150, c299) values (1, 1, 7, 150, 299), (2, 1, 7, 150, 298), (3, 0, 7, 0, null), (4, null, null, 0, 1);
