-- target
create table `columns` (id int primary key, code int);
insert into `columns` values (1, 1), (2, 2);
create table orders (id int primary key);
insert into orders values (1), (2);
