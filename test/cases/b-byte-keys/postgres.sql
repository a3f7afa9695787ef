-- both
create table bytes (id bytea primary key, v text);
insert into bytes values ('\x', 'a'), ('\x00', 'b'), ('\x0000', 'c'), ('\x01', 'd'), ('\x27', 'e'), ('\x5c', 'f'), ('\x5c27', 'g'),
  ('\x7f', 'h'), ('\x80', 'i'), ('\xff', 'j'), ('\x00ff', 'k'), ('\xff00', 'l'), ('\xffff', 'm'), ('\xc3a9', 'n'), ('\x20', 'o');
create table bits (id bit(64) primary key, v text);
insert into bits values (0::bit(64), 'a'), (1::bit(64), 'b'), (9007199254740993::bit(64), 'c'),
  (9223372036854775807::bit(64), 'd'), (~9223372036854775807::bit(64), 'e'), (~0::bit(64), 'f');
create table truth (flag boolean primary key, v text);
insert into truth values (true, 'yes'), (false, 'no');
create table truth_and_more (flag boolean, n int, primary key (flag, n));
insert into truth_and_more select n % 2 = 0, n from generate_series(1, 9) n;

-- target
delete from bytes where id in ('\x00', '\xff');
insert into bytes values ('\x000000', 'x');
update bytes set v = 'K' where id = '\x00ff';
delete from bits where id = ~9223372036854775807::bit(64);
update bits set v = 'F' where id = ~0::bit(64);
delete from truth where flag;
delete from truth_and_more where n = 5;
insert into truth_and_more values (true, 0);
