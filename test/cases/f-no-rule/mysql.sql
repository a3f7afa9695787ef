-- source
create table days (id int primary key, v date);
create table written (id int primary key, v datetime);
insert into days values (1, '2024-01-01');
insert into written values (1, '2024-01-01 00:00:00');
