-- source
create table documents (id int primary key, v text);
insert into documents values
  (1, ' { "b":2, "a":1.0 } '), (2, null), (3, 'null'), (4, '[]'), (5, '"\u00e9"'), (6, '{"a":
1}'),
  (10, 'not json'), (11, ''), (12, '{"a": 1'), (13, '{"a": 1} x'), (14, '{''a'': 1}'), (15, 'NaN'), (16, 'null'), (17, '01'), (18, '[1,]');

-- target
create table documents (id int primary key, v jsonb);
insert into documents values
  (1, '{"a": 1, "b": 2}'), (2, null), (3, 'null'), (4, '[]'), (5, '"é"'), (6, '{"a": 1}'),
  (10, '"not json"'), (11, '""'), (12, '{"a": 1}'), (13, '{"a": 1}'), (14, '{"a": 1}'), (15, 'null'), (16, null), (17, '1'), (18, '[1]');
