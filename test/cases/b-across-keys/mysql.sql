-- source
create table days (d date primary key, v int);
insert into days values ('1000-01-01', 1), ('2024-02-28', 2), ('2024-02-29', 3), ('2024-03-01', 4), ('9999-12-31', 5);
create table bytes (b bit(16) primary key, v int);
insert into bytes values (b'0', 1), (b'1', 2), (b'100000000', 3), (b'0010011100101100', 4), (b'1111111111111111', 5);
create table flags (b bit(16) primary key, v int);
insert into flags values (b'0', 1), (b'1', 2), (b'100000000', 3), (b'1111111111111111', 5);
create table numbers (n double primary key, v int);
insert into numbers values (-0.5, 1), (0, 2), (0.1, 3), (10, 4), (9, 5);
create table spans (t time(6) primary key, v int);
insert into spans values ('-01:00:00', 1), ('00:00:00', 2), ('00:00:00.5', 3), ('100:00:00', 4), ('23:59:59', 5);
create table labels (s set('a','b','c') primary key, v int);
insert into labels values ('', 1), ('a', 2), ('c,a', 3), ('b', 4);
