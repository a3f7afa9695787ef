-- both
create table mixed (k varchar(20) collate utf8mb4_nopad_bin primary key, a text collate utf8mb4_general_ci,
  b text collate utf8mb4_unicode_ci, c varchar(20) character set latin1, d char(5) collate uca1400_ai_ci, e json, f varbinary(10),
  g varchar(20) collate utf8mb4_bin);
insert into mixed values ('1', 'é', 'ü', 'ß', 'x', '{"é": 1}', x'ff00', 'Y'), ('2', null, '', 'ß', '', '[]', null, null);
-- target
update mixed set b = 'U' where k = '1';
update mixed set e = '{}' where k = '2';
