-- source
create table labels (id int primary key, e enum('sad', 'ok', 'ä;:-~', ''), s set('x', 'y', 'z'));
create table listed (id int primary key, s set('x', 'y'));
create table ids (id int primary key, u char(36), b binary(16));

-- target
create table labels (id int primary key, e enum('', 'ä;:-~', 'ok', 'sad', 'more'), s set('x', 'y', 'z', 'more'));
create table listed (id int primary key, s set('x', 'y'));
create table ids (id int primary key, u char(36), b binary(16));

-- both
create table line_ends (id int primary key, v text);
insert into labels values (1, 'sad', 'x,z'), (2, 'ok', ''), (3, 'ä;:-~', 'z,y,x'), (4, '', null), (5, null, 'x');
insert into listed values (1, 'x,y');
insert into line_ends values (1, 'a\r\nb'), (2, 'a\nb'), (3, 'a\tb'), (4, 'it''s \\ "x" `y` %_'), (5, '\\N'), (6, '\b\Z');

-- source
insert into labels values (10, 'sad', 'x'), (11, 'sad', 'x,y'), (12, '', ''), (13, 'ok', 'x,z');
insert into line_ends values (10, 'a\r\nb'), (11, 'a\n'), (12, 'a\\nb'), (13, 'a\tb'), (14, 'a\rb');
insert into ids values
  (1, 'C0FFEE00-1234-5678-9ABC-DEF012345678', X'C0FFEE00123456789ABCDEF012345678'),
  (2, '00000000-0000-0000-0000-000000000000', X'00000000000000000000000000000000'), (3, null, null),
  (10, 'c0ffee00-1234-5678-9abc-def012345678', X'C0FFEE00123456789ABCDEF012345678'),
  (11, 'c0ffee00-1234-5678-9abc-def012345678', X'C0FFEE00123456789ABCDEF012345678'),
  (12, '', X'C0FFEE00123456789ABCDEF012345678');

-- target
insert into labels values (10, 'ok', 'x'), (11, 'sad', 'x'), (12, null, null), (13, 'ok', 'y,z');
insert into line_ends values (10, 'a\nb'), (11, 'a'), (12, 'a\nb'), (13, 'a    b'), (14, 'a\nb');
insert into ids values
  (1, 'C0FFEE00-1234-5678-9ABC-DEF012345678', X'C0FFEE00123456789ABCDEF012345678'),
  (2, '00000000-0000-0000-0000-000000000000', X'00000000000000000000000000000000'), (3, null, null),
  (10, 'c0ffee00-1234-5678-9abc-def012345679', X'C0FFEE00123456789ABCDEF012345679'),
  (11, null, null), (12, '00000000-0000-0000-0000-000000000000', X'C0FFEE00123456789ABCDEF012345678');
