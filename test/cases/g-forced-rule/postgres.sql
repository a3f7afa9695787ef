-- both
create table orders (id int primary key, payload text, name varchar(20));
create table other (id int primary key, payload text);
-- source
insert into orders values (1, '{"a": 1, "b": [1.0]}', 'x'), (2, null, 'y'), (3, '{"a": 1}', 'z'), (4, '{}', null);
insert into other values (1, '{"a": 1, "b": 2}');
-- target
insert into orders values (1, '{"b":[1],"a":1e0}', 'x  '), (2, null, 'y'), (3, '{"a": 2}', 'z '), (4, '{', null);
insert into other values (1, '{"b": 2, "a": 1}');
