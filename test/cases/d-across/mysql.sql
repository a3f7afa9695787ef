-- both
create table labels (id int primary key, s set('z', 'a', 'Ä') collate utf8mb4_bin);
create table lists (id int primary key, n json, t json);
create table places (id int primary key, p point);
create table printed (id int primary key, i varchar(50), a varchar(50), s varchar(50), x text);
insert into labels values (1, 'z,a'), (2, ''), (3, null), (4, 'Ä'), (10, 'a'), (11, 'a'), (12, ''), (13, null), (14, 'a,z');
insert into lists values (1, '[1, null, 30]', '["a", "b,c", null]'), (2, '[]', '[[], []]'), (3, null, null), (4, '[[1, 2], [3, 4]]', '[""]'),
  (10, '[1, 2]', '[]'), (11, '["1"]', '["A"]'), (12, '[9007199254740993]', '[null]');
update lists set t = '[]' where id = 2;
insert into places values (1, st_geomfromtext('POINT(1.5 -2)')), (2, null), (10, st_geomfromtext('POINT(1 2)')), (11, null);
insert into printed values (1, '1 day 02:00:00', '{1,NULL,3}', '10.0.0.1', '08:00:2b:01:02:03'), (2, null, null, null, null),
  (10, '26:00:00', '[1]', '10.0.0.1', '08:00:2B:01:02:03'), (11, null, '{}', '::1', null);
