-- both
create table flags (id int primary key, flag boolean not null, note text);
insert into flags select n, n % 2 = 0, 'same' from generate_series(1, 2500) n;
create table shifted (id int primary key, at timestamp not null);
insert into shifted select n, timestamp '2024-01-01' + n * interval '10 minutes' from generate_series(1, 400) n;

-- target
update flags set flag = not flag where id <= 1002;
update shifted set at = at + interval '10 minutes';
