import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown } from 'node:fs/promises';

export const isRoot: boolean = process.getuid?.() === 0;

export interface User {
  readonly uid: number;
  readonly gid: number;
}

let nobody: User | undefined;

/** Whom servers run as when root starts them: database servers refuse to be root. */
export function serverUser(): User | undefined {
  if (isRoot) nobody ??= { uid: idOf('-u'), gid: idOf('-g') };
  return nobody;
}

/** Makes files and folders the server user's own. */
export async function giveToServerUser(...paths: readonly string[]): Promise<void> {
  const user = serverUser();
  if (user) await Promise.all(paths.map((path) => chown(path, user.uid, user.gid)));
}

/** Copies what is in a folder that the server user may not be allowed to enter, to a folder of theirs. */
export async function copyForServerUser(from: string, to: string): Promise<void> {
  const reader = spawn('tar', ['-c', '-C', from, '.'], { stdio: ['ignore', 'pipe', 'ignore'] });
  reader.on('error', () => undefined); // then the writer is told nothing, and fails
  const writer = spawn('tar', ['-x', '-C', to], { ...serverUser(), stdio: [reader.stdout, 'ignore', 'ignore'] });
  const [exitCode] = (await once(writer, 'close')) as [number | null];
  if (exitCode !== 0) throw new Error(`Cannot copy ${from} to ${to}.`);
}

function idOf(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
}
