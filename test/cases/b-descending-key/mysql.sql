-- both
create table down (a int not null, b int not null, v text);
create unique index down_ab on down (a desc, b);
insert into down values (1, 1, 'v'), (1, 2, 'v'), (2, 1, 'v'), (2, 2, 'v'), (3, 1, 'v');
-- target
delete from down where a = 2 and b = 1;
update down set v = 'w' where a = 3;
