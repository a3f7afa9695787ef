-- both
create table pair (id int primary key, a text, b text);

-- source
insert into pair values
  (1, 'a,b', 'c'), (2, 'x0', 'y'), (3, 'a||b', 'c'), (4, 'a#b', 'c'), (5, E'a\tb', 'c'), (6, E'a\nb', 'c'),
  (7, 'a'',''b', 'c'), (8, '1:a', 'b'), (9, '-', ''), (10, '1:-', null), (11, null, '-'), (12, 'a', '1:b'),
  (13, '-1', '0:'), (14, 'same', 'same'), (15, null, null), (16, '', '');

-- target
insert into pair values
  (1, 'a', 'b,c'), (2, 'x', '0y'), (3, 'a', 'b||c'), (4, 'a', 'b#c'), (5, 'a', E'b\tc'), (6, 'a', E'b\nc'),
  (7, 'a', 'b'',''c'), (8, '1', 'a1:b'), (9, '', '-'), (10, null, '1:-'), (11, '-', null), (12, 'a1:b', ''),
  (13, '-', '10:'), (14, 'same', 'same'), (15, null, null), (16, '', '');
