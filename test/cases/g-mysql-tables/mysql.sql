-- both
create table in_memory (id int primary key) engine = memory;
insert into in_memory values (1), (2), (3);
create table my_isam (id int primary key) engine = myisam;
insert into my_isam values (1), (2), (3);
create table merged_1 (id int primary key) engine = myisam;
create table merged_2 (id int primary key) engine = myisam;
insert into merged_1 values (6), (7);
create table merged (id int primary key) engine = merge union = (merged_1, merged_2);

-- source
set sql_generate_invisible_primary_key = on;
create table made_up (v varchar(20));
create table ignored (v varchar(20));
set sql_generate_invisible_primary_key = off;
insert into made_up values ('a'), ('a'), ('b');
insert into ignored values ('a'), ('a'), ('b');

insert into merged_2 values (7);

-- target
insert into merged_2 values (9);
create table made_up (v varchar(20));
create table ignored (v varchar(20));
insert into made_up values ('a'), ('a'), ('b');
insert into ignored values ('a'), ('b');
delete from in_memory where id = 2;
delete from my_isam where id = 2;
