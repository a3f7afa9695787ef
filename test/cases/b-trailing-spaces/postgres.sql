-- source
create table spaced (k varchar(10) primary key, n int);
insert into spaced values ('a', 1), ('b ', 2), ('c', 3);
-- target
create table spaced (k varchar(10) primary key, n int);
insert into spaced values ('a ', 1), ('b ', 20), ('c', 3);
