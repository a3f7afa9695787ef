A child that has a counterpart is compared on its own for what it has more; one that has none is told of.
-- both
create table parent (id int primary key);
create table told (id int primary key);
-- source
create table wider (more text) inherits (parent);
create table told_child (more text, and_more int) inherits (told);
create table two_a (id int, a int);
create table two_b (id int, b int);
create table two_child () inherits (two_a, two_b);
insert into two_child values (1, 2, 3);
insert into two_a values (4, 5);
-- target
create table wider (more text) inherits (parent);
create table only_target (v int) inherits (parent);
create table two_a (id int, a int);
create table two_b (id int, b int);
insert into two_a values (1, 2), (4, 5);
insert into two_b values (1, 4);
-- both
insert into wider values (1, 'a'), (2, 'b');
-- source
update wider set more = 'A' where id = 1;
