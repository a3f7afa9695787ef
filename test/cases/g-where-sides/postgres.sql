-- source
create table orders (id int primary key, v int, gone int);
insert into orders values (1, 1, 0), (2, 2, 1), (3, 3, 0), (4, 4, null), (5, 5, 0), (6, 6, 0);
create table items (id int primary key, v int);
insert into items values (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, 10);
-- target
create table orders (id int primary key, v int);
insert into orders values (1, 1), (3, 3), (4, 40), (5, 5), (9, 9);
create table items (id int primary key, v int);
insert into items values (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7);
