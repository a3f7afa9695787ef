-- both
create table none (id int primary key);
