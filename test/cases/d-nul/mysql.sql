-- both
create table nul (id int primary key, v varchar(20));
create table folded (v varchar(20) character set utf8mb4 collate utf8mb4_bin primary key, n int);
create table bytewise (v varchar(20) character set utf8mb4 collate utf8mb4_0900_bin primary key, n int);
create table document (id int primary key, v json);
insert into nul values (4, 'ab'), (5, '\\0'), (6, '');
insert into folded values ('', 0), ('a', 1), ('c', 1);
insert into bytewise values ('', 0), ('a', 1), ('c', 1);
insert into document values (2, '{"a": "b"}');

-- source
insert into nul values (1, 'a\0b'), (2, '\0'), (3, 'a\0');
insert into folded values ('a\0b', 1), ('b\0', 1);
insert into bytewise values ('a\0b', 1), ('b\0', 1);
insert into document values (1, '{"a": "\\u0000"}');

-- target
insert into nul values (1, 'ab'), (2, ''), (3, 'a');
insert into folded values ('ab', 1), ('b', 1);
insert into bytewise values ('ab', 1), ('b', 1);
insert into document values (1, '{"a": ""}');
