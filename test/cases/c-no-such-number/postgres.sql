-- target
create table doubles (id int primary key, d double precision);
insert into doubles values (1, 'NaN'), (2, 'NaN'), (3, 'Infinity'), (4, '-Infinity'), (5, 1.5);
create table singles (id int primary key, f real);
insert into singles values (1, 'NaN'), (2, 'NaN'), (3, 'Infinity'), (4, 1.5);
create table decimals (id int primary key, d numeric);
insert into decimals values (1, 'NaN'), (2, 'NaN'), (3, 'Infinity'), (4, 1.50);
create table across (id int primary key, n double precision, d double precision, f numeric);
insert into across values (1, 'NaN', 'NaN', 'NaN'), (2, 'Infinity', 'Infinity', 'Infinity'), (3, 'NaN', '-Infinity', 'NaN'), (4, 7, 7, 7.0);
