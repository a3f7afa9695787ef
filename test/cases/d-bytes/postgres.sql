-- both
create table blobs (id int primary key, b bytea);
create table keyed (k bytea primary key, v int);
insert into blobs values
  (1, '\x'), (2, null), (3, '\x00'), (4, '\xfffe'), (5, '\xc328'), (6, '\x5c783030'), (7, '\x5c'), (8, '\xeda080'), (9, '\x27'),
  (20, '\x0d0a');
insert into keyed values ('\x', 0), ('\x61', 1), ('\x27', 1), ('\x5c', 1), ('\xe9', 1), ('\xff01', 1);

-- source
create table spelled (id int primary key, b bytea);
insert into blobs values
  (10, '\x'), (11, '\x00'), (12, '\xff'), (13, '\xc3a9'), (14, '\x6100'), (15, '\x00'), (16, '\x0d0a'), (17, '\x5c7830');
insert into keyed values ('\x00', 1), ('\xff00', 1);
insert into spelled values (1, '\x61');

-- target
create table spelled (id int primary key, b varchar(10));
insert into blobs values
  (10, null), (11, '\x'), (12, '\xc3bf'), (13, '\xe9'), (14, '\x61'), (15, '\x0000'), (16, '\x0a'), (17, '\x00');
insert into keyed values ('\x0000', 1), ('\xff', 1);
update keyed set v = 2 where k in ('\x5c', '\xff01');
insert into spelled values (1, 'a');
