A wrapper without a handler: whoever asks the table for a row gets an error. Wrapper and server belong to the database.
-- both
select pg_advisory_xact_lock(4712);
do $$ begin create foreign data wrapper nothing; create server nowhere foreign data wrapper nothing; exception when duplicate_object then null; end $$;
create table own (id int primary key);
insert into own values (1);
create foreign table elsewhere (id int not null) server nowhere;
-- target
create foreign table only_here (id int not null) server nowhere;
