-- both
create table flags (id int primary key, b boolean);
insert into flags values (1, true), (2, false), (3, null);

-- source
create table bits (id int primary key, one bit(1), eight bit(8), most bit(64));
insert into flags values (4, true), (5, true), (6, true), (7, true), (10, true), (11, false);
insert into bits values
  (1, B'0', B'00000001', 1::bigint::bit(64)), (2, B'1', B'10000000', (1::bigint << 63)::bit(64)),
  (3, B'1', B'11111111', (-1)::bigint::bit(64)), (4, null, null, null),
  (11, B'0', B'00000001', 1::bigint::bit(64)), (12, B'1', B'00000001', 1::bigint::bit(64)),
  (13, B'1', B'00000001', (1::bigint << 63)::bit(64)), (14, B'0', B'00000000', 0::bigint::bit(64));

-- target
create table bits (id int primary key, one boolean, eight bit(8), most bit(64));
insert into flags values (4, true), (5, true), (6, true), (7, true), (10, false), (11, null);
insert into bits values
  (1, false, B'00000001', 1::bigint::bit(64)), (2, true, B'10000000', (1::bigint << 63)::bit(64)),
  (3, true, B'11111111', (-1)::bigint::bit(64)), (4, null, null, null),
  (11, true, B'00000001', 1::bigint::bit(64)), (12, true, B'10000001', 1::bigint::bit(64)),
  (13, true, B'00000001', ((1::bigint << 63) + 1)::bit(64)), (14, null, null, null);
