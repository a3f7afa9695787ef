-- target
create table mapped (id int primary key, d date, t timestamp(3), s timestamptz, z timestamptz);
create table kept (id int primary key, d date);
insert into mapped values
  (1, null, null, '2024-01-01 00:00:00Z', null), (2, '2024-01-01', null, null, null),
  (3, null, '2024-01-01 00:00:00', null, '2024-01-01 00:00:00Z'), (4, null, null, null, null);
insert into kept values (1, null), (2, null);
