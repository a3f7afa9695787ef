-- source
create table customers (id int primary key, first varchar(20), tel varchar(20));
create table suppliers (id int primary key, tel varchar(20));
create table swapped (id int primary key, a int, b int);
create table keyed (nr int primary key, v varchar(20));
-- target
create table customers (phone varchar(20), id int primary key, first_name varchar(20));
create table suppliers (id int primary key, phone varchar(20));
create table swapped (id int primary key, a int, b int);
create table keyed (id int primary key, v varchar(20));
-- source
insert into customers values (1, 'Ada', '1'), (2, 'Ida', '2'), (3, 'Eve', '3');
insert into suppliers values (1, '1'), (2, '2');
insert into swapped values (1, 10, 20), (2, 30, 40);
insert into keyed values (1, 'x'), (2, 'y'), (3, 'z');
-- target
insert into customers (id, first_name, phone) values (1, 'Ada', '1'), (2, 'ida', '2'), (3, 'Eve', null);
insert into suppliers values (1, '0'), (2, '2');
insert into swapped values (1, 20, 10), (2, 30, 40);
insert into keyed values (1, 'x'), (2, 'y');
