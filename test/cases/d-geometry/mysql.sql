-- source
create table places (id int primary key, p point);
insert into places values (1, st_geomfromtext('POINT(1 2)', 4326)), (2, st_geomfromtext('POINT(1 2)')), (3, null);
insert into places values (10, st_geomfromtext('POINT(1 2)', 4326)), (11, st_geomfromtext('POINT(1 2)')), (12, null);

-- target
create table places (id int primary key, p geometry);
insert into places values (1, st_geomfromtext('POINT(1 2)', 4326)), (2, st_geomfromtext('POINT(1 2)')), (3, null);
insert into places values (10, st_geomfromtext('POINT(1 2)')), (11, st_geomfromtext('POINT(2 1)')), (12, st_geomfromtext('POINT(0 0)'));
