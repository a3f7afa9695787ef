-- both
create table mixed (k varchar(20) collate "C" primary key, a text, b text collate "C", c varchar(20), d char(5), e json, f bytea, g varchar(20));
insert into mixed values ('1', 'é', 'ü', 'ß', 'x', '{"é": 1}', '\xff00', 'Y'), ('2', null, '', 'ß', '', '[]', null, null);
-- target
update mixed set b = 'U' where k = '1';
update mixed set e = '{}' where k = '2';
