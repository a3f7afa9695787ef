-- source
create table printed (id int primary key, v int);
create table wide (id int primary key, v bit(8));
create table words (id int primary key, v boolean);
insert into wide values (1, B'00000001');

-- target
create table printed (id int primary key, v varchar(20));
create table wide (id int primary key, v bit(16));
create table words (id int primary key, v char(3));
insert into wide values (1, B'0000000000000001');

-- both
insert into printed values (1, '1');
insert into words values (1, 'yes');
