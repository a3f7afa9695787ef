-- both
create table only_there (code int unique, v text);
insert into only_there values (1, 'a'), (2, 'b'), (3, 'c');
create table same_nulls (code int unique, v text);
create table another_count (code int unique, v text);
insert into another_count values (null, 'x'), (null, 'x'), (1, 'a');
create table another_value (code int unique, v text);
create table zero_and_null (code int unique, v text);
create table partly (a int, b int, v text, unique (a, b));
insert into partly values (1, 1, 'v'), (1, 2, 'v'), (2, null, 'v'), (2, null, 'v'), (null, 2, 'v');

-- source
insert into only_there values (null, 'x'), (null, 'y');
insert into same_nulls values (null, 'x'), (1, 'a'), (null, 'y'), (2, 'b'), (null, 'x');
insert into another_count values (null, 'x');
insert into another_value values (null, 'x'), (null, 'y'), (1, 'a');
insert into zero_and_null values (null, 'x'), (1, 'a');
insert into partly values (null, 1, 'v'), (1, null, 'v');
create table declared_on_one_side (id int primary key, v text);
insert into declared_on_one_side values (1, 'a'), (2, 'b');

-- target
insert into same_nulls values (2, 'b'), (null, 'x'), (null, 'x'), (null, 'y'), (1, 'a');
insert into another_value values (null, 'x'), (null, 'z'), (1, 'a');
insert into zero_and_null values (0, 'x'), (1, 'a');
insert into partly values (null, null, 'v');
create table declared_on_one_side (id int unique, v text);
insert into declared_on_one_side values (1, 'a'), (2, 'b'), (null, 'b');
