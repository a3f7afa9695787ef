-- source
create table widths (id int primary key, i int, u bigint, m int, b numeric(20), z int8, y smallint);
create table off (like widths including all);

-- target
create table widths (id bigint primary key, i bigint, u bigint, m int, b numeric(20), z bigint, y int);
create table off (like widths including all);

-- both
insert into widths values
  (1, 2147483647, 4294967295, 8388607, 18446744073709551615, 42, 2155),
  (2, -2147483648, 0, -8388608, 9223372036854775808, 0, 1901),
  (3, -1, 1, -1, 9007199254740993, 4294967295, 0),
  (4, null, null, null, null, null, null);
insert into off values
  (5, 1, 1, 1, 1, 42, 1999), (6, 1, 1, 1, 1, 1, 1999), (8, 1, 1, 1, 1, 1, 1999);

-- source
insert into off values
  (1, 2147483647, 1, 1, 1, 1, 1999), (2, 1, 4294967295, 1, 1, 1, 1999), (3, 1, 1, 8388607, 1, 1, 1999),
  (4, 1, 1, 1, 18446744073709551615, 1, 1999), (7, 0, 0, 0, 0, 0, 0);
update off set z = 420 where id = 5;
update off set y = 2000 where id = 6;

-- target
insert into off values
  (1, 2147483646, 1, 1, 1, 1, 1999), (2, 1, -1, 1, 1, 1, 1999), (3, 1, 1, -8388608, 1, 1, 1999),
  (4, 1, 1, 1, 18446744073709551614, 1, 1999), (7, null, null, null, null, null, null);
