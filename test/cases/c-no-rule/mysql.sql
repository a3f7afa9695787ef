-- source
create table printed (id int primary key, v int);
create table exact (id int primary key, v double);
create table bits (id int primary key, v bit(8));
create table wide (id int primary key, v bit(8));
insert into bits values (1, b'1');
insert into wide values (1, b'1');

-- target
create table printed (id int primary key, v varchar(20));
create table exact (id int primary key, v numeric(10, 2));
create table bits (id int primary key, v blob);
create table wide (id int primary key, v bit(16));
insert into bits values (1, X'01');
insert into wide values (1, b'1');

-- both
insert into printed values (1, '1');
insert into exact values (1, 1);
