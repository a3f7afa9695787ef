-- both
create table bits (id int primary key, a text, b bigint, c double precision, d bytea, last bigint not null);
insert into bits select n, 'row ' || n, n::bigint * 1000000007, n / 7.0, decode(lpad(to_hex(n), 8, '0'), 'hex'), n::bigint * 1099511627776
  from generate_series(1, 28) n;
-- target
update bits set last = last + 1 where id = 28;
