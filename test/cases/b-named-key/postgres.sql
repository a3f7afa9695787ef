-- both
create table event (at int, kind text, v int);
create index event_at on event (at);
insert into event values (1, 'a', 1), (2, 'a', 1), (3, 'b', 1), (5, 'c', 1), (null, 'z', 1), (null, 'z', 2);
-- target
update event set v = 9 where at = 2;
delete from event where at = 5;
insert into event values (6, 'a', 1), (null, 'z', 1);
update event set v = 7 where at is null and v = 2;
