/** What a user gets for wrong input: one clear sentence, a hint, exit code 2, no stack trace and no password. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, withDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';
import type { RunResult } from '../support/run-cli.ts';
import { engines, serverUrls } from '../support/servers.ts';
import type { TestEngine } from '../support/servers.ts';

const SCHEMA = `
  create table orders (id int primary key, total decimal(10,2));
  insert into orders values (1, 10.50), (2, 20.00);
  create table log (message varchar(20));
  insert into log values ('a'), ('a'), ('b');
  create view big_orders as select * from orders where total > 15;`;

function changed(url: string, change: (url: URL) => void): string {
  const copy = new URL(url);
  change(copy);
  return copy.href;
}

function expectRefusal(run: RunResult, code: string): void {
  expect(run.stdout).toBe('');
  expect(run.stderr).toContain(`crosstally: ${code}: `);
  expect(run.stderr).toMatch(/hint: ./);
  expect(run.stderr).not.toMatch(/^ +at /m);
  expect(run.stderr).not.toContain('geheim');
  expect(run.exitCode).toBe(2);
}

describe.each(engines)('on %s', (engine: TestEngine) => {
  let source: TestDatabase;
  let target: TestDatabase;

  beforeAll(async () => {
    [source, target] = await Promise.all([freshDatabase(engine, 'bad_source'), freshDatabase(engine, 'bad_target')]);
    await Promise.all([source.run(SCHEMA), target.run(SCHEMA)]);
  });
  afterAll(async () => {
    await Promise.all([source.drop(), target.drop()]);
  });
  const verify = (from: string, to: string, ...flags: string[]): Promise<RunResult> =>
    runCli(['verify', from, to, '--quiet', ...flags]);

  it('matches when nothing is wrong, names the view and compares the table without a key as a multiset', async () => {
    const run = await verify(source.url, target.url);
    expect(run.stdout).toMatch(/^MATCH/);
    expect(run.stdout).toContain('big_orders: a view: its rows are those of its tables');
    expect(run.exitCode).toBe(0);
  });

  it('says that a host is not there', async () => {
    const nowhere = changed(source.url, (url) => void (url.host = 'no-such-host.invalid:1234'));
    expectRefusal(await verify(nowhere, target.url), 'ADAPTER_CONNECT_FAILED');
  });

  it('says that nobody listens', async () => {
    const silent = changed(target.url, (url) => void (url.port = '1'));
    const run = await verify(source.url, silent);
    expectRefusal(run, 'ADAPTER_CONNECT_FAILED');
    expect(run.stderr).toMatch(/CONNECT_FAILED: connecting to the target \S+:1\//);
  });

  it('says that the password is wrong, and does not show it', async () => {
    const wrong = changed(source.url, (url) => void (url.password = 'geheim'));
    expectRefusal(await verify(wrong, target.url), 'ADAPTER_AUTH_FAILED');
  });

  it('says that there is no such database', async () => {
    expectRefusal(await verify(withDatabase(source.url, 'no_such_database'), target.url), 'ADAPTER_DATABASE_MISSING');
  });

  it('says that there is no such table, and which there are', async () => {
    const run = await verify(source.url, target.url, '--tables', 'ordres');
    expectRefusal(run, 'PLAN_INVALID');
    expect(run.stderr).toContain('ordres');
    expect(run.stderr).toContain('orders');
  });

  it.each([
    [['--where', 'totel > 3'], /--where: the source refuses it for .*log.*orders.*totel/],
    [
      ['--where', 'orders: totel > 3'],
      /--where: the source refuses it for .*orders: .*totel.*\nhint: is total meant\?/,
    ],
    [['--target-where', 'orders: totel > 3'], /--target-where: the target refuses it for .*totel/],
    [['--would-hold', 'check(orders: totel > 3)'], /--would-hold check.*the target refuses it for .*totel/],
    [['--would-hold', 'unique(orders.totel)'], /no column totel\nhint: is total meant\?/],
    [['--would-hold', 'unique(ordres.id)'], /no table ordres\nhint: is orders meant\?/],
    [['--exclude', '*'], /--exclude \* leaves no table to compare/],
    [['--key', 'orders=idd'], /--key names .*idd, which is not compared\nhint: is id meant\?/],
    [['--key', 'totel'], /--key totel: no table of the source has these columns\nhint: is total meant\?/],
    [['--map-column', 'totel=x'], /no column totel|a column totel\nhint: is total meant\?/],
  ])('says before the first table that %j names what is not there', async (flags, sentence) => {
    const run = await verify(source.url, target.url, ...flags);
    expectRefusal(run, 'PLAN_INVALID');
    expect(run.stderr).toMatch(sentence);
  });

  it('takes a condition that there is', async () => {
    expect((await verify(source.url, target.url, '--where', 'orders: total > 11')).stdout).toMatch(/^MATCH/);
  });

  it('says of a --key that repeats where it does, and compares nothing; plan reads no row', async () => {
    const run = await verify(source.url, target.url, '--key', 'log=message');
    expectRefusal(run, 'PLAN_INVALID');
    expect(run.stderr).toMatch(/--key message is not unique in \S+\.log of the (source|target): .* message = a/);
    const plan = await runCli(['plan', source.url, target.url, '--key', 'log=message']);
    expect(plan.exitCode).toBe(0);
  });

  it.each([
    [['--ignore-columns', 'orders.id'], /orders\.id, a column of the source's primary key/],
    [['--map-column', 'orders.totla=total'], /orders\.totla, and the source has no such column/],
    [['--map-column', 'orders.total=id', '--map-column', 'orders.id=id'], /orders\.id of the target twice/],
    [['--map-column', 'ordres.total=total'], /matches no table: the source has no table ordres/],
    [['--map', 'orders=log', '--map', 'log=log'], /--map names \S+\.log twice/],
    [['--where', 'ordres: id < 3'], /--where has a condition for ordres, and no such table/],
    [['--target-where', 'big_orders: id < 3'], /--target-where has a condition for big_orders/],
    [['--rule', 'orders.total=JSON-1'], /--rule JSON-1 does not cover \S+\.orders\.total/],
    [['--rule', 'orders.totla=DEC-1'], /--rule orders\.totla matches no column/],
    [['--trim', 'mesage'], /--trim mesage matches no column/],
    [['--fold-case', 'orders.total'], /--fold-case orders\.total goes to no column of text/],
  ])('refuses %j before any row is read', async (flags, sentence) => {
    const run = await verify(source.url, target.url, ...flags);
    expectRefusal(run, 'PLAN_INVALID');
    expect(run.stderr).toMatch(sentence);
  });

  it('warns when both sides are the same database', async () => {
    const run = await verify(source.url, source.url);
    expect(run.stdout).toContain('source and target are the same database');
  });

  it('cannot tell about an empty database', async () => {
    await using empty = await freshDatabase(engine, 'bad_empty');
    const run = await verify(empty.url, empty.url);
    expect(run.stdout).toMatch(/^INCOMPLETE .*no table/);
    expect(run.exitCode).toBe(2);
  });

  it('goes on with the other tables when one cannot be read', async () => {
    const restricted = await restrictedUser(engine, source, 'log');
    try {
      const run = await verify(restricted.url, target.url, '--format', 'json');
      const report = JSON.parse(run.stdout) as {
        verdict: string;
        tables: { source: string; verdict: string; reason?: string }[];
      };
      expect(report.verdict).toBe('incomplete');
      const verdicts = new Map(report.tables.map((table) => [table.source.split('.').at(-1), table]));
      expect(verdicts.get('log')?.verdict).toBe('match');
      expect(verdicts.get('orders')).toMatchObject({ verdict: 'incomplete' });
      expect(verdicts.get('orders')?.reason).toMatch(/ADAPTER_PRIVILEGE_MISSING.*hint: grant/i);
      expect(run.exitCode).toBe(2);
    } finally {
      await restricted.drop();
    }
  });
});

describe('a URL', () => {
  it.each([
    ['of an unknown kind', 'oracle://scott:geheim@host/db'],
    ['that is none', 'just-a-word'],
    ['with a port that is none', 'postgres://u:geheim@localhost:x/db'],
    ['with an unknown parameter', 'mysql://u:geheim@localhost/db?frobnicate=1'],
  ])('%s is refused without showing its password', async (_name, url) => {
    const run = await runCli(['verify', url, serverUrls().postgres, '--quiet']);
    expect(run.stderr).toMatch(/crosstally: (ADAPTER_URL|CONFIG)_INVALID: /);
    expect(run.stderr).not.toContain('geheim');
    expect(run.exitCode).toBe(2);
  });
});

interface Restricted {
  readonly url: string;
  drop(): Promise<void>;
}

/** A user that sees every table of a database and may read one. */
async function restrictedUser(engine: TestEngine, database: TestDatabase, readable: string): Promise<Restricted> {
  const name = `reader_${database.name.slice(-8)}`;
  const url = changed(database.url, (of) => {
    of.username = name;
    of.password = 'geheim';
  });
  if (engine === 'postgres') {
    await database.run(`create role ${name} login password 'geheim'; grant select on ${readable} to ${name}`);
    return { url, drop: () => database.run(`drop owned by ${name}; drop role ${name}`) };
  }
  await database.run(
    `create user ${name}@'%' identified by 'geheim'; grant select on ${database.name}.${readable} to ${name}@'%';
     grant insert on ${database.name}.orders to ${name}@'%'`,
  );
  return { url, drop: () => database.run(`drop user ${name}@'%'`) };
}
