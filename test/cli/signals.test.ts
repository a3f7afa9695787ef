/** Ctrl-C and SIGTERM, as a real process gets them in the middle of a long statement. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';

const cli = fileURLToPath(new URL('../../dist/bin/crosstally.js', import.meta.url));

let source: TestDatabase;
let target: TestDatabase;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-signals-'));
  [source, target] = await Promise.all([freshDatabase('postgres', 'signal_s'), freshDatabase('postgres', 'signal_t')]);
  const tables = `
    create table a_quick (id int primary key); insert into a_quick select generate_series(1, 1000);
    create table b_slow (id int primary key); insert into b_slow select generate_series(1, 1000);
    create table switch (on_off boolean primary key); insert into switch values (true);
    create function sleepy(i int) returns boolean language sql volatile as
      'select case when i > 900 and (select on_off from public.switch)
         then pg_catalog.pg_sleep(30) is not null else true end'`;
  await Promise.all([source.run(tables), target.run(tables)]);
  await target.run('delete from a_quick where id = 500; delete from b_slow where id = 3');
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop(), rm(folder, { recursive: true, force: true })]);
});

const WHERE = ['--source-where', 'b_slow: public.sleepy(id)'];
const COMMON = [
  '--consistency',
  'none',
  '--exclude',
  'switch',
  '--no-schema',
  '--chunk-rows',
  '100',
  '--quiet',
  ...WHERE,
];

const SLEEPERS = `datname = current_database() and wait_event = 'PgSleep'`;

/** Starts a run, and sends it the signals once it is in the long statement. */
async function signalled(flags: readonly string[], ...signals: NodeJS.Signals[]) {
  // A server that is in the middle of a statement learns late that its client has gone.
  await source.run(`select pg_terminate_backend(pid) from pg_stat_activity where ${SLEEPERS}`);
  const child = spawn(process.execPath, [cli, 'verify', source.url, target.url, ...COMMON, ...flags]);
  const closed = once(child, 'close');
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const asleep = `select count(*)::int as n from pg_stat_activity where ${SLEEPERS}`;
  await expect
    .poll(async () => (await source.query<{ n: number }>(asleep))[0]?.n, { timeout: 20_000 })
    .toBeGreaterThan(0);
  const journal = flags[flags.indexOf('--checkpoint') + 1] ?? '';
  const saved = async (): Promise<boolean> => (await readFile(journal, 'utf8').catch(() => '')).includes('"end"');
  if (flags.includes('--checkpoint')) await expect.poll(saved, { timeout: 20_000 }).toBe(true);
  const sent = performance.now();
  // Held while they are sent, it gets them together: a run that ends within milliseconds would not see a second one.
  for (const signal of ['SIGSTOP', ...signals, 'SIGCONT'] as const) child.kill(signal);
  const [exitCode] = (await closed) as [number | null];
  return { ...output, exitCode, seconds: (performance.now() - sent) / 1000 };
}

describe('a signal in the middle of a long statement', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s saves what was found and says how to go on', async (signal) => {
    const journal = join(folder, `${signal}.checkpoint`);
    const stopped = await signalled(['--checkpoint', journal, '--format', 'json'], signal);
    expect(stopped).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`stopped by ${signal}`) as string });
    // The statement would have taken half a minute and more.
    expect(stopped.seconds).toBeLessThan(15);
    const report = JSON.parse(stopped.stdout) as Report;
    expect(report).toMatchObject({ verdict: 'incomplete', checkpoint: journal });
    expect(report.tables[0]).toMatchObject({ verdict: 'mismatch', rows: { missing: 1 } });

    await source.run('update switch set on_off = false');
    const text = await runCli(['verify', source.url, target.url, ...COMMON, '--checkpoint', journal, '--resume']);
    await source.run('update switch set on_off = true');
    expect(text.exitCode).toBe(1);
    expect(text.stdout).toContain('MISMATCH');
    expect(text.stdout).toContain('resumed: what was compared from');
    expect(text.stdout).toMatch(/missing +id 500\n[\s\S]*missing +id 3\n/);
  });

  it('in the text of the report too', async () => {
    const journal = join(folder, 'text.checkpoint');
    const { stdout, exitCode } = await signalled(['--checkpoint', journal], 'SIGTERM');
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^INCOMPLETE/);
    expect(stdout.replace(/\s+/g, ' ')).toContain('--resume to go on from where it ended');
  });

  it('and a second one ends the process at once', async () => {
    const { stdout, stderr, exitCode } = await signalled([], 'SIGINT', 'SIGTERM');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('once more ends it at once');
  });
});
