-- both
create table parent (id int primary key, v text);
create table child (primary key (id)) inherits (parent);
insert into parent values (1, 'a'), (2, 'b'), (3, 'c');
insert into child values (11, 'a'), (12, 'b');
create table moved (id int primary key, v text);
create table moved_child (primary key (id)) inherits (moved);
insert into moved values (2, 'b');
create table grandparent (id int, v text);
create table middle (primary key (id)) inherits (grandparent);
create table leaf (primary key (id)) inherits (middle);
insert into middle values (5, 'm');
insert into leaf values (6, 'l'), (7, 'l');

-- source
insert into moved values (1, 'a');

-- target
delete from only parent where id = 2;
insert into child values (13, 'c');
insert into moved_child values (1, 'a');
update leaf set v = 'L' where id = 6;
