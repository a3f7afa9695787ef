-- source
set sql_mode = 'ALLOW_INVALID_DATES';
set time_zone = '+00:00';
create table days (id int primary key, d date);
insert into days values (1, '9999-12-31'), (2, null), (3, '0000-00-00'), (4, '0001-01-01'), (5, '2024-02-29'), (6, '1000-01-01'), (7, '9999-12-31'), (8, '2024-02-31');
create table readings (id int primary key, t datetime(6));
insert into readings values (1, '9999-12-31 23:59:59.999999'), (2, null), (3, '0000-00-00 00:00:00'), (4, '1000-01-01 00:00:00'), (5, '2024-02-29 10:00:00'), (6, '2024-02-31 10:00:00');
create table moments (id int primary key, t timestamp(6) null);
insert into moments values (1, '2038-01-19 03:14:07.999999'), (2, null), (3, '0000-00-00 00:00:00'), (4, '1970-01-01 00:00:01'), (5, '2024-02-29 10:00:00');
create table stated (id int primary key, t datetime(6));
insert into stated select * from readings;
create table midnights (id int primary key, d date);
insert into midnights select * from days;
create table day_keys (d date primary key, v int);
insert into day_keys values ('0000-00-00', 1), ('1000-01-01', 2), ('2024-02-29', 3), ('9999-12-31', 4);
