-- both
create table with_history (id int primary key, v varchar(20)) with system versioning;
insert into with_history values (1, 'a'), (2, 'b'), (3, 'c');
update with_history set v = 'A' where id = 1;
update with_history set v = 'a' where id = 1;
create sequence numbers;
create view looks_on as select id from with_history;

-- source
create table history_lost (id int primary key, v varchar(20)) with system versioning;
insert into history_lost values (1, 'old'), (2, 'b'), (3, 'gone'), (4, 'd');
update history_lost set v = 'a' where id = 1;
delete from history_lost where id = 3;

-- target
delete from with_history where id = 2;
update with_history set v = 'C' where id = 3;
create table history_lost (id int primary key, v varchar(20));
insert into history_lost values (1, 'a'), (2, 'b');
