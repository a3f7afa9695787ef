-- source
create table doubles (id int primary key, d double);
insert into doubles values (1, null), (2, 0), (3, 1.7976931348623157e308), (4, -1.7976931348623157e308), (5, 1.5);
create table singles (id int primary key, f float);
insert into singles values (1, null), (2, 0), (3, 3.4028234e38), (4, 1.5);
create table decimals (id int primary key, d decimal(30,4));
insert into decimals values (1, null), (2, 0), (3, 99999999999999999999999999.9999), (4, 1.5);
create table across (id int primary key, n bigint, d decimal(30,4), f double);
insert into across values (1, 0, 0, 0), (2, 9223372036854775807, 99999999999999999999999999.9999, 1e300), (3, null, null, null), (4, 7, 7, 7);
