-- source
create table days (id int primary key, v date);
insert into days values (1, '2024-02-29'), (2, '1000-01-01'), (3, null);
insert into days values (10, '2024-02-29'), (11, '2024-02-29'), (12, null), (13, '2024-02-29');

-- target
create table days (id int primary key, v timestamp);
insert into days values (1, '2024-02-29'), (2, '1000-01-01'), (3, null);
insert into days values (10, '2024-02-29 00:00:00.000001'), (11, '2024-03-01'), (12, '2024-02-29'), (13, null);
