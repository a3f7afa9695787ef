Types that pgloader knows no cast for, and defaults.
-- source
set sql_mode = '';
set time_zone = '+00:00';
set timestamp = unix_timestamp('2026-11-22 18:10:27.134730');
CREATE TABLE datetime3_upd (id bigint NOT NULL PRIMARY KEY, v datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3));
INSERT INTO datetime3_upd VALUES (1,'2024-01-01 00:00:00.5'), (2,'2024-07-01 00:00:00');
CREATE TABLE defaults_ (id bigint NOT NULL PRIMARY KEY, i int NOT NULL DEFAULT 7, tb tinyint(1) NOT NULL DEFAULT 1, tb0 tinyint(1) DEFAULT 0, b1 bit(1) NOT NULL DEFAULT b'1', b8 bit(8) NOT NULL DEFAULT b'101',
 d decimal(10,2) NOT NULL DEFAULT 1.50, f float NOT NULL DEFAULT 1.5, s varchar(10) NOT NULL DEFAULT 'x', se varchar(10) NOT NULL DEFAULT '', sq varchar(20) DEFAULT 'O''Brien', c char(3) NOT NULL DEFAULT 'ab',
 e enum('a','b') NOT NULL DEFAULT 'b', st set('a','b') NOT NULL DEFAULT 'a,b', da date NOT NULL DEFAULT '2024-01-01', dt datetime NOT NULL DEFAULT current_timestamp(), dt6 datetime(6) NOT NULL DEFAULT current_timestamp(6),
 ts timestamp NOT NULL DEFAULT current_timestamp(), y year NOT NULL DEFAULT 2024, tm time NOT NULL DEFAULT '10:00:00', sn varchar(10) DEFAULT 'NULL', nn_dt datetime NOT NULL, nn_d date NOT NULL, nn_ts timestamp NOT NULL DEFAULT current_timestamp(), nn_t text NOT NULL);
INSERT INTO defaults_ (id,nn_dt,nn_d,nn_t) VALUES (1,'2024-01-01','2024-01-01','x'),(2,'2024-01-02','2024-01-01','y');
CREATE TABLE geomcoll_ (id bigint NOT NULL PRIMARY KEY, v geometrycollection NULL);
INSERT INTO geomcoll_ VALUES (1,ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))')), (2,NULL);
CREATE TABLE inet4_ (id bigint NOT NULL PRIMARY KEY, v inet4 NULL);
INSERT INTO inet4_ VALUES (1,'0.0.0.0'), (2,'255.255.255.255'), (3,'192.0.2.1'), (4,NULL);
CREATE TABLE inet6_ (id bigint NOT NULL PRIMARY KEY, v inet6 NULL);
INSERT INTO inet6_ VALUES (1,'::'), (2,'::1'), (3,'2001:db8::ff00:42:8329'), (4,'::ffff:192.0.2.1'), (5,NULL);
CREATE TABLE multipoint_ (id bigint NOT NULL PRIMARY KEY, v multipoint NULL);
INSERT INTO multipoint_ VALUES (1,ST_GeomFromText('MULTIPOINT(1 1,2 2)')), (2,NULL);
