-- both
create table same (k varchar(40) character set utf8mb4 collate utf8mb4_nopad_bin primary key, v text);
insert into same values ('', '0'),
  ('''', '1'),
  ('''''', '2'),
  ('"', '3'),
  ('`', '4'),
  ('\\', '5'),
  ('\\\\', '6'),
  ('\\''', '7'),
  ('\\n', '8'),
  ('%', '9'),
  ('_', '10'),
  ('a\nb', '11'),
  ('a\r\nb', '12'),
  ('a\tb', '13'),
  ('\t', '14'),
  ('a', '15'),
  ('A', '16'),
  (' a', '17'),
  ('😀', '18'),
  ('é', '19'),
  (_utf8mb4 x'65cc81', '20'),
  (_utf8mb4 x'efbbbf', '21'),
  (_utf8mb4 x'efbfbf', '22'),
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
  ('\\'' or 1=1 #', '38'),
  ('''); drop table same; --', '39'),
  (_utf8mb4 x'01', '40'),
  (_utf8mb4 x'1f', '41'),
  (_utf8mb4 x'7f', '42'),
  ('0', '43'),
  ('-1', '44'),
  ('1e3', '45'),
  ('\\x27', '46'),
  ('\\0', '47');
create table same_folded (k varchar(40) character set utf8mb4 collate uca1400_as_ci primary key, v text);
insert into same_folded values ('', '0'),
  ('''', '1'),
  ('''''', '2'),
  ('"', '3'),
  ('`', '4'),
  ('\\', '5'),
  ('\\\\', '6'),
  ('\\''', '7'),
  ('%', '8'),
  ('_', '9'),
  ('a\nb', '10'),
  ('a\tb', '11'),
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
create table differing (k varchar(40) character set utf8mb4 collate utf8mb4_nopad_bin primary key, v text);
insert into differing select k, v from same;
create table differing_folded (k varchar(40) character set utf8mb4 collate uca1400_as_ci primary key, v text);
insert into differing_folded select k, v from same_folded;
create table trailing_spaces (k varchar(40) character set utf8mb4 collate utf8mb4_nopad_bin primary key, v text);
insert into trailing_spaces values ('a', '1'), ('b', '2'), ('c   ', '3'), ('  ', '4'), ('', '5');

-- source
insert into trailing_spaces values ('a ', '1'), ('b  ', '2');

-- target
delete from differing where k in ('''', 'a\nb', '😀');
insert into differing values ('\\''''', 'new'), ('a ', 'new');
update differing set v = 'changed' where k in (' a', ''' or 1=1 -- ', '\\'' or 1=1 #');
delete from differing_folded where k in ('''', 'a\nb', '😀');
update differing_folded set v = 'changed' where k = ''' or 1=1 -- ';
insert into trailing_spaces values ('b ', '2');
