-- both
set sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00';
create table mapped (id int primary key, d date, t datetime(3), s timestamp null, z datetime);
create table kept (id int primary key, d date);
-- source
insert into mapped values
  (1, '0000-00-00', '0000-00-00 00:00:00', '2024-01-01 00:00:00', '0000-00-00 00:00:00'),
  (2, '2024-01-01', null, '0000-00-00 00:00:00', null),
  (3, null, '2024-01-01 00:00:00.001', null, '2024-01-01 00:00:00'),
  (4, '2024-00-15', '2024-00-15 00:00:00', null, null);
insert into kept values (1, '0000-00-00'), (2, null);
-- target
insert into mapped values
  (1, null, null, '2024-01-01 00:00:00', null),
  (2, '2024-01-01', '0000-00-00 00:00:00', null, '0000-00-00 00:00:00'),
  (3, null, '2024-01-01 00:00:00', null, '2024-01-01 00:00:00'),
  (4, null, null, null, null);
insert into kept values (1, null), (2, null);
