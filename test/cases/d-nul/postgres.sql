-- target
create table nul (id int primary key, v varchar(20));
create table folded (v varchar(20) primary key, n int);
create table bytewise (v varchar(20) collate "C" primary key, n int);
create table document (id int primary key, v jsonb);
insert into nul values (4, 'ab'), (5, '\0'), (6, ''), (1, 'ab'), (2, ''), (3, 'a');
insert into folded values ('', 0), ('a', 1), ('c', 1), ('ab', 1), ('b', 1);
insert into bytewise values ('', 0), ('a', 1), ('c', 1), ('ab', 1), ('b', 1);
insert into document values (2, '{"a": "b"}'), (1, '{"a": ""}');
