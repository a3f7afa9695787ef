-- both
create table same (k varchar(40) collate "C" primary key, v text);
insert into same values ('', '0'),
  ('''', '1'),
  ('''''', '2'),
  ('"', '3'),
  ('`', '4'),
  (E'\\', '5'),
  (E'\\\\', '6'),
  (E'\\''', '7'),
  (E'\\n', '8'),
  ('%', '9'),
  ('_', '10'),
  (E'a\nb', '11'),
  (E'a\r\nb', '12'),
  (E'a\tb', '13'),
  (E'\t', '14'),
  ('a', '15'),
  ('A', '16'),
  (' a', '17'),
  ('😀', '18'),
  ('é', '19'),
  (E'e\u0301', '20'),
  (E'\ufeff', '21'),
  (E'\uffff', '22'),
  (';', '23'),
  ('?', '24'),
  (':1', '25'),
  ('$1', '26'),
  ('$$', '27'),
  ('@a', '28'),
  ('#', '29'),
  ('--', '30'),
  ('/*', '31'),
  ('*/', '32'),
  ('{}', '33'),
  ('[null]', '34'),
  ('null', '35'),
  ('NULL', '36'),
  (''' or 1=1 -- ', '37'),
  (E'\\'' or 1=1 #', '38'),
  ('''); drop table same; --', '39'),
  (E'\x01', '40'),
  (E'\x1f', '41'),
  (E'\x7f', '42'),
  ('0', '43'),
  ('-1', '44'),
  ('1e3', '45'),
  (E'\\x27', '46'),
  (E'\\0', '47');
create table same_folded (k varchar(40) primary key, v text);
insert into same_folded values ('', '0'),
  ('''', '1'),
  ('''''', '2'),
  ('"', '3'),
  ('`', '4'),
  (E'\\', '5'),
  (E'\\\\', '6'),
  (E'\\''', '7'),
  ('%', '8'),
  ('_', '9'),
  (E'a\nb', '10'),
  (E'a\tb', '11'),
  ('a', '12'),
  ('😀', '13'),
  ('é', '14'),
  (';', '15'),
  ('?', '16'),
  (':1', '17'),
  ('$1', '18'),
  ('#', '19'),
  ('/*', '20'),
  ('null', '21'),
  (''' or 1=1 -- ', '22'),
  ('''); drop table same; --', '23');
create table differing (k varchar(40) collate "C" primary key, v text);
insert into differing select k, v from same;
create table differing_folded (k varchar(40) primary key, v text);
insert into differing_folded select k, v from same_folded;
create table trailing_spaces (k varchar(40) collate "C" primary key, v text);
insert into trailing_spaces values ('a', '1'), ('b', '2'), ('c   ', '3'), ('  ', '4'), ('', '5');

-- source
insert into trailing_spaces values ('a ', '1'), ('b  ', '2');

-- target
delete from differing where k in ('''', E'a\nb', '😀');
insert into differing values (E'\\''''', 'new'), ('a ', 'new');
update differing set v = 'changed' where k in (' a', ''' or 1=1 -- ', E'\\'' or 1=1 #');
delete from differing_folded where k in ('''', E'a\nb', '😀');
update differing_folded set v = 'changed' where k = ''' or 1=1 -- ';
insert into trailing_spaces values ('b ', '2');
