-- source
create table labels (id int primary key, e text, s text);
create table listed (id int primary key, s text[]);
create table ids (id int primary key, u text, b uuid);
insert into listed values (1, '{x,y}');

-- target
create type label as enum ('ok', 'sad', '', 'ä;:-~', 'more');
create table labels (id int primary key, e label, s text);
create table listed (id int primary key, s text[]);
create table ids (id int primary key, u uuid, b uuid);
insert into listed values (1, '{x,y}');

-- both
create table line_ends (id int primary key, v text);
insert into labels values (1, 'sad', 'x,z'), (2, 'ok', ''), (3, 'ä;:-~', 'x,y,z'), (4, '', null), (5, null, 'x');
insert into line_ends values
  (1, E'a\r\nb'), (2, E'a\nb'), (3, E'a\tb'), (4, 'it''s \ "x" `y` %_'), (5, '\N'), (6, E'\b\x1a');

-- source
insert into labels values (10, 'sad', 'x'), (11, 'sad', 'x,y'), (12, '', ''), (13, 'ok', 'x,z');
insert into line_ends values (10, E'a\r\nb'), (11, E'a\n'), (12, 'a\nb'), (13, E'a\tb'), (14, E'a\rb');
insert into ids values
  (1, 'C0FFEE00-1234-5678-9ABC-DEF012345678', 'C0FFEE00123456789ABCDEF012345678'),
  (2, '00000000-0000-0000-0000-000000000000', '00000000000000000000000000000000'), (3, null, null),
  (10, 'c0ffee00-1234-5678-9abc-def012345678', 'C0FFEE00123456789ABCDEF012345678'),
  (11, 'c0ffee00-1234-5678-9abc-def012345678', 'C0FFEE00123456789ABCDEF012345678'),
  (12, '', 'C0FFEE00123456789ABCDEF012345678');

-- target
insert into labels values (10, 'ok', 'x'), (11, 'sad', 'x'), (12, null, null), (13, 'ok', 'y,z');
insert into line_ends values (10, E'a\nb'), (11, 'a'), (12, E'a\nb'), (13, 'a    b'), (14, E'a\nb');
insert into ids values
  (1, 'c0ffee00-1234-5678-9abc-def012345678', 'c0ffee00-1234-5678-9abc-def012345678'),
  (2, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'), (3, null, null),
  (10, 'c0ffee00-1234-5678-9abc-def012345679', 'c0ffee00-1234-5678-9abc-def012345679'),
  (11, null, null), (12, '00000000-0000-0000-0000-000000000000', 'c0ffee00-1234-5678-9abc-def012345678');
