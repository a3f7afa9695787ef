-- both
create table durations (id int primary key, h time(6));
create table keyed (h time(3) primary key, v int);
insert into durations values (1, '838:59:59'), (2, '-838:59:59'), (3, '-00:00:00.5'), (4, '24:00:00.100000'), (5, '00:00:00'), (6, null);
insert into keyed values ('-02:00:00', 1), ('99:00:00', 1), ('00:00:00', 1);

-- source
insert into durations values (10, '24:00:00'), (11, '-01:00:00'), (12, '-00:00:00.000001');
insert into keyed values ('-01:00:00', 1), ('100:00:00.5', 1);

-- target
insert into durations values (10, '00:00:00'), (11, '01:00:00'), (12, '00:00:00.000001');
insert into keyed values ('01:00:00', 1), ('100:00:00.500', 2);
