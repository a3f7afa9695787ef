-- both
create table durations (id int primary key, v interval);
insert into durations values (1, '4 days 4:00'), (2, '-1 days +1:59:59.5'), (3, '838:59:59'), (4, '0'), (5, null);
insert into durations values (10, '23:59:59.999999'), (11, '01:00:00.000001'), (12, '1 mon'), (13, '0'), (14, null);
