Under a PAD SPACE collation 'a' and 'a ' are one key.
-- source
create table spaced (k varchar(10) collate utf8mb4_general_ci primary key, n int);
insert into spaced values ('a', 1), ('b ', 2), ('c', 3);
-- target
create table spaced (k varchar(10) collate utf8mb4_general_ci primary key, n int);
insert into spaced values ('a ', 1), ('b ', 20), ('c', 3);
