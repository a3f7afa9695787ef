-- both
create table durations (id int primary key, v time(6));
insert into durations values (1, '100:00:00'), (2, '-22:00:00.5'), (3, '838:59:59'), (4, '00:00:00'), (5, null);
insert into durations values (10, '24:00:00'), (11, '01:00:00'), (12, '720:00:00'), (13, null), (14, '00:00:00');
