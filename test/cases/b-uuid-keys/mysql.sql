-- both
create table as_char (id char(36) primary key, v text);
insert into as_char values ('00000000-0000-0000-0000-000000000000', 'nil'), ('0188E7A4-5B1C-7ABC-8DEF-0123456789AB', 'a'),
  ('7FFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF', 'b'), ('80000000-0000-4000-8000-000000000000', 'c'),
  ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'd'), ('ABCDEF01-2345-4789-ABCD-EF0123456789', 'e');
create table as_binary (id binary(16) primary key, v text);
insert into as_binary select unhex(replace(id, '-', '')), v from as_char;

-- target
update as_char set v = 'A' where id = '0188E7A4-5B1C-7ABC-8DEF-0123456789AB';
update as_char set id = 'FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF' where id = '7FFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF';
update as_binary set v = 'A' where id = x'0188E7A45B1C7ABC8DEF0123456789AB';
update as_binary set id = x'FFFFFFFFFFFF4FFFBFFFFFFFFFFFFFFF' where id = x'7FFFFFFFFFFF4FFFBFFFFFFFFFFFFFFF';
