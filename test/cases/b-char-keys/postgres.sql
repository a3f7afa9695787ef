-- source
create table iso (code char(5) primary key, n int);
insert into iso values ('DE', 1), ('FR', 2), ('GB', 3), ('x', 4), ('', 5);
-- target
create table iso (code varchar(5) primary key, n int);
insert into iso values ('DE', 1), ('FR', 20), ('GB', 3), ('y', 4), ('', 5);
