-- both
create table huge (id int primary key, body longtext);
-- source
insert into huge values (1, concat(repeat('x', 20000000), 'a')), (2, repeat('y', 20000000));
-- target
insert into huge values (1, concat(repeat('x', 20000000), 'b')), (2, repeat('y', 20000000));
