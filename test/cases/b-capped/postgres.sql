-- both
create table many (id int primary key, v text);
insert into many select n, 'v' from generate_series(1, 500) n;
create table just_ten (id int primary key);
insert into just_ten select n from generate_series(1, 20) n;
create table eleven (id int primary key);
insert into eleven select n from generate_series(1, 20) n;

-- source
create table without_index (id int primary key, v text);
insert into without_index select n, 'v' from generate_series(1, 300) n;

-- target
delete from many where id <= 100;
update many set v = 'w' where id between 201 and 400;
insert into many select n, 'v' from generate_series(1001, 1050) n;
delete from just_ten where id <= 10;
delete from eleven where id <= 11;
create table without_index (id int not null, v text);
insert into without_index select n, 'v' from generate_series(1, 200) n;
update without_index set v = 'w' where id <= 100;
