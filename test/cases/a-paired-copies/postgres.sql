-- source
create table copies (v int);
insert into copies select n % 100 from generate_series(0, 199) n;
-- target
create table copies (v int);
insert into copies select n % 100 + 100 from generate_series(0, 199) n;
