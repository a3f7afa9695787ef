-- both
create view a_view as select 1 as one;
