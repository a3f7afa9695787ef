-- source
create table charsets (
  id int primary key,
  one varchar(40) character set latin1,
  three varchar(40) character set utf8mb3,
  most varchar(40) character set utf8mb4 collate utf8mb4_general_ci,
  japanese varchar(40) character set sjis,
  wide varchar(40) character set utf16
);

-- target
create table charsets (
  id int primary key,
  one varchar(40) character set utf8mb4,
  three varchar(40) character set utf8mb4,
  most varchar(40) character set utf8mb4 collate utf8mb4_bin,
  japanese varchar(40) character set utf8mb4,
  wide varchar(40) character set utf8mb4
);

-- both
insert into charsets values
  (1, 'äöüß é €', 'äöüß é €', 'äöüß é € 😀', '表示 ソ', 'äöüß é € 😀'), (2, '', '', '', '', ''), (3, ' a ', ' a ', ' a ', ' a ', ' a '),
  (4, 'it''s "x" `y`', 'tab	end', 'two
lines', '~', null), (5, null, null, null, null, null), (6, '%_', '%_', '﻿bom', '%_', '👨‍👩‍👧');

-- source
insert into charsets values
  (10, 'x', 'x', 'é', 'x', 'x'), (11, 'x', 'x', 'é', 'x', 'x'), (12, 'x', 'x', 'naïve', 'x', 'x'), (13, 'x', 'x', 'a', 'x', 'x'),
  (14, 'x', 'x', 'a', 'x', 'x'), (15, 'x', 'x', 'a😀', 'x', 'x'), (16, 'x', 'x', '﻿a', 'x', 'x'), (17, 'x', 'x', 'a', 'x', 'x'),
  (18, 'é', 'x', 'x', 'x', 'x'), (19, 'x', 'ж', 'x', 'x', 'x'), (20, 'x', 'x', 'x', 'ソ', 'x');

-- target
insert into charsets values
  (10, 'x', 'x', 'Ã©', 'x', 'x'), (11, 'x', 'x', 'é', 'x', 'x'), (12, 'x', 'x', 'na?ve', 'x', 'x'), (13, 'x', 'x', 'A', 'x', 'x'),
  (14, 'x', 'x', 'а', 'x', 'x'), (15, 'x', 'x', 'a', 'x', 'x'), (16, 'x', 'x', 'a', 'x', 'x'), (17, 'x', 'x', 'a ', 'x', 'x'),
  (18, 'Ã©', 'x', 'x', 'x', 'x'), (19, 'x', 'з', 'x', 'x', 'x'), (20, 'x', 'x', 'x', 'ゾ', 'x');
