-- source
create table unique_there (id int primary key, v text);
create table keyless_there (id int primary key, v text);
create table other_key (id int primary key, code int unique not null, v text);
insert into unique_there values (1, 'a'), (2, 'b'), (3, 'c');
insert into keyless_there values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
insert into other_key values (1, 10, 'a'), (2, 20, 'b'), (3, 30, 'c');
-- target
create table unique_there (id int unique not null, v text);
create table keyless_there (id int, v text);
create table other_key (id int not null, code int primary key, v text);
insert into unique_there values (1, 'a'), (2, 'x'), (4, 'd');
insert into keyless_there values (1, 'a'), (2, 'x'), (2, 'b'), (3, 'c'), (3, 'c'), (null, 'd');
insert into other_key values (1, 10, 'a'), (9, 20, 'b'), (4, 40, 'c');
