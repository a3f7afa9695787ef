-- source
do $$ begin
  execute (select format('create table wide (id int primary key, %s)', string_agg(format('c%s int', n), ', ' order by n))
           from generate_series(1, 299) n);
end $$;
insert into wide (id, c1, c7, c150, c299) values (1, 1, 7, 150, 299), (2, 1, 7, 150, 299), (3, 1, 7, 150, 299), (4, null, null, 0, 1);

-- target
do $$ begin
  execute (select format('create table wide (%s, id int primary key)', string_agg(format('c%s int', n), ', ' order by n desc))
           from generate_series(1, 299) n);
end $$;
insert into wide (id, c1, c7, c150, c299) values (1, 1, 7, 150, 299), (2, 1, 7, 150, 298), (3, 0, 7, 0, null), (4, null, null, 0, 1);
