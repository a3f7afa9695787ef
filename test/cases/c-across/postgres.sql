-- source
create table exact (id int primary key, f real, d double precision, n double precision);
create table bits (id int primary key, n bit(8), w bit(64), b bit(12));

-- target
create table exact (id int primary key, f numeric(50, 10), d numeric, n bigint);
create table bits (id int primary key, n smallint, w numeric(20), b bytea);

-- both
insert into exact values (1, 0.1, 0.1, 3), (2, 1.234567, 0.30000000000000004, -9007199254740992), (3, 16777216, -1.5e-7, 0), (4, null, null, null);

-- source
insert into bits values
  (1, B'00000101', B'1111111111111111111111111111111111111111111111111111111111111111', B'000100000001'),
  (2, B'00000000', 0::bit(64), B'000000000000'), (3, null, null, null),
  (10, B'00000101', 5::bit(64), 1::bit(12)), (11, 1::bit(8), 1::bit(64), B'000100000001'), (12, 1::bit(8), 1::bit(64), 1::bit(12)),
  (13, 1::bit(8), 1::bit(64), 1::bit(12));
insert into exact values (10, 16777216, 1, 1), (11, 1, 0.30000000000000004, 1), (12, 1, 0.1, 1), (13, 1, 1, 1.5), (14, 1, 1, 1);

-- target
insert into bits values
  (1, 5, 18446744073709551615, '\x0101'), (2, 0, 0, '\x0000'), (3, null, null, null),
  (10, 4, 4, '\x0001'), (11, 1, 1, '\x0102'), (12, 1, 1, '\x01'), (13, null, null, null);
insert into exact values (10, 16777200, 1, 1), (11, 1, 0.3, 1), (12, 1, 0.1000000000000001, 1), (13, 1, 1, 2), (14, null, null, null);
