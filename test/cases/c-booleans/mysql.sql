-- both
create table flags (id int primary key, b tinyint(1));
create table bits (id int primary key, one bit(1), eight bit(8), most bit(64));
insert into flags values (1, 1), (2, 0), (3, null);
insert into bits values
  (1, b'0', b'00000001', 1), (2, b'1', b'10000000', 9223372036854775808), (3, b'1', b'11111111', 18446744073709551615),
  (4, null, null, null);

-- source
insert into flags values (4, 2), (5, -128), (6, 1), (7, 1), (10, 1), (11, 0);
insert into bits values
  (11, b'0', b'00000001', 1), (12, b'1', b'00000001', 1), (13, b'1', b'00000001', 9223372036854775808), (14, b'0', b'0', 0);

-- target
insert into flags values (4, 1), (5, 1), (6, 2), (7, -128), (10, 0), (11, null);
insert into bits values
  (11, b'1', b'00000001', 1), (12, b'1', b'10000001', 1), (13, b'1', b'00000001', 9223372036854775809),
  (14, null, null, null);
