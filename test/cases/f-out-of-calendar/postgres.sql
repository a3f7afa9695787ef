-- target
create table days (id int primary key, d date);
insert into days values (1, 'infinity'), (2, '-infinity'), (3, '-infinity'), (4, '0001-01-01 BC'), (5, '2024-02-29'), (6, '4713-01-01 BC'), (7, '10000-01-01'), (8, '2024-03-02');
create table readings (id int primary key, t timestamp);
insert into readings values (1, 'infinity'), (2, 'infinity'), (3, '0001-01-01 00:00:00 BC'), (4, '1000-01-01 00:00:00 BC'), (5, '2024-02-29 10:00:00'), (6, '2024-03-02 10:00:00');
create table moments (id int primary key, t timestamptz);
insert into moments values (1, 'infinity'), (2, '-infinity'), (3, '-infinity'), (4, '4713-01-01 00:00:00+00 BC'), (5, '2024-02-29 10:00:00+00');
create table stated (id int primary key, t timestamptz);
insert into stated select id, t at time zone 'UTC' from readings;
create table midnights (id int primary key, d timestamp);
insert into midnights select * from days;
create table day_keys (d date primary key, v int);
insert into day_keys values ('-infinity', 1), ('1000-01-01 BC', 2), ('2024-02-29', 3), ('9999-12-31', 4), ('infinity', 5);
