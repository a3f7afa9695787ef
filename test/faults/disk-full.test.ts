/** A disk that takes no more, made with the system's limit on the size of a file: one sentence, exit 2, no half file. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';

const cli = fileURLToPath(new URL('../../dist/bin/crosstally.js', import.meta.url));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-full-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs it where no file may be larger than some KiB. */
function runCramped(args: readonly string[]): Promise<{ exitCode: number; stderr: string }> {
  const script = 'ulimit -f 8 && exec "$0" "$@"';
  return new Promise((resolve) => {
    execFile('sh', ['-c', script, process.execPath, cli, ...args], (error, _, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stderr });
    });
  });
}

it.each([
  ['report', 'OUTPUT_FAILED', ['--format', 'json', '--max-differences', '5000', '--output', 'FILE']],
  ['checkpoint', 'CHECKPOINT_FAILED', ['--checkpoint', 'FILE']],
] as const)('a %s that does not fit is told, and the exit code is 2', async (what, code, options) => {
  await using source = await freshDatabase('postgres', 'full');
  await using target = await freshDatabase('postgres', 'full');
  await source.run('create table t (id int primary key); insert into t select generate_series(1, 5000)');
  // No runs of keys: each of them is named.
  await target.run('create table t (id int primary key); insert into t select generate_series(1, 5000, 2)');
  const file = join(folder, what);
  const args = options.map((option) => (option === 'FILE' ? file : option));
  const { exitCode, stderr } = await runCramped(['verify', source.url, target.url, '--quiet', ...args]);
  expect(stderr).toContain(code);
  expect(stderr).toContain('it may not become that large here');
  if (what === 'checkpoint') expect(stderr).toContain('what was saved before is not lost');
  expect(stderr).not.toMatch(/^ +at /m);
  expect(exitCode).toBe(2);
  // What a checkpoint holds so far is whole lines to go on from, and its lock is gone.
  expect(await readdir(folder)).toEqual(what === 'report' ? [] : [what]);
});

it('a fingerprint that does not fit leaves nothing, nor spoils the one that had its name', async () => {
  await using source = await freshDatabase('postgres', 'full');
  await source.run('create table t (id int primary key); insert into t select generate_series(1, 5000)');
  const file = join(folder, 'before.fp');
  await writeFile(file, 'as it was');
  const { exitCode, stderr } = await runCramped(['fingerprint', source.url, '--quiet', '--output', file]);
  expect(stderr).toContain('OUTPUT_FAILED');
  expect(stderr).toContain('it may not become that large here');
  expect(exitCode).toBe(2);
  expect(await readdir(folder)).toEqual(['before.fp']);
  expect(await readFile(file, 'utf8')).toBe('as it was');
});
