-- both
create table by_double (d double primary key, n int);
create table some_only (a int not null, v text);
create table by_expression (a varchar(20) not null, v int, unique key (a(1)));
insert into by_double values (0.1, 1), (0.30000000000000004, 2), (1e300, 3);
insert into some_only values (1, 'a'), (1, 'b'), (2, 'c');
insert into by_expression values ('A', 1), ('b', 2);
-- target
update by_double set n = 9 where n = 3;
update some_only set v = 'x' where v = 'b';
delete from by_expression where v = 2;
