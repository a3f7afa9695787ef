-- both
create table order_item (order_item_id int primary key, unit_price numeric(10, 2));
insert into order_item values (1, 1.5), (2, 2.5);
-- target
update order_item set unit_price = 3 where order_item_id = 2;
