/** Debian's pgloader, run as its users run it: by a load command in a file. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isRoot } from '../support/server-user.ts';

const run = promisify(execFile);

/** What pgloader says of itself; installs it where that can be done. */
export async function needPgloader(): Promise<string> {
  return (await version()) ?? (await installed()) ?? missing();
}

function missing(): never {
  throw new Error('There is no pgloader to migrate with: install the package pgloader of Debian or Ubuntu.');
}

async function version(): Promise<string | undefined> {
  return run('pgloader', ['--version']).then(
    ({ stdout }) => stdout.trim().split('\n')[0],
    () => undefined,
  );
}

async function installed(): Promise<string | undefined> {
  if (!isRoot) return undefined;
  console.log('No pgloader found: installing it with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => run('apt-get', ['-q', ...args], { env });
  await apt('update')
    .then(() => apt('install', '-y', '--no-install-recommends', '--no-remove', 'pgloader'))
    .catch((error: unknown) => console.error(String((error as { stderr?: string }).stderr ?? error).trim()));
  return version();
}

export interface Load {
  readonly source: string;
  readonly target: string;
  /** Clauses of the load command; without them, pgloader's defaults hold. */
  readonly clauses: string;
}

/** It may have been stopped by a row, and has hung before now. */
const PATIENCE_MS = 120_000;

/** Migrates a MariaDB database into a schema of the same name. Returns what pgloader printed, errors of rows and all. */
export async function runPgloader({ source, target, clauses }: Load): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-test-pgloader-'));
  const utc = `SET MySQL PARAMETERS time_zone = '"+00:00"'`;
  try {
    await writeFile(join(folder, 'load'), `LOAD DATABASE FROM ${source} INTO ${target}\n${clauses}\n${utc};\n`);
    const options = { cwd: folder, timeout: PATIENCE_MS, maxBuffer: 64 << 20 };
    const printed = await run('pgloader', ['--root-dir', join(folder, 'root'), 'load'], options).catch(lastWords);
    return printed.stdout + printed.stderr;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rows that were refused may end it with an exit code: they are what the report is held against. */
function lastWords(error: { readonly killed?: boolean; readonly stdout?: string; readonly stderr?: string }) {
  const { stdout = '', stderr = '' } = error;
  if (error.killed === true) throw new Error(`pgloader did not end within ${PATIENCE_MS} ms.\n${stdout}${stderr}`);
  return { stdout, stderr };
}
