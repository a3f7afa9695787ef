-- both
set names utf8mb4;

-- source
create table codes (id int primary key, j varchar(9) character set sjis, g varchar(9) character set gbk,
  k varchar(9) character set euckr, c varchar(9) character set cp1251, b varchar(9) character set big5,
  u varchar(9) character set ujis, t varchar(9) character set tis620, h char(9) character set sjis,
  l enum('a','b') character set cp1251);

-- target
create table codes (id int primary key, j varchar(9), g varchar(9), k varchar(9), c varchar(9), b varchar(9), u varchar(9),
  t varchar(9), h char(9), l enum('a','b')) character set utf8mb4;

-- both
create table alike (id int primary key, j varchar(9) character set sjis, c text character set cp1251);
create table keyed (k varchar(9) character set cp1251 collate cp1251_bin primary key, v int);
insert into keyed values (_cp1251 0x983031, 1), (_cp1251 0x983032, 2), (_cp1251 0x983033, 3), ('a', 4);

-- source
insert into codes values
  (1, _sjis 0x8740, '?', '?', '?', '?', '?', '?', '?', 'a'), (2, '?', _gbk 0xFEFE, '?', '?', '?', '?', '?', '?', 'a'),
  (3, '?', '?', _euckr 0xA2E9, '?', '?', '?', '?', '?', 'a'), (4, '?', '?', '?', _cp1251 0x9830, '?', '?', '?', '?', 'a'),
  (5, '?', '?', '?', '?', _big5 0xA1C3, '?', '?', '?', 'a'), (6, '?', '?', '?', '?', '?', _ujis 0xA9A1, '?', '?', 'a'),
  (7, '?', '?', '?', '?', '?', '?', _tis620 0xDB, '?', 'a'), (8, '?', '?', '?', '?', '?', '?', '?', _sjis 0x8741, 'a');
insert into alike values (1, _sjis 0x8740, 'x'), (2, _sjis 0x8740, 'x'), (3, 'x', _cp1251 0x9861), (4, 'x', _cp1251 0x9861);

-- target
insert into codes values
  (1, '?', '?', '?', '?', '?', '?', '?', '?', 'a'), (2, '?', '?', '?', '?', '?', '?', '?', '?', 'a'),
  (3, '?', '?', '?', '?', '?', '?', '?', '?', 'a'), (4, '?', '?', '?', '?0', '?', '?', '?', '?', 'a'),
  (5, '?', '?', '?', '?', convert(_utf8mb4 x'EFBFBD' using utf8mb4), '?', '?', '?', 'a'), (6, '?', '?', '?', '?', '?', '?', '?', '?', 'a'),
  (7, '?', '?', '?', '?', '?', '?', convert(_utf8mb4 x'EFBFBD' using utf8mb4), '?', 'a'), (8, '?', '?', '?', '?', '?', '?', '?', '?', 'a');
insert into alike values (1, _sjis 0x8740, 'x'), (2, _sjis 0x8741, 'x'), (3, 'x', _cp1251 0x9861), (4, 'x', '?a');
update keyed set v = 20 where v = 2;

-- both
insert into codes values (100, '? ソ ?', '中文?', '한국', 'Ж?', '中文', 'ソ', 'ก', 'ソ ?', 'b');
