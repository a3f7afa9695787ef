-- both
create table bits (id int primary key, a text, b bigint, c double, d blob, last bigint not null);
insert into bits with recursive n as (select 1 as n union all select n + 1 from n where n < 28)
  select n, concat('row ', n), n * 1000000007, n / 7e0, unhex(lpad(hex(n), 8, '0')), n * 1099511627776 from n;
-- target
update bits set last = last + 1 where id = 28;
