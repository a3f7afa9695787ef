-- both
create table beyond_doubles (id bigint primary key, v text);
insert into beyond_doubles values (-9007199254740993, 'a'), (-9007199254740992, 'b'), (9007199254740991, 'c'),
  (9007199254740992, 'd'), (9007199254740993, 'e'), (9007199254740994, 'f');
create table extremes (id bigint primary key, v text);
insert into extremes values (0, 'zero'), (-9223372036854775807, 'low'), (9223372036854775806, 'high');
create table beyond_signed (id numeric(20) primary key, v text);
insert into beyond_signed values (1, 'a'), (9223372036854775807, 'b'), (9223372036854775808, 'c'), (9223372036854775809, 'd'),
  (18446744073709551613, 'e'), (18446744073709551614, 'f'), (18446744073709551615, 'g');
create table far_away (id bigint primary key, v text);
insert into far_away select n, 'near' from generate_series(1, 10) n;
create table same_far_away (id bigint primary key);
insert into same_far_away select n from generate_series(1, 10) n union all select 1000000000000000;
create table signs (id smallint primary key);
create table zero_filled (id int primary key);

-- source
insert into extremes values (-9223372036854775808, 'lowest');
insert into far_away values (1000000000000000, 'far');
create table widened (id int primary key, v text);
insert into widened values (-2147483648, 'low'), (1, 'a'), (2, 'b'), (3, 'c'), (2147483647, 'high');
insert into signs values (-10), (-9), (-2), (-1), (1), (2), (9), (10);
insert into zero_filled values (1), (2), (9), (10), (100);

-- target
delete from beyond_doubles where id = 9007199254740993;
update beyond_doubles set v = 'A' where id = -9007199254740993;
insert into extremes values (9223372036854775807, 'highest');
delete from beyond_signed where id in (9223372036854775808, 18446744073709551614);
update beyond_signed set v = 'G' where id = 18446744073709551615;
insert into far_away values (1000000000000000, 'other');
create table widened (id bigint primary key, v text);
insert into widened values (-9000000000, 'lower'), (-2147483648, 'low'), (1, 'a'), (2, 'b'), (2147483647, 'high'),
  (5000000000, 'higher');
insert into signs values (-10), (-9), (-2), (0), (1), (2), (9), (10);
insert into zero_filled values (1), (2), (9), (100);
