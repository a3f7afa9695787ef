-- both
create table twins (v text);
create table shares (v text);
create table fewer (v text, n int);
create table emptied (v text);
create table shuffled (v text, n int);

-- source
insert into twins values ('A'), ('A');
insert into shares values ('A'), ('A'), ('B');
insert into fewer values ('A', null), ('A', null), ('A', null), (null, null), (null, null);
insert into emptied values ('A'), ('A');
insert into shuffled values ('A', 1), ('B', 2), ('A', 1), (null, 3), ('', 3);

-- target
insert into twins values ('B'), ('B');
insert into shares values ('A'), ('B'), ('B');
insert into fewer values ('A', null), (null, null);
insert into shuffled values ('', 3), (null, 3), ('A', 1), ('A', 1), ('B', 2);
