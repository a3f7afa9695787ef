/** `crosstally watch` as a process: its exit codes, what it serves, and what asks its ledger. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';

const cli = fileURLToPath(new URL('../../dist/bin/crosstally.js', import.meta.url));
const PATIENCE = { timeout: 30_000, interval: 200 };

let source: TestDatabase;
let target: TestDatabase;
let folder = '';
let ledger = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-watch-'));
  [source, target] = await Promise.all([freshDatabase('postgres', 'watch'), freshDatabase('postgres', 'watch')]);
});
afterAll(() => Promise.all([source.drop(), target.drop(), rm(folder, { recursive: true })]));

let runs = 0;
beforeEach(async () => {
  ledger = join(folder, `ledger-${String(runs++)}`);
  const tables = `drop table if exists t; create table t (id int primary key, v text); insert into t values (1, 'a'), (2, 'b')`;
  await Promise.all([source.run(tables), target.run(tables)]);
});

const flags = (...more: string[]): string[] => [
  ...['watch', source.url, target.url, '--ledger', ledger, '--settle', '200ms', '--budget', '100%', '--feed', 'off'],
  ...more,
];

describe('it ends', () => {
  it('with 0 when it is safe to cut over', async () => {
    const { exitCode, stderr } = await runCli(flags('--until-clean', '--timeout', '30s'));
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stderr).toContain('READY  it is safe to cut over');
  });

  it('with 1 at the first drift', async () => {
    await target.run('delete from t where id = 2');
    const { exitCode, stderr } = await runCli(flags('--fail-fast', '--timeout', '30s'));
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1 });
    expect(stderr).toContain('DRIFT  public.t missing 2');
    const status = await runCli(['watch', 'status', ledger]);
    expect(status).toMatchObject({ exitCode: 1 });
    expect(status.stdout).toMatch(/^DRIFT {2}1 row differs\n/);
  });

  it.each([
    ['a budget of nothing', ['--budget', '0%'], /budget has to be more than 0% and at most 100%/],
    ['a ledger that is none', ['--ledger', cli], /is something else: no watch wrote it/],
    ['an address for others without a token', ['--listen', '0.0.0.0:0'], /token/],
    ['a third side', ['more'], /watch takes two sides, and nothing more/],
    ['a reason that nothing is accepted for', ['--why', 'x'], /--why is for watch accept/],
    ['a ledger in no folder', ['--ledger', '/nowhere/x'], /LEDGER_INVALID: .*its folder does not exist/],
  ])('with 2 and a sentence for %s', async (_what, more, message) => {
    const args = ['--ledger', '--budget'].includes(more[0] ?? '')
      ? ['watch', source.url, target.url, ...more]
      : flags(...more);
    const { exitCode, stderr } = await runCli(args);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) as string });
  });
});

it('tells what has no effect, and is not called otherwise than it can be', async () => {
  const idle = await runCli(flags('--token', 'x'.repeat(20), '--webhook-format', 'slack', '--timeout', '1s'));
  expect(idle.stderr).toContain('--token has no effect without --listen');
  expect(idle.stderr).toContain('--webhook-format has no effect without --webhook');
  for (const [args, message] of [
    [['stats', ledger], /not understood: watch stats: is status meant\?/],
    [['status', ledger, 'more'], /watch status takes one ledger/],
    [['status', join(folder, 'none')], /cannot be read: it is not there/],
    [['accept'], /crosstally watch accept LEDGER TABLE/],
    [['accept', ledger, 't', '--why', 'x'], /has no table t: is public\.t meant\?/],
    [['accept', ledger, 'public.t', '2', '--why', 'x'], /public\.t has no open drift with the key 2/],
    [['accept', ledger, 'public.t', '[2', '--why', 'x'], /the key \[2 begins as JSON does/],
  ] as const) {
    const { exitCode, stderr } = await runCli(['watch', ...args]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) as string });
  }
  // What was accepted of one pair of sides is not of another.
  const swapped = await runCli(['watch', target.url, source.url, '--ledger', ledger, '--timeout', '9s']);
  expect(swapped).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is of another source') as string });
});

it('serves whether it is ready, and is stopped by a signal with nothing left behind', async () => {
  const child = spawn(process.execPath, [cli, ...flags('--listen', '127.0.0.1:0')]);
  const closed = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const url = (): string => /page, metrics and status at (\S+)/.exec(said)?.[1] ?? '';
  await expect.poll(url, PATIENCE).not.toBe('');
  const code = (): Promise<number> => fetch(new URL('/readyz', url())).then(({ status }) => status);
  await expect.poll(code, PATIENCE).toBe(200);
  await target.run(`update t set v = 'x' where id = 2`);
  await expect.poll(code, PATIENCE).toBe(503);
  const status = (await fetch(new URL('/status', url())).then((answer) => answer.json())) as { drift: unknown };
  expect(status.drift).toMatchObject([{ kind: 'changed', key: ['2'], columns: ['v'], state: 'open' }]);
  expect((await runCli(['watch', 'accept', ledger, 'public.t', '2', '--why', 'a test'])).exitCode).toBe(0);
  await expect.poll(code, PATIENCE).toBe(200);
  child.kill('SIGTERM');
  const [exitCode] = (await closed) as [number | null];
  expect(exitCode).toBe(0);
  const sessions = `select count(*)::int as n from pg_stat_activity where pid <> pg_backend_pid() and datname in ('${source.name}', '${target.name}') and application_name like 'crosstally%'`;
  await expect.poll(async () => (await source.query<{ n: number }>(sessions))[0]?.n, PATIENCE).toBe(0);
}, 120_000);
