-- both
create table blobs (id int primary key, b longblob);
create table keyed (k varbinary(20) primary key, v int);
insert into blobs values
  (1, X''), (2, null), (3, X'00'), (4, X'fffe'), (5, X'c328'), (6, X'5c783030'), (7, X'5c'), (8, X'eda080'), (9, X'27'),
  (20, X'0d0a');
insert into keyed values (X'', 0), (X'61', 1), (X'27', 1), (X'5c', 1), (X'e9', 1), (X'ff01', 1);

-- source
create table spelled (id int primary key, b longblob);
insert into blobs values
  (10, X''), (11, X'00'), (12, X'ff'), (13, X'c3a9'), (14, X'6100'), (15, X'00'), (16, X'0d0a'), (17, X'5c7830');
insert into keyed values (X'00', 1), (X'ff00', 1);
insert into spelled values (1, X'61');

-- target
create table spelled (id int primary key, b varchar(10));
insert into blobs values
  (10, null), (11, X''), (12, X'c3bf'), (13, X'e9'), (14, X'61'), (15, X'0000'), (16, X'0a'), (17, X'00');
insert into keyed values (X'0000', 1), (X'ff', 1);
update keyed set v = 2 where k in (X'5c', X'ff01');
insert into spelled values (1, 'a');
