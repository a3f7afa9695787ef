-- both
create table same (id numeric primary key, v text);
insert into same values (0, 'a'), (0.1, 'b'), (-0.1, 'c'), (9.9, 'd'), (10, 'e'), (-9.9, 'f'), (-10, 'g'), (100, 'h'),
  (99999999999999999999999999999999999.999999999999999999999999999999, 'i'),
  (-99999999999999999999999999999999999.999999999999999999999999999999, 'j');
create table last_digit (id numeric(65, 30) primary key, v text);
insert into last_digit values (0, 'a'), (0.000000000000000000000000000002, 'b'),
  (12345678901234567890123456789012345.000000000000000000000000000001, 'c'),
  (12345678901234567890123456789012345.000000000000000000000000000003, 'd');

-- source
insert into last_digit values (0.000000000000000000000000000001, 'x'),
  (12345678901234567890123456789012345.000000000000000000000000000002, 'y');
create table scales (id numeric(10, 2) primary key, v text);
insert into scales values (-1.5, 'a'), (0.5, 'b'), (1, 'c'), (2.25, 'd'), (10, 'e');
create table whole_numbers (id bigint primary key);
insert into whole_numbers values (-9223372036854775808), (-1), (2), (10), (9223372036854775807);

-- target
insert into last_digit values (-0.000000000000000000000000000001, 'z');
create table scales (id numeric(20, 5) primary key, v text);
insert into scales values (-1.5, 'a'), (1, 'c'), (2.25, 'd'), (10, 'E');
create table whole_numbers (id numeric(30, 4) primary key);
insert into whole_numbers values (-9223372036854775808), (-1), (2), (10);
