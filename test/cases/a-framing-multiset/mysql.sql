The pairs of a-framing in a table without a key, where the bytes of the whole row are what tells rows apart.
-- both
create table pair (a text, b text);

-- source
insert into pair values ('a,b', 'c'), ('x0', 'y'), ('1:a', 'b'), ('-', ''), (null, '-'), ('a', '1:b'), (null, null);

-- target
insert into pair values ('a', 'b,c'), ('x', '0y'), ('1', 'a1:b'), ('', '-'), ('-', null), ('a1:b', ''), (null, null);
