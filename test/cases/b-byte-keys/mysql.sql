-- both
create table bytes (id varbinary(20) primary key, v text);
insert into bytes values ('', 'a'), (x'00', 'b'), (x'0000', 'c'), (x'01', 'd'), (x'27', 'e'), (x'5c', 'f'), (x'5c27', 'g'),
  (x'7f', 'h'), (x'80', 'i'), (x'ff', 'j'), (x'00ff', 'k'), (x'ff00', 'l'), (x'ffff', 'm'), (x'c3a9', 'n'), (x'20', 'o');
create table bits (id bit(64) primary key, v text);
insert into bits values (0, 'a'), (1, 'b'), (9007199254740993, 'c'), (9223372036854775807, 'd'), (9223372036854775808, 'e'),
  (18446744073709551615, 'f');
create table truth (flag boolean primary key, v text);
insert into truth values (true, 'yes'), (false, 'no');
create table truth_and_more (flag boolean, n int, primary key (flag, n));
insert into truth_and_more with recursive n as (select 1 as n union all select n + 1 from n where n < 9)
  select n % 2 = 0, n from n;

-- target
delete from bytes where id in (x'00', x'ff');
insert into bytes values (x'000000', 'x');
update bytes set v = 'K' where id = x'00ff';
delete from bits where id = 9223372036854775808;
update bits set v = 'F' where id = 18446744073709551615;
delete from truth where flag;
delete from truth_and_more where n = 5;
insert into truth_and_more values (true, 0);
