-- both
set sql_mode = '';
create table labels (e enum('a','') primary key, v int);
create table sets (id int primary key, e enum('a',''), s set('','a','b'));
insert into labels values ('a', 1), ('', 2), (0, 3);
insert into sets values (1, 0, 0), (2, '', 1), (3, 'a', 2), (4, 'a', 3);

-- target
update labels set v = 30 where e+0 = 0;

-- source
insert into sets values (5, 0, 0), (6, 'a', 0), (7, 'a', 2), (8, 'a', 7);

-- target
insert into sets values (5, '', 0), (6, 'a', 1), (7, 'a', 3), (8, 'a', 6);
