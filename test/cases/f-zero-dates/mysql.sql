-- both
set sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00';
create table kept (id int primary key, d date, t datetime(3), s timestamp null);
create table mapped (id int primary key, d date, t datetime(3), s timestamp null);
insert into kept values
  (1, '0000-00-00', '0000-00-00 00:00:00', '2024-01-01 00:00:00'), (2, '2024-00-15', '2024-00-15 10:00:00.5', null),
  (3, '2024-02-30', '2024-02-30 00:00:00', null), (4, null, null, '0000-00-00 00:00:00'), (5, '2024-01-01', null, null);

-- source
insert into mapped select * from kept;

-- target
insert into mapped values
  (1, null, null, '2024-01-01 00:00:00'), (2, '2024-01-15', '2024-01-15 10:00:00.5', null),
  (3, '2024-03-01', '2024-03-01 00:00:00', null), (4, null, null, null), (5, '2024-01-01', null, null);
