-- source
create table repeated (id int primary key, v json);
insert into repeated values
  (1, '{"a": 1, "a": 2}'), (2, '{"a": {"b": 1, "b": null}, "c": 1, "a": {"b": 3}}'), (3, '[{"x": 1, "x": 1}]'),
  (10, '{"a": 1, "a": 2}'), (11, '{"a": 1, "a": null}'),
  (12, '{"a": 1, "a": 2}'), (13, '{"a": 1, "a": 2}'), (14, '{"b": [], "a": 1, "a": 2}');

-- target
create table repeated (id int primary key, v json);
insert into repeated values
  (1, '{"a": 2}'), (2, '{"c": 1, "a": {"b": 3}}'), (3, '[{"x": 1}]'), (10, '{"a": 1}'), (11, '{}'),
  (12, '{"a": 3, "a": 2}'), (13, '{"a": 2, "a": 1}'), (14, '{"a": 1.0, "b": [], "a": 2}');
