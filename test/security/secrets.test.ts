/** Passwords and values are nowhere in what a run leaves behind: reports, progress, errors, stack traces, checkpoints. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';
import type { RunResult } from '../support/run-cli.ts';
import { engines } from '../support/servers.ts';
import type { TestEngine } from '../support/servers.ts';

const PASSWORD = 'Zq7geheimpassQx';
const VALUE = 'Wv9geheimvalueJk';

const SCHEMA = `
  create table notes (id int primary key, note varchar(100), amount int);
  insert into notes values (1, '${VALUE} 0', 1), (2, '${VALUE} 1', 2), (3, '${VALUE} 2', 3), (4, '${VALUE} 4', 4)`;

/** Conditions under which the server's own message quotes a value. */
const QUOTING: Readonly<Record<TestEngine, string>> = {
  postgres: 'cast(note as int) > 0',
  mysql: 'bin_to_uuid(note) is not null',
  mariadb: 'exp(amount * 1000) > 0',
};

describe.each(engines)('on %s', (engine) => {
  let source: TestDatabase;
  let target: TestDatabase;
  let folder: string;
  let user: string;

  beforeAll(async () => {
    [source, target] = await Promise.all([freshDatabase(engine, 'secrets'), freshDatabase(engine, 'secrets')]);
    await Promise.all([source.run(SCHEMA), target.run(SCHEMA)]);
    await target.run(`update notes set note = '${VALUE} 3' where id = 2; delete from notes where id = 3`);
    folder = await mkdtemp(join(tmpdir(), 'crosstally-test-secrets-'));
    user = `secrets_${source.name.slice(-8)}`;
    if (engine === 'postgres') {
      await source.run(`create role ${user} login password '${PASSWORD}'; grant select on notes to ${user}`);
    } else {
      await source.run(`create user ${user}@'%' identified by '${PASSWORD}'; grant select on *.* to ${user}@'%'`);
    }
  });
  afterAll(async () => {
    await source.run(engine === 'postgres' ? `drop owned by ${user}; drop role ${user}` : `drop user ${user}@'%'`);
    await Promise.all([source.drop(), target.drop(), rm(folder, { recursive: true })]);
  });

  const url = (change: (url: URL) => void = () => undefined): string => {
    const of = new URL(source.url);
    [of.username, of.password] = [user, PASSWORD];
    change(of);
    return of.href;
  };

  async function expectSilence(run: RunResult): Promise<void> {
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    const all = [run.stdout, run.stderr, ...files].join('\n');
    expect(all).not.toContain(PASSWORD);
    expect(all).not.toContain(VALUE);
    expect(all.length).toBeGreaterThan(20);
  }

  const run = (...argv: string[]): Promise<RunResult> => runCli(argv, { cwd: folder, env: { FORCE_COLOR: '0' } });

  it.each([
    ['a report in JSON', 1, ['--format', 'json'], /"changed"/],
    ['another way of finding', 1, ['--strategy', 'stream', '--chunk-rows', '2'], /2/],
  ])('%s names keys and columns alone', async (_name, code, flags, shown) => {
    const result = await run('verify', url(), target.url, '--no-schema', ...flags);
    expect(result.exitCode).toBe(code);
    expect(result.stdout).toMatch(shown);
    expect(result.stderr).toContain('a password on the command line');
    await expectSilence(result);
  });

  it('a message of the server that quotes a value is shown without it', async () => {
    for (const flags of [['--debug'], ['--output', 'report.json', '--format', 'json']]) {
      const result = await run('verify', url(), target.url, '--no-schema', '--where', QUOTING[engine], ...flags);
      expect(result.exitCode).toBe(2);
      await expectSilence(result);
    }
  });

  it.each([
    ['a wrong user', (of: URL) => void (of.username = 'nobody_here')],
    ['a wrong port', (of: URL) => void (of.port = '1')],
    ['a parameter that is none', (of: URL) => void (of.search = 'frobnicate=1')],
  ])('%s is told without the password, with --debug too', async (_name, change) => {
    const result = await run('verify', url(change), target.url, '--debug');
    expect(result.stdout + result.stderr).toMatch(/ADAPTER_|MISMATCH|INCOMPLETE/);
    await expectSilence(result);
  });

  it('a checkpoint holds neither', async () => {
    const config = join(tmpdir(), `${user}.yaml`);
    await writeFile(config, `source: ${url()}\ntarget: ${target.url}\ncheckpoint: ${join(folder, 'checkpoint')}\n`);
    const result = await run('verify', '--config', config, '--no-schema', '--chunk-rows', '1');
    await rm(config);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).not.toContain('a password on the command line');
    await expectSilence(result);
  });

  it('errors of the library hold neither, also when they are inspected', async () => {
    const adapter = engine === 'postgres' ? postgres : mysql;
    const bad = { source: adapter(url((of) => void (of.port = '1'))), target: adapter(target.url) };
    expect(inspect(bad, { depth: 12, showHidden: true })).not.toContain(PASSWORD);
    const error: unknown = await verify(bad)
      .report()
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    expect(error).not.toBeNull();
    expect(inspect(error, { depth: 12, showHidden: true })).not.toContain(PASSWORD);
    const good = { source: adapter(url()), target: adapter(target.url), where: QUOTING[engine], compareSchema: false };
    const report = await verify(good).report();
    expect(report.verdict).toBe('incomplete');
    expect(inspect(report, { depth: 12 })).not.toContain(VALUE);
  });
});
