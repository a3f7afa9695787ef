-- both
create table by_hash (id int primary key, v text) partition by hash (id);
create table by_hash_0 partition of by_hash for values with (modulus 3, remainder 0);
create table by_hash_1 partition of by_hash for values with (modulus 3, remainder 1);
create table by_hash_2 partition of by_hash for values with (modulus 3, remainder 2);
insert into by_hash select n, 'v' from generate_series(1, 12) n;
create table deep (id int primary key, v text) partition by range (id);
create table deep_low partition of deep for values from (minvalue) to (10);
create table deep_high partition of deep for values from (10) to (maxvalue) partition by hash (id);
create table deep_high_0 partition of deep_high for values with (modulus 2, remainder 0);
create table deep_high_1 partition of deep_high for values with (modulus 2, remainder 1);
insert into deep select n, 'v' from generate_series(1, 30) n;
create table without_partitions (id int primary key) partition by range (id);

-- source
create table to_plain (id int, region int, v text, primary key (id, region)) partition by list (region);
create table to_plain_one partition of to_plain for values in (1);
create table to_plain_rest partition of to_plain default;
insert into to_plain select n, 1 + n % 4, 'v' from generate_series(1, 20) n;
update to_plain set region = 1 where id = 15;
create table to_partitioned (id int primary key, v text);
insert into to_partitioned select n, 'v' from generate_series(1, 20) n;

-- target
create table to_plain (id int, region int, v text, primary key (id, region));
insert into to_plain select n, 1 + n % 4, 'v' from generate_series(1, 20) n;
delete from to_plain where id = 15;
update to_plain set v = 'w' where id = 5;
create table to_partitioned (id int primary key, v text) partition by hash (id);
create table to_partitioned_0 partition of to_partitioned for values with (modulus 2, remainder 0);
create table to_partitioned_1 partition of to_partitioned for values with (modulus 2, remainder 1);
insert into to_partitioned select n, 'v' from generate_series(1, 20) n;
delete from by_hash where id in (3, 9);
insert into deep values (31, 'v');
