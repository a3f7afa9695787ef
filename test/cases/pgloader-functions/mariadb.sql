Columns that pgloader was told to convert by its own functions.
-- source
set sql_mode = '';
set time_zone = '+00:00';
CREATE TABLE x_bigu (id bigint primary key, n bigint unsigned); INSERT INTO x_bigu VALUES (1,9223372036854775807),(2,NULL),(3,0);
CREATE TABLE x_bin16 (id bigint primary key, b binary(16)); INSERT INTO x_bin16 VALUES (1,0x123E4567E89B12D3A456426614174000),(2,0xFF112233445566778899AABBCCDDEEFF),(3,NULL);
CREATE TABLE x_bit1 (id bigint primary key, b bit(1)); INSERT INTO x_bit1 VALUES (1,0),(2,1),(3,NULL);
CREATE TABLE x_bit8 (id bigint primary key, b bit(8)); INSERT INTO x_bit8 VALUES (1,0),(2,255),(3,NULL);
CREATE TABLE x_char (id bigint primary key, v char(10)); INSERT INTO x_char VALUES (1,''),(2,NULL),(3,' x  '),(4,'x');
CREATE TABLE x_dec (id bigint primary key, d decimal(18,6)); INSERT INTO x_dec VALUES (1,123456789012.123456),(2,0.1),(3,NULL);
CREATE TABLE x_dec_bool (id bigint primary key, v char(1)); INSERT INTO x_dec_bool VALUES (1,'Y'),(2,'N'),(3,NULL);
CREATE TABLE x_dtint (id bigint primary key, v int unsigned); INSERT INTO x_dtint VALUES (1,1704067200),(2,NULL),(3,0);
CREATE TABLE x_empty_int (id bigint primary key, v varchar(10) not null); INSERT INTO x_empty_int VALUES (1,'');
CREATE TABLE x_inet (id bigint primary key, v int unsigned); INSERT INTO x_inet VALUES (1,inet_aton('192.0.2.1')),(2,NULL),(3,4294967295);
CREATE TABLE x_json (id bigint primary key, j json); INSERT INTO x_json VALUES (1,'{"b":1,"a":[1.0,2]}'),(2,'null'),(3,NULL);
CREATE TABLE x_negzero (id bigint primary key, d double, f float); INSERT INTO x_negzero VALUES (1,'-0','-0'),(2,-0.0,0),(3,1.0e-400,1);
CREATE TABLE x_null (id bigint primary key, v varchar(10)); INSERT INTO x_null VALUES (1,''),(2,NULL),(3,' '),(4,'x');
CREATE TABLE x_poly (id bigint primary key, p polygon); INSERT INTO x_poly VALUES (1,ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))')),(2,NULL);
CREATE TABLE x_set (id bigint primary key, s set('a','b','c')); INSERT INTO x_set VALUES (1,''),(2,'c,a'),(3,NULL),(4,'b');
CREATE TABLE x_time (id bigint primary key, t time, t6 time(6)); INSERT INTO x_time VALUES (1,'838:59:59','838:59:59.999999'),(2,'-838:59:59','-00:00:00.000001'),(3,'-01:00:00','-01:30:00.5'),(4,'25:00:00','100:00:00'),(5,'00:00:00','23:59:59.999999'),(6,NULL,NULL);
CREATE TABLE x_tiny1 (id bigint primary key, b tinyint(1)); INSERT INTO x_tiny1 VALUES (1,0),(2,1),(3,NULL),(4,2);
CREATE TABLE x_tsupd (id bigint primary key, v datetime not null default current_timestamp() on update current_timestamp()); INSERT INTO x_tsupd VALUES (1,'2024-07-01 12:00:00');
CREATE TABLE x_uuidchar (id bigint primary key, v char(36)); INSERT INTO x_uuidchar VALUES (1,'123E4567-E89B-12D3-A456-426614174000'),(2,NULL);
CREATE TABLE x_year (id bigint primary key, y year); INSERT INTO x_year VALUES (1,2024),(2,0),(3,1901);
