-- both
create table OrderItem (OrderItemId int primary key, UnitPrice decimal(10, 2));
insert into OrderItem values (1, 1.5), (2, 2.5);
-- target
update OrderItem set UnitPrice = 3 where OrderItemId = 2;
