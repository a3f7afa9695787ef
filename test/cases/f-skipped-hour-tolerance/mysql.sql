-- source
create table skipped (id int primary key, t datetime(3));

-- target
create table skipped (id int primary key, t timestamp(3) null);
set time_zone = '+00:00', sql_mode = '';

-- source
set sql_mode = '';
insert into skipped values (1, '2024-03-31 01:59:59.5'), (2, '2024-03-31 02:30:00'), (3, '2024-03-31 02:30:00'), (4, '0000-00-00 00:00:00'), (5, '2024-03-31 03:00:00');

-- target
insert into skipped values (1, '2024-03-31 00:59:59'), (2, '2024-03-31 02:30:00'), (3, '2024-03-31 01:30:00'), (4, '1970-01-01 00:00:01'), (5, '2024-03-31 01:00:01');
