-- both
select pg_advisory_xact_lock(4712);
create extension if not exists file_fdw schema public;
do $$ begin create server program foreign data wrapper file_fdw; exception when duplicate_object then null; end $$;
create table seen (id int not null);
create table parts (id int not null) partition by range (id);
create table parts_low partition of parts for values from (minvalue) to (10);
insert into parts values (1);
-- source
create foreign table seen_child () inherits (seen) server program options (program 'seq 1 3');
create foreign table parts_high partition of parts for values from (10) to (maxvalue) server program options (program 'seq 11 13');
-- target
create foreign table seen_child () inherits (seen) server program options (program 'seq 1 2');
create foreign table parts_high partition of parts for values from (10) to (maxvalue) server program options (program 'seq 11 12');
