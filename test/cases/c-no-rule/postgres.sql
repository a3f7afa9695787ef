-- source
create table printed (id int primary key, v int);
create table exact (id int primary key, v double precision);
create table bits (id int primary key, v bit(8));
create table wide (id int primary key, v bit(8));
insert into bits values (1, B'00000001');
insert into wide values (1, B'00000001');

-- target
create table printed (id int primary key, v varchar(20));
create table exact (id int primary key, v numeric(10, 2));
create table bits (id int primary key, v bytea);
create table wide (id int primary key, v bit(16));
insert into bits values (1, '\x01');
insert into wide values (1, B'0000000000000001');

-- both
insert into printed values (1, '1');
insert into exact values (1, 1);
