-- both
create table large (id int primary key, body longtext, raw longblob);
-- source
insert into large values (1, concat(repeat('x', 5000000), 'a'), x'00'), (2, 'b', concat(repeat('y', 5000000), 'a')),
  (3, repeat('z', 1000000), ''), (4, '', null);
-- target
insert into large values (1, concat(repeat('x', 5000000), 'b'), x'00'), (2, 'b', concat(repeat('y', 5000000), 'b')),
  (3, repeat('z', 1000000), ''), (4, '', null);
