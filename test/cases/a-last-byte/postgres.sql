-- both
create table large (id int primary key, body text, raw bytea);
-- source
insert into large values (1, repeat('x', 5000000) || 'a', '\x00'), (2, 'b', convert_to(repeat('y', 5000000) || 'a', 'UTF8')),
  (3, repeat('z', 1000000), '\x'), (4, '', null);
-- target
insert into large values (1, repeat('x', 5000000) || 'b', '\x00'), (2, 'b', convert_to(repeat('y', 5000000) || 'b', 'UTF8')),
  (3, repeat('z', 1000000), '\x'), (4, '', null);
