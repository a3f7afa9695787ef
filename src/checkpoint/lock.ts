import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
// eslint-disable-next-line no-restricted-imports -- whether the owner of a lock lives can be asked nowhere else.
import { kill, pid } from 'node:process';
import { CrosstallyError } from '../errors.ts';
import { codeOf } from '../file-problem.ts';

/** Who holds a lock. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process began, since its number may be another's by now: in a container it nearly always is. */
  readonly began: string;
}

/**
 * Makes sure that nobody else writes to the file: a file beside it, `….lock`, names the process. One that was left by
 * a process that is gone is taken over.
 *
 * @param what it is, for people.
 * @returns what gives it up.
 * @throws CrosstallyError `CHECKPOINT_INVALID`, of a ledger `LEDGER_INVALID`, when somebody has it.
 */
export async function lock(path: string, what: 'checkpoint' | 'ledger' = 'checkpoint'): Promise<() => Promise<void>> {
  const [place, mine] = [`${path}.lock`, `${path}.${unique()}.tmp`];
  const owner: Owner = { pid, host: hostname(), began: await beginning(pid) };
  // Written first and named then: nobody ever sees half of it.
  await writeFile(mine, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  try {
    while (!(await linked(mine, place))) await removeStale({ path, place, what });
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(place, { force: true });
}

async function linked(mine: string, place: string): Promise<boolean> {
  try {
    await link(mine, place);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

interface Locked {
  readonly path: string;
  readonly place: string;
  readonly what: 'checkpoint' | 'ledger';
}

async function removeStale({ path, place, what }: Locked): Promise<void> {
  const text = await readFile(place, 'utf8').catch(() => null);
  // It was given up just now.
  if (text === null) return;
  const owner = ownerOf(text);
  if (owner === null || (await lives(owner))) throw inUse({ path, place, what }, owner);
  const aside = `${place}.${unique()}.tmp`;
  await rename(place, aside).catch(() => undefined);
  // Somebody else may have been quicker, and this is his: he gets it back.
  const taken = await readFile(aside, 'utf8').catch(() => null);
  if (taken !== null && taken !== text) await link(aside, place).catch(() => undefined);
  await rm(aside, { force: true });
}

function ownerOf(text: string): Owner | null {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return null;
  }
}

async function lives(owner: Owner): Promise<boolean> {
  // Of another machine nothing can be told.
  if (owner.host !== hostname()) return true;
  try {
    kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return (await beginning(owner.pid)) === owner.began;
}

/** When a process began, as Linux tells it: in ticks since the machine did. Elsewhere only its own number is known. */
async function beginning(process: number): Promise<string> {
  const stat = await readFile(`/proc/${String(process)}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name, in parentheses, and may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function inUse({ path, place, what }: Locked, owner: Owner | null): CrosstallyError {
  const who = owner === null ? 'another process' : `process ${String(owner.pid)} on ${owner.host}`;
  const code = what === 'ledger' ? 'LEDGER_INVALID' : 'CHECKPOINT_INVALID';
  return new CrosstallyError(code, `the ${what} ${path} is in use by ${who}`, {
    hint: `let that run end; if it has ended already, remove ${place}`,
  });
}

function unique(): string {
  return Math.random().toString(36).slice(2, 10);
}
