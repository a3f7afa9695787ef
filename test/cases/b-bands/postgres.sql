-- both
create table band (id int primary key, v text);
insert into band select n, 'v' from generate_series(1, 1000) n;
create table band_at_the_end (id int primary key, v text);
insert into band_at_the_end select n, 'v' from generate_series(1, 1000) n;
create table every_second (id int primary key, v text);
insert into every_second select n, 'v' from generate_series(1, 1000) n;
create table every_row (id int primary key, v text);
insert into every_row select n, 'v' from generate_series(1, 600) n;
create table every_key (id int primary key, v text);
insert into every_key select n, 'v' from generate_series(1, 400) n;
create table interleaved (id int primary key, v text);
insert into interleaved select 2 * n, 'v' from generate_series(1, 300) n;
create table two_of_many (id int primary key, v text);
insert into two_of_many select n, 'v' from generate_series(1, 1000) n;

-- source
create table band_without_index (id int primary key, v text);
insert into band_without_index select n, 'v' from generate_series(1, 1000) n;

-- target
delete from band where id between 301 and 600;
delete from band_at_the_end where id > 700;
create table band_without_index (id int not null, v text);
insert into band_without_index select n, 'v' from generate_series(1, 300) n;
insert into band_without_index select n, 'v' from generate_series(601, 1000) n;
delete from every_second where id % 2 = 1;
update every_row set v = 'w';
update every_key set id = id + 1000;
update interleaved set id = id + 1;
update two_of_many set v = 'w' where id in (1, 1000);
