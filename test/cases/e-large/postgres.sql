-- both
create table large (id int primary key, v jsonb);
insert into large values (1, concat('["', repeat('x', 10000000), '"]')::jsonb);
insert into large values (3, concat('[', repeat('{"a": [1, 2.5, null], "b": "é"}, ', 30000), '0]')::jsonb);

-- source
insert into large values (2, concat('["', repeat('x', 9999999), 'y"]')::jsonb);

-- target
insert into large values (2, concat('["', repeat('x', 9999999), 'z"]')::jsonb);
