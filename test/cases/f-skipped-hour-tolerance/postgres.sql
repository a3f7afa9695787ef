-- source
create table skipped (id int primary key, t timestamp(3));
insert into skipped values (1, '2024-03-31 01:59:59.5'), (2, '2024-03-31 02:30:00'), (3, '2024-03-31 02:30:00'), (4, 'infinity'), (5, '2024-03-31 03:00:00');

-- target
create table skipped (id int primary key, t timestamptz(3));
insert into skipped values (1, '2024-03-31 00:59:59Z'), (2, '2024-03-31 02:30:00Z'), (3, '2024-03-31 01:30:00Z'), (4, '9999-12-31 23:59:59Z'), (5, '2024-03-31 01:00:01Z');
