-- both
create table moved (id int primary key, t timestamp(6));
create table keyed (t timestamp(6) primary key, v int);

-- source
insert into moved values (1, '2024-01-01 12:00:00.5'), (2, '2024-07-01 12:00:00'), (3, null), (4, '2024-10-27 02:30:00');
insert into moved values (10, '2024-07-01 12:00:00'), (11, '2024-07-01 12:00:00'), (12, null);
insert into keyed values ('2024-01-01 12:00:00', 1), ('2024-07-01 12:00:00', 2);

-- target
insert into moved values (1, '2024-01-01 06:00:00.5'), (2, '2024-07-01 05:00:00'), (3, null), (4, '2024-10-26 20:30:00');
insert into moved values (10, '2024-07-01 12:00:00'), (11, '2024-07-01 06:00:00'), (12, '2024-07-01 12:00:00');
insert into keyed values ('2024-01-01 06:00:00', 1), ('2024-07-01 12:00:00', 2);
