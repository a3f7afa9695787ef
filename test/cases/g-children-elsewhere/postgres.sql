Schemas are the database's, so that their names go by the side's. The children are in schemas that nobody selected.
-- both
create table conditions (ts timestamp not null, temp float8);
create table by_id (id int primary key, v text);
-- source
create schema if not exists elsewhere_of_source;
create table elsewhere_of_source.chunk_1 () inherits (conditions);
insert into elsewhere_of_source.chunk_1 select timestamp '2024-01-01' + n * interval '1 minute', n from generate_series(1, 1000) n;
create table elsewhere_of_source.by_id_1 (primary key (id)) inherits (by_id);
insert into elsewhere_of_source.by_id_1 values (1, 'a'), (2, 'b');
create table equal_rows (id int primary key, v text);
create table elsewhere_of_source.equal_rows_1 (primary key (id)) inherits (equal_rows);
insert into equal_rows values (1, 'a');
insert into elsewhere_of_source.equal_rows_1 values (2, 'b');
-- target
create schema if not exists elsewhere_of_target;
create table elsewhere_of_target.chunk_1 () inherits (conditions);
create table elsewhere_of_target.by_id_1 (primary key (id)) inherits (by_id);
insert into elsewhere_of_target.by_id_1 values (1, 'a');
create table equal_rows (id int primary key, v text);
insert into equal_rows values (1, 'a'), (2, 'b');
