-- both
create table rounded (id int primary key, v json);
insert into rounded values
  (1, '123456789012345678901234567890'), (2, '{"pi": 3.14159265358979323846264338328}'), (3, '[18446744073709551616]'),
  (4, '1e23'), (5, '18446744073709551615');
