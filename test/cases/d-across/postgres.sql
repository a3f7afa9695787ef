-- both
create table labels (id int primary key, s text[]);
create table lists (id int primary key, n bigint[], t text[]);
create table places (id int primary key, p point);
create table printed (id int primary key, i interval, a int[], s inet, x macaddr);
insert into labels values (1, '{a,z}'), (2, '{}'), (3, null), (4, '{Ä}'), (10, '{A}'), (11, '{a,a}'), (12, '{""}'), (13, '{}'), (14, '{"a,z"}');
insert into lists values (1, '{1,NULL,30}', '{a,"b,c",NULL}'), (2, '{}', '{}'), (3, null, null), (4, '{{1,2},{3,4}}', '{""}'),
  (10, '{2,1}', '{}'), (11, '{1}', '{a}'), (12, '{9007199254740993}', '{null}');
update lists set t = '{"null"}' where id = 12;
insert into places values (1, '(1.5,-2)'), (2, null), (10, '(2,1)'), (11, '(0,0)');
insert into printed values (1, '1 day 2 hours', '{1,NULL,3}', '10.0.0.1', '08:00:2b:01:02:03'), (2, null, null, null, null),
  (10, '26 hours 1 second', '{1}', '10.0.0.2', '08:00:2b:01:02:03'), (11, '0', '{}', '::1', null);
