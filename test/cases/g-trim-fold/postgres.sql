-- both
create table people (id int primary key, name varchar(40), note text, town varchar(40));
create table codes (code varchar(10) collate "C" primary key, v int);
create table keyless (code text, v int);
-- source
insert into people values (1, ' Zoë ÄMTER', null, 'Bonn'), (2, E'Jo\t', '', 'Köln'), (3, 'Élan', null, 'Ulm'), (4, 'a', 'x', 'Ulm'), (5, 'a', '', 'Ulm');
insert into codes values ('a', 1), ('b ', 2);
insert into keyless values (' a', 1), ('b', 2), ('b', 2), ('C', 3);
-- target
insert into people values (1, 'zoË ämter ', '  ', 'Bonn'), (2, 'JO', null, 'Köln'), (3, 'Elan', '', 'Ulm'), (4, 'A', 'X', 'Ulm'), (5, 'a', null, ' Ulm');
insert into codes values ('a', 1), ('b', 2);
insert into keyless values ('a ', 1), ('b ', 2), ('b', 2), ('c', 3);
