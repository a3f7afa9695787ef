-- source
create table copies (v int);
insert into copies with recursive n as (select 0 as n union all select n + 1 from n where n < 199) select n % 100 from n;
-- target
create table copies (v int);
insert into copies with recursive n as (select 0 as n union all select n + 1 from n where n < 199) select n % 100 + 100 from n;
