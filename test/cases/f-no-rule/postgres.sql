-- source
create table days (id int primary key, v date);
create table durations (id int primary key, v time);
create table written (id int primary key, v timestamp);
insert into days values (1, '2024-01-01');
insert into durations values (1, '10:00:00');
insert into written values (1, '2024-01-01 00:00:00');

-- target
create table days (id int primary key, v timestamp);
create table durations (id int primary key, v interval);
create table written (id int primary key, v text);
insert into days values (1, '2024-01-01');
insert into durations values (1, '100:00:00');
insert into written values (1, '2024-01-01 00:00:00');
