/** What a run tells beside its report, and what it tells of rows when it is asked to. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';
import { engines } from '../support/servers.ts';

const ROWS = (total: string, note: string): string => `
  create table orders (id int primary key, total decimal(10,2), note varchar(300), same varchar(20));
  insert into orders values (1, 10.50, 'kept', 'secret'), (2, ${total}, '${note}', 'secret'), (3, 5, null, 'secret')`;

describe.each(engines)('on %s', (engine) => {
  let source: TestDatabase;
  let target: TestDatabase;
  beforeAll(async () => {
    [source, target] = await Promise.all([freshDatabase(engine, 'log_source'), freshDatabase(engine, 'log_target')]);
    await Promise.all([source.run(ROWS('1.25', 'before')), target.run(ROWS('2.50', 'x'.repeat(250)))]);
  });
  afterAll(async () => {
    await Promise.all([source.drop(), target.drop()]);
  });
  const verify = (...flags: string[]) => {
    // Whoever else writes to the server would be waited for.
    const settle = flags.includes('--settle') ? [] : ['--settle', '50ms'];
    return runCli(['verify', source.url, target.url, '--no-schema', ...settle, ...flags]);
  };
  const entries = (stderr: string) =>
    stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('--log json makes every line of standard error an object, errors too', async () => {
    const run = await verify('--log', 'json', '--settle', '1s', '--consistency', 'none');
    expect(run.exitCode).toBe(1);
    const told = entries(run.stderr);
    expect(told.every(({ at, type }) => typeof at === 'string' && typeof type === 'string')).toBe(true);
    expect(told.at(-1)).toMatchObject({ type: 'progress', tables: 1, tablesDone: 1, differences: 1, rows: 3 });
    expect(told).toContainEqual(
      expect.objectContaining({ type: 'notice', message: expect.stringContaining('settle') as string }),
    );
    const failed = await runCli(['verify', source.url, 'postgres://nobody:geheim@localhost:1/x', '--log', 'json']);
    expect(entries(failed.stderr).at(-1)).toMatchObject({ type: 'error', code: 'ADAPTER_CONNECT_FAILED' });
    expect(failed.stderr).not.toContain('geheim');
    expect(failed.exitCode).toBe(2);
    const unknown = await runCli(['verify', '--log=json', '--tabels', 'x']);
    expect(entries(unknown.stderr)).toMatchObject([{ type: 'error', code: 'CONFIG_INVALID' }]);
  });

  it('--log json makes the failure of a pair of sides an object too, and what is told of the config file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crosstally-log-'));
    const pair = (url: string): string => `{ source: '${source.url}', target: '${url}', tables: [ordrs] }`;
    await writeFile(join(folder, 'crosstally.yaml'), `pairs:\n  a: ${pair(target.url)}\n  b: ${pair(target.url)}`);
    const run = await runCli(['verify', '--log', 'json'], { cwd: folder });
    const told = entries(run.stderr).filter(({ type }) => type !== 'progress');
    expect(told).toMatchObject([
      { type: 'notice', message: expect.stringContaining('options are taken from crosstally.yaml') as string },
      ...['a', 'b'].map((name) => ({ type: 'error', pair: name, code: 'PLAN_INVALID', hint: 'is orders meant?' })),
    ]);
    const byVariable = await runCli(['verify', '--tabels', 'x'], { env: { CROSSTALLY_LOG: 'json' } });
    expect(entries(byVariable.stderr)).toMatchObject([{ type: 'error', code: 'CONFIG_INVALID' }]);
    await rm(folder, { recursive: true });
  });

  it('--verbose prints the statements of each side, and no password', async () => {
    const run = await verify('--verbose');
    expect(run.stderr).toMatch(/crosstally: source: .*/i);
    expect(run.stderr).toMatch(/crosstally: target: .*/i);
    expect(run.stderr.toLowerCase()).toContain('orders');
    expect(run.stderr).not.toContain(new URL(source.url).password);
    expect((await verify()).stderr).not.toContain('crosstally: source:');
    const json = entries((await verify('--verbose', '--log', 'json')).stderr);
    expect(json).toContainEqual(expect.objectContaining({ type: 'statement', side: 'target' }));
  });

  it('--show-values lists the values that differ, and no other; without it there is none', async () => {
    const shown = JSON.parse((await verify('--format', 'json', '--show-values')).stdout) as Report;
    expect(shown.tables[0]?.differences).toEqual([
      {
        kind: 'changed',
        key: { id: '2' },
        columns: ['total', 'note'],
        values: {
          total: { source: '1.25', target: '2.5' },
          note: { source: 'before', target: `${'x'.repeat(200)}…` },
        },
      },
    ]);
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(shown.notices?.join()).toContain('--show-values');
    const text = (await verify('--show-values')).stdout;
    expect(text).toContain('total 1.25 → 2.5');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('values of changed rows are in this report');
    for (const flags of [[], ['--format', 'json']]) expect((await verify(...flags)).stdout).not.toContain('before');
  });
});
