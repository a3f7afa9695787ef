-- both
do $$ begin for i in 1..120 loop
  execute format('create table t%s (id int primary key, v text); insert into t%s values (1, %L), (2, null)', i, i, i);
end loop; end $$;
-- target
update t1 set v = 'x' where id = 1;
delete from t60;
insert into t120 values (3, null);
