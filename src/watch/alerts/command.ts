/** Runs `--on-drift COMMAND`: the alert as JSON on its standard input, and the gist of it in its environment. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { printable } from '../../report/printable.ts';
import { sentence } from './alert.ts';
import type { Alert } from './alert.ts';

/** What of the process running this a command needs. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kill: (pid: number, signal: 'SIGKILL') => unknown;
}

/** Tables in a variable of the environment, which is bounded. */
const MOST_TABLES = 100;
/** Characters of its last words that are told. */
const LAST_WORDS = 300;

export interface Running {
  readonly host: Host;
  /** Seconds that it may take. */
  readonly timeout: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Answers with null when it ended well, else with how it ended. */
export async function runCommand(command: string, alert: Alert, body: string, run: Running): Promise<string | null> {
  const { host, timeout, signal } = run;
  const child = spawn(command, [], {
    ...{ shell: true, env: environment(alert, host) },
    // A group of its own, so that what it has started ends with it.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let [words, isLate] = ['', false];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-LAST_WORDS)));
  // It may end without having read what it was given.
  child.stdin.on('error', () => undefined).end(body);
  const late = (): void => {
    isLate = true;
    end(child.pid, host);
  };
  const timer = setTimeout(late, timeout * 1000);
  signal.addEventListener('abort', late, { once: true });
  const ended = await ending(child);
  clearTimeout(timer);
  signal.removeEventListener('abort', late);
  child.stderr.destroy();
  if (isLate) return 'it had not ended in time, and was stopped';
  return ended === null || words.trim() === '' ? ended : `${ended}: ${printable(words.trim())}`;
}

function ending(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.on('error', () => {
      resolve('it could not be started');
    });
    child.on('exit', (code, signal) => {
      resolve(code === 0 ? null : `it ended with ${signal ?? String(code)}`);
    });
  });
}

function end(pid: number | undefined, { kill }: Host): void {
  try {
    if (pid !== undefined) kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/**
 * No name of a table can be taken for another line, or end a variable. `CROSSTALLY_…` would be options of a crosstally that
 * the command calls.
 */
function environment(alert: Alert, { env }: Host): Record<string, string> {
  const { kind, at, source, target, openDrift, tables } = alert;
  const own = {
    DRIFT_EVENT: kind,
    DRIFT_AT: at,
    DRIFT_SOURCE: printable(source),
    DRIFT_TARGET: printable(target),
    DRIFT_OPEN: String(openDrift),
    DRIFT_TABLES: tables.slice(0, MOST_TABLES).map(({ table }) => printable(table)).join('\n'), // prettier-ignore
    DRIFT_SUMMARY: sentence(alert),
  };
  return { ...(env as Record<string, string>), ...own };
}
