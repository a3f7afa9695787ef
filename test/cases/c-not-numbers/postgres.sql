-- both
create table odd (id int primary key, d double precision, f real, n numeric);
create table keyed (k numeric primary key, v int);
insert into odd values
  (1, 'NaN', 'NaN', 'NaN'), (2, 'Infinity', 'Infinity', 'Infinity'), (3, '-Infinity', '-Infinity', '-Infinity'),
  (4, null, null, null);

-- source
insert into odd values
  (5, '-0', '-0', '-0'), (10, 'NaN', 'NaN', 'NaN'), (11, 'Infinity', 'Infinity', 'Infinity'), (12, 'NaN', 'NaN', 'NaN'),
  (13, 'Infinity', 'Infinity', 'Infinity'), (14, 'NaN', 'NaN', 'NaN'), (15, '-0', '-0', 0);
insert into keyed values ('-Infinity', 1), (1.0, 1), (5, 2), ('Infinity', 3), ('NaN', 4);

-- target
insert into odd values
  (5, '0', '0', '0'), (10, 'Infinity', 'Infinity', 'Infinity'), (11, '-Infinity', '-Infinity', '-Infinity'),
  (12, null, null, null), (13, 1.7976931348623157e308, 3.4028235e38, 1e300), (14, 0, 0, 0), (15, '-5e-324', '-1e-45', -0.0);
insert into keyed values ('-Infinity', 1), (1, 7), (4, 2), ('NaN', 5);
