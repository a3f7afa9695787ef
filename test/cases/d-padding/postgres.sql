-- source
create table padded (id int primary key, c char(5));
create table both_padded (id int primary key, c char(5));
create table zeros (id int primary key, b bytea);
insert into padded values
  (1, 'a'), (2, 'a'), (3, ''), (4, ''), (5, null), (6, ' a'), (7, 'abcde'), (10, 'a'), (11, 'a'), (12, ''), (13, 'a');
insert into both_padded values (1, 'a'), (2, 'a'), (3, '');
insert into zeros values (1, '\x61000000'), (2, '\x61000000'), (3, null);

-- target
create table padded (id int primary key, c varchar(10));
create table both_padded (id int primary key, c char(10));
create table zeros (id int primary key, b bytea);
insert into padded values
  (1, 'a'), (2, 'a  '), (3, ''), (4, '   '), (5, null), (6, ' a '), (7, 'abcde     '), (10, ' a'), (11, E'a\t'), (12, null),
  (13, 'A');
insert into both_padded values (1, 'a  '), (2, 'b'), (3, ' ');
insert into zeros values (1, '\x61000000'), (2, '\x61'), (3, null);

-- both
create table free (id int primary key, v varchar(10));
insert into free values (1, 'a '), (2, ' '), (3, ''), (4, null), (5, 'a');

-- source
insert into free values (10, 'a'), (11, ''), (12, ''), (13, ' '), (14, ' '), (15, 'a'), (16, 'NULL');

-- target
insert into free values (10, 'a '), (11, ' '), (12, null), (13, null), (14, '  '), (15, 'a  '), (16, null);
