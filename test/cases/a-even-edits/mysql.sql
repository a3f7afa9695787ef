-- both
create table flags (id int primary key, flag boolean not null, note text);
insert into flags with recursive n as (select 1 as n union all select n + 1 from n where n < 2500)
  select n, n % 2 = 0, 'same' from n;
create table shifted (id int primary key, at datetime not null);
insert into shifted with recursive n as (select 1 as n union all select n + 1 from n where n < 400)
  select n, timestamp '2024-01-01 00:00:00' + interval n * 10 minute from n;

-- target
update flags set flag = not flag where id <= 1002;
update shifted set at = at + interval 10 minute;
