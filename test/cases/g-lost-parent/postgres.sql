-- both
create table measure (id int primary key, v int);
insert into measure values (1, 1);
create table events (id int primary key, v int);
create table grand (id int primary key, v int);
-- source
create table measure_2023 () inherits (measure);
create table events_2023 () inherits (events);
create table middle () inherits (grand);
create table leaf () inherits (middle);
insert into middle values (1, 1), (2, 2);
insert into leaf values (2, 2);
-- target
create table measure_2023 (id int, v int);
create table events_2023 (id int, v int);
insert into events_2023 values (7, 7);
create table middle () inherits (grand);
create table leaf () inherits (grand);
insert into middle values (1, 1), (2, 2), (2, 2);
insert into leaf values (2, 2);
-- both
insert into measure_2023 values (2, 2), (3, 3);
