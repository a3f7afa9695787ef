/** `--fixes FILE`: the script works as a whole, run by the server's own client, and leaves no blocker. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';

/** Each is one text: the statements are split by their lines. */
const POSTGRES: readonly string[] = [
  `create schema s2; create type mood as enum ('a', 'b');
   create table p (id serial primary key, n int not null default 5, v text); create table c (id int primary key, p int references p, constraint pos check (id > 0));
   create index "odd; name" on p (n); create view w as select id from p;
   create function f(x int) returns int language plpgsql as $$ begin if x > 0 then return 1; end if; return 2; end $$;
   create function a(x int) returns int begin atomic select x; select x + 1; end;
   create function tr() returns trigger language plpgsql as $$ begin return new; end $$;
   create trigger tg before insert on p for each row execute function tr();
   alter table p enable row level security; create policy po on p using (n > 0); create policy ch on p for update using (n = 1);
   insert into p (n) values (1), (2); create rule ru as on delete to c do instead nothing;
   create table s2.t (id int primary key); create view s2.v as select id from s2.t; create view later as select 'x;y' as text; create view s2.w as select id from s2.v`,
];
const POSTGRES_TARGET = `create schema s2; create table p (id serial primary key, n int, v text); create table c (id int primary key, p int);
   insert into p (id, n) values (1, 1), (2, 2); create policy ch on p for update using (n = 2); create table s2.t (id int primary key)`;

const MYSQL: readonly string[] = [
  `create table p (id int primary key auto_increment, n int not null default 5, v varchar(20)); create table c (id int primary key, p int, constraint f foreign key (p) references p (id), constraint pos check (id > 0));
   alter table p add key \`odd; name\` (v); create view w as select id, 'x;y' as text from p; insert into p (n) values (1), (2)`,
  `create procedure pr(in x int) begin if x > 0 then select '//'; end if; select 2; end`,
  `create function fu(x int) returns int deterministic begin set @a = x; return @a; end`,
  `create trigger tg before insert on p for each row begin set new.n = 1; set new.v = ';'; end`,
  `create event ev on schedule every 1 day starts '2031-01-01 00:00:00' do begin set @a = 1; set @b = 2; end`,
];
const MYSQL_TARGET = `create table p (id int primary key auto_increment, n int, v varchar(20)); create table c (id int primary key, p int); insert into p (id, n) values (1, 1), (2, 2)`;

function client(database: TestDatabase, file: string): { status: number | null; stderr: string } {
  const { username, password, hostname, port } = new URL(database.url);
  if (database.engine === 'postgres') {
    return spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', database.url, '-f', file], { encoding: 'utf8' });
  }
  const where = [
    '-h',
    hostname,
    '-P',
    port,
    '-u',
    username,
    `-p${password}`,
    '--protocol=tcp',
    '--skip-ssl',
    database.name,
  ];
  return spawnSync('mariadb', where, { encoding: 'utf8', input: readFileSync(file) });
}

it.each([
  ['postgres', 'psql'],
  ['mysql', 'mariadb'],
  ['mariadb', 'mariadb'],
] as const)('of %s works as a whole in %s, and the next run has no blocker', async (engine, program) => {
  const { error } = spawnSync(program, ['--version']);
  expect(error, `this test needs ${program}: apt-get install postgresql-client mariadb-client`).toBeUndefined();
  await using source = await freshDatabase(engine, 'fixes');
  await using target = await freshDatabase(engine, 'fixes');
  for (const sql of engine === 'postgres' ? POSTGRES : MYSQL) await source.run(sql);
  await target.run(engine === 'postgres' ? POSTGRES_TARGET : MYSQL_TARGET);
  const folder = mkdtempSync(join(tmpdir(), 'crosstally-fixes-'));
  try {
    const file = join(folder, 'fixes.sql');
    const schemas = engine === 'postgres' ? ['--schema', 'public,s2'] : [];
    const run = (...flags: string[]) => runCli(['schema', source.url, target.url, ...schemas, ...flags]);
    expect((await run('--fixes', file)).exitCode).toBe(1);
    const done = client(target, file);
    expect([done.status, done.stderr]).toEqual([0, '']);
    const again = await run('--format', 'json');
    const { schema = [] } = JSON.parse(again.stdout) as Report;
    expect(
      schema
        .filter(({ severity }) => severity !== 'note')
        .map(({ kind, object, name, message }) => `${kind} ${object} ${name}: ${message}`),
    ).toEqual([]);
    expect(again.exitCode).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
