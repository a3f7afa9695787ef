-- both
create table huge (id int primary key, body text);
-- source
insert into huge values (1, repeat('x', 20000000) || 'a'), (2, repeat('y', 20000000));
-- target
insert into huge values (1, repeat('x', 20000000) || 'b'), (2, repeat('y', 20000000));
