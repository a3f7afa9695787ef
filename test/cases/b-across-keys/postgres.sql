-- target
create table days (d timestamp primary key, v int);
insert into days values ('1000-01-01', 1), ('2024-02-28', 0), ('2024-02-29 12:00', 3), ('2024-03-01', 4), ('9999-12-31', 5);
create table bytes (b bytea primary key, v int);
insert into bytes values ('\x0000', 1), ('\x0001', 0), ('\x00010000', 3), ('\x272c', 4), ('\xffff', 5);
create table flags (b int primary key, v int);
insert into flags values (0, 1), (1, 0), (257, 3), (65535, 5);
create table numbers (n numeric primary key, v int);
insert into numbers values (-0.50, 1), (0, 0), (0.1000000001, 3), (10, 4), (9, 5);
create table spans (t interval primary key, v int);
insert into spans values ('-01:00:00', 1), ('0', 0), ('00:00:00.6', 3), ('4 days 04:00', 4), ('23:59:59', 5);
create table labels (s text[] primary key, v int);
insert into labels values ('{}', 1), ('{a}', 0), ('{a,c}', 3), ('{c}', 4);
