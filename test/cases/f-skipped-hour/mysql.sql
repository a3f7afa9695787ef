-- source
create table skipped (id int primary key, t datetime);

-- target
create table skipped (id int primary key, t timestamp null);
set time_zone = '+00:00';

-- source
insert into skipped values (1, '2024-03-31 01:59:59'), (2, '2024-03-31 02:30:00'), (3, '2024-03-31 02:00:00'), (4, '2024-03-31 03:00:00'), (5, '2024-03-31 02:30:00');

-- target
insert into skipped values (1, '2024-03-31 00:59:59'), (2, '2024-03-31 01:30:00'), (3, '2024-03-31 01:00:00'), (4, '2024-03-31 01:00:00'), (5, '2024-03-31 02:30:00');
