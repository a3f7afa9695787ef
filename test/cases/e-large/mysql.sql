-- both
create table large (id int primary key, v json);
insert into large values (1, concat('["', repeat('x', 10000000), '"]'));
insert into large values (3, concat('[', repeat('{"a": [1, 2.5, null], "b": "é"}, ', 30000), '0]'));

-- source
insert into large values (2, concat('["', repeat('x', 9999999), 'y"]'));

-- target
insert into large values (2, concat('["', repeat('x', 9999999), 'z"]'));
