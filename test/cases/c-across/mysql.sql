-- source
create table exact (id int primary key, f float, d double, n double);
create table bits (id int primary key, n bit(8), w bit(64), b bit(12));

-- target
create table exact (id int primary key, f decimal(50, 10), d decimal(65, 20), n bigint);
create table bits (id int primary key, n smallint, w decimal(20), b varbinary(8));

-- both
insert into exact values (1, 0.1, 0.1, 3), (2, 1.234567, 0.30000000000000004, -9007199254740992), (3, 16777216, -1.5e-7, 0), (4, null, null, null);

-- source
insert into bits values
  (1, b'101', b'1111111111111111111111111111111111111111111111111111111111111111', b'000100000001'), (2, 0, 0, 0), (3, null, null, null),
  (10, b'101', b'101', 1), (11, 1, 1, b'000100000001'), (12, 1, 1, 1), (13, 1, 1, 1);
insert into exact values (10, 16777216, 1, 1), (11, 1, 0.30000000000000004, 1), (12, 1, 0.1, 1), (13, 1, 1, 1.5), (14, 1, 1, 1);

-- target
insert into bits values
  (1, 5, 18446744073709551615, X'0101'), (2, 0, 0, X'0000'), (3, null, null, null),
  (10, 4, 4, X'0001'), (11, 1, 1, X'0102'), (12, 1, 1, X'01'), (13, null, null, null);
insert into exact values (10, 16777200, 1, 1), (11, 1, 0.3, 1), (12, 1, 0.1000000000000001, 1), (13, 1, 1, 2), (14, null, null, null);
