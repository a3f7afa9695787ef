/** The package as a user gets it: packed, and installed in an empty folder. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Packed extends AsyncDisposable {
  /** A folder with nothing but the package and its dependencies. */
  readonly local: string;
  /** The prefix of a global installation. */
  readonly global: string;
  /** Runs lines of a shell in the local folder, where the command is the global one. */
  shell(lines: string, env?: Readonly<Record<string, string>>): Promise<Ran>;
}

/** Packs what `npm run build` made, and installs it by `install`, a line of the README. */
export async function packed(install: string): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-package-'));
  const [local, global] = [join(folder, 'local'), join(folder, 'global')];
  await Promise.all([mkdir(local), mkdir(global)]);
  const run = (lines: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    ran(lines, cwd, { npm_config_prefix: global, PATH: `${join(global, 'bin')}:${process.env['PATH'] ?? ''}`, ...env });
  // Not to be built anew under other tests.
  await succeeded(run(`npm pack --ignore-scripts --pack-destination ${folder}`, root));
  await writeFile(join(local, 'package.json'), '{ "private": true, "type": "module" }');
  await Promise.all([
    succeeded(run('npm install --ignore-scripts --no-audit --no-fund ../crosstally-*.tgz', local)),
    succeeded(run(install, folder)),
  ]);
  // What is installed stands on its own.
  for (const name of await readdir(folder)) if (name.endsWith('.tgz')) await rm(join(folder, name));
  return {
    local,
    global,
    shell: (lines, env) => run(lines, local, env),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function ran(lines: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((done) => {
    // With all that npm may need to reach its registry from here.
    execFile('sh', ['-c', lines], { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      done({ exitCode: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

async function succeeded(running: Promise<Ran>): Promise<void> {
  const { exitCode, stderr, stdout } = await running;
  if (exitCode !== 0) throw new Error(`${stdout}\n${stderr}`);
}
