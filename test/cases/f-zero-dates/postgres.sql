-- source
create table kept (id int primary key, d date, t timestamp(3), s timestamptz);
insert into kept values
  (1, null, null, '2024-01-01 00:00:00+00'), (2, '2024-01-15', '2024-01-15 10:00:00.5', null),
  (3, '2024-03-01', '2024-03-01 00:00:00', null), (4, null, null, null), (5, '2024-01-01', null, null);
create table mapped (id int primary key, d date, t timestamp(3), s timestamptz);
insert into mapped values
  (1, '0001-01-01', '0001-01-01', '2024-01-01 00:00:00+00'), (2, '2024-01-14', '2024-01-14 10:00:00.5', null),
  (3, '2024-02-29', '2024-02-29 00:00:00', null), (4, null, null, '1970-01-01 00:00:00+00'), (5, '2024-01-01', null, null);

-- target
create table kept (id int primary key, d date, t timestamp(3), s timestamptz);
insert into kept values
  (1, null, null, '2024-01-01 00:00:00+00'), (2, '2024-01-15', '2024-01-15 10:00:00.5', null),
  (3, '2024-03-01', '2024-03-01 00:00:00', null), (4, null, null, null), (5, '2024-01-01', null, null);
create table mapped (like kept including all);
insert into mapped select * from kept;
