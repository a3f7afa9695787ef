-- both
create table nothing (id int primary key, a varchar(20), b varchar(20), n int);

-- source
insert into nothing values
  (1, null, 'x', 1), (2, '', 'x', 1), (3, ' ', 'x', 1), (4, 'NULL', 'x', 1), (5, 'null', 'x', 1), (6, '\\N', 'x', 1),
  (7, '<null>', 'x', 1), (8, null, 'x', 1), (9, null, '', null), (10, 'undefined', 'x', null), (11, 'x', 'x', 0),
  (12, null, null, null), (13, '', '', 0);

-- target
insert into nothing values
  (1, '', 'x', 1), (2, ' ', 'x', 1), (3, '  ', 'x', 1), (4, null, 'x', 1), (5, 'NULL', 'x', 1), (6, null, 'x', 1),
  (7, null, 'x', 1), (8, 'x', null, 1), (9, '', null, null), (10, null, 'x', null), (11, 'x', 'x', null),
  (12, null, null, null), (13, '', '', 0);
