-- both
create table beyond (id int primary key, d date, t timestamp, z timestamptz);
create table keyed (d date primary key, v int);
insert into beyond values
  (1, 'infinity', 'infinity', 'infinity'), (2, '-infinity', '-infinity', '-infinity'),
  (3, '4713-01-01 BC', '4713-01-01 00:00:00 BC', '4713-01-01 00:00:00+00 BC'),
  (4, '5874897-12-31', '294276-12-31 23:59:59.999999', '294276-12-31 23:59:59.999999+00'),
  (5, '0001-01-01', '0001-01-01', '0001-01-01 00:00:00+00'), (6, null, null, null);
insert into keyed values ('0001-01-01', 1), ('9999-12-31', 1), ('2024-01-01', 1);

-- source
insert into beyond values
  (10, 'infinity', 'infinity', 'infinity'), (11, '0044-03-15 BC', '0044-03-15 00:00:00 BC', '0044-03-15 00:00:00+00 BC'),
  (12, '-infinity', '-infinity', '-infinity');
insert into keyed values ('-infinity', 1), ('0045-03-15 BC', 1), ('0044-03-15 BC', 1), ('10000-01-01', 1);

-- target
insert into beyond values
  (10, '-infinity', '-infinity', '-infinity'), (11, '0044-03-15', '0044-03-15 00:00:00', '0044-03-15 00:00:00+00'),
  (12, null, null, null);
insert into keyed values ('infinity', 1), ('0044-03-15 BC', 2), ('0044-03-16 BC', 1), ('10000-01-01', 2);
