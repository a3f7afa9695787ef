-- both
create table arrived (id int primary key);
insert into arrived values (1), (2);
create view view_on_both as select id from arrived;

create table people (id int primary key);
create table users (id int primary key);

-- source
create table never_arrived (id int primary key);
insert into never_arrived values (1);
create table never_arrived_empty (id int primary key);
create materialized view view_here as select id from arrived;
create table became_a_view (id int primary key);
insert into became_a_view values (1), (2);
insert into people values (1), (2), (3);
insert into users values (11), (12), (13);
create table scratch_1 (id int primary key);

-- target
create table only_there (id int primary key);
create view view_there as select id from arrived;
create view became_a_view as select id from arrived;
insert into users values (1), (3), (4);
insert into people values (11), (12), (13);
create sequence a_sequence;
create type a_type as (a int);
create index an_index on arrived (id desc);
