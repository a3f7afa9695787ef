-- both
create table events (id int primary key, v int, at timestamp(6), exact timestamp(6), clock time(6));
create table by_text (id varchar(10) primary key, at timestamp(6));
create table by_time (at timestamp(6) primary key, v int);
-- source
insert into events values
  (1, 1, '2024-02-29 23:59:59.500000', '2024-01-01 00:00:00.000001', '10:00:00.499999'),
  (2, 1, '9999-12-31 23:59:59.999999', '1000-01-01 00:00:00', '23:59:59.5'),
  (3, 1, '2024-01-01 00:00:00', null, null),
  (4, 1, null, null, null),
  (5, 1, '1969-12-31 23:59:59.9', '2024-01-01 00:00:00', null),
  (6, 1, null, null, '10:00:00'),
  (7, 1, '2024-01-01 00:00:00.25', null, null),
  (8, 1, '2024-01-01 00:00:00.75', null, null);
insert into by_text values ('a', '2024-01-01 00:00:00.999'), ('b', '2024-01-01 00:00:00'), ('c', null), ('d', null);
insert into by_time values ('2024-01-01 00:00:00.5', 1);
-- target
insert into events values
  (1, 1, '2024-03-01 00:00:00', '2024-01-01 00:00:00.000002', '10:00:00'),
  (2, 1, '9999-12-31 23:59:59', '1000-01-01 00:00:00', '23:59:59'),
  (3, 1, '2024-01-01 00:00:01.000001', null, null),
  (4, 1, '1970-01-01 00:00:00', null, null),
  (5, 1, '1970-01-01 00:00:00.9', '2024-01-01 00:00:00.000002', null),
  (6, 1, null, null, '10:00:01.5'),
  (7, 1, '2024-01-01 00:00:00', null, null),
  (8, 2, '2024-01-01 00:00:01', null, null);
insert into by_text values ('a', '2024-01-01 00:00:01'), ('b', '2024-01-01 00:00:01.5'), ('c', null);
insert into by_time values ('2024-01-01 00:00:01', 1);
