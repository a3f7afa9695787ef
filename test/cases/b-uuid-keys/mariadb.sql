-- MariaDB has a type of its own for it since 10.7, which sorts by the time inside.

-- both
create table as_char (id uuid primary key, v text);
insert into as_char values ('00000000-0000-0000-0000-000000000000', 'nil'), ('0188e7a4-5b1c-7abc-8def-0123456789ab', 'a'),
  ('7fffffff-ffff-4fff-bfff-ffffffffffff', 'b'), ('80000000-0000-4000-8000-000000000000', 'c'),
  ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'd'), ('ABCDEF01-2345-4789-ABCD-EF0123456789', 'e');
create table as_binary (id uuid primary key, v text);
insert into as_binary select id, v from as_char;

-- target
update as_char set v = 'A' where id = '0188e7a4-5b1c-7abc-8def-0123456789ab';
update as_char set id = 'ffffffff-ffff-4fff-bfff-ffffffffffff' where id = '7fffffff-ffff-4fff-bfff-ffffffffffff';
update as_binary set v = 'A' where id = '0188e7a4-5b1c-7abc-8def-0123456789ab';
update as_binary set id = 'ffffffff-ffff-4fff-bfff-ffffffffffff' where id = '7fffffff-ffff-4fff-bfff-ffffffffffff';
