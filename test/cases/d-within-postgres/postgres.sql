Extensions belong to the whole database, which both sides share, and may not be there: text stands in for them.
-- both
select pg_advisory_xact_lock(4711);
do $$ begin create extension if not exists hstore with schema public; exception when others then create domain hstore as text; end $$;
do $$ begin create extension if not exists citext with schema public; exception when others then create domain citext as text; end $$;
do $$ begin perform '<a/>'::xml; create domain some_xml as xml; exception when others then create domain some_xml as text; end $$;
create type mood as enum ('sad', 'ok');
create type pair as (a int, b text);
create domain positive as int check (value > 0);
create table arrays (id int primary key, n int[], t text[], f float8[]);
create table made (id int primary key, c pair, d positive, e mood[]);
create table nets (id int primary key, i inet, c cidr, m macaddr);
create table ranges (id int primary key, i int4range, n numrange, t tstzrange);
create table spans (id int primary key, i interval);
create table others (id int primary key, p point, v tsvector, q tsquery, m money, j jsonpath, b bit varying);
create table added (id int primary key, h hstore, x some_xml, c citext);
insert into arrays values
  (1, '{1,NULL,3}', '{"NULL",NULL,"a,b","\"\\","{}",""}', '{0.30000000000000004,NaN,-0}'), (2, '[2:3]={1,2}', '{}', '{}'),
  (3, '{{1,2},{3,4}}', '{{a},{b}}', null), (4, null, null, null);
insert into made values (1, '(1,"a,b")', 1, '{sad,ok}'), (2, '(,)', 2, null), (3, null, null, '{}');
insert into nets values (1, '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03'), (3, '2001:db8::1', '::/0', null);
insert into ranges values (1, '[1,5]', '[1.0,2.0)', '["2024-01-01 00:00:00+00",)'), (3, 'empty', '(,)', null);
insert into spans values (1, '1 mon'), (2, '-1 day +2:00:00'), (3, '100:00:00'), (4, '1 year 2 mons 3 days 04:05:06.789'), (5, null);
insert into others values (1, '(1,0.30000000000000004)', 'a fat cat', 'fat & cat', 12.34, '$.a', B'0101'), (4, null, null, null, null, null, null);
insert into added values (1, 'a=>1,b=>NULL', '<a b="1">x</a>', 'Word'), (4, null, null, null);

-- source
insert into arrays values
  (10, '{1,NULL,3}', '{}', '{}'), (11, '{1,2}', '{}', '{}'), (12, '{1,2,3,4}', '{}', '{}'), (13, '{}', '{NULL}', '{}'),
  (14, '{}', '{"a,b"}', '{}'), (15, '{}', '{""}', '{}'), (16, '{}', '{}', '{0.1}');
insert into made values (10, '(1,"a,b")', 1, '{}'), (11, '(1,)', 1, '{}'), (12, '(1,a)', 1, '{}'), (13, '(1,a)', 1, '{sad,ok}');
insert into nets values (2, '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03');
insert into ranges values (2, '[1,5)', '[1,2)', '["2024-01-01 00:00:00+00",)');
insert into spans values (10, '1 mon'), (11, '1 day'), (12, '00:00:00.000001');
insert into others values
  (2, '(1,2)', 'a fat cat', 'fat & cat', 12.34, '$.a', B'0101'), (3, '(0.1,0.30000000000000004)', 'a', 'a', 0, '$', B'');
insert into added values (2, 'a=>1', '<a/>', 'Word'), (3, null, null, 'Word');

-- target
insert into arrays values
  (10, '{1,0,3}', '{}', '{}'), (11, '[0:1]={1,2}', '{}', '{}'), (12, '{{1,2},{3,4}}', '{}', '{}'), (13, '{}', '{"NULL"}', '{}'),
  (14, '{}', '{a,b}', '{}'), (15, '{}', '{}', '{}'), (16, '{}', '{}', '{0.10000000000000002}');
insert into made values (10, '(1,"a,c")', 1, '{}'), (11, '(1,"")', 1, '{}'), (12, '(1,a)', 2, '{}'), (13, '(1,a)', 1, '{ok,sad}');
insert into nets values (2, '10.0.0.1/8', '10.0.0.0/9', '08:00:2b:01:02:04');
insert into ranges values (2, '[1,5]', '[1,2]', '["2024-01-01 00:00:00+00",infinity)');
insert into spans values (10, '30 days'), (11, '24 hours'), (12, '0');
insert into others values
  (2, '(1,-2)', 'a fat dog', 'fat | cat', 12.35, '$.b', B'00101'), (3, '(0.1,0.3)', 'a', 'a', 0, '$', B'');
insert into added values (2, 'a=>NULL', '<a></a>', 'Words'), (3, null, null, 'word');
