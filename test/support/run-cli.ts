import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/bin/crosstally.js', import.meta.url));

/** Makes the child say on descriptor 3 how much memory it has had at most: only it knows, and only at its end. */
const tellMemory = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS * 1024)));
`)}`;

export interface RunOptions {
  /** Added to an environment that is otherwise nearly empty: what a developer has exported changes no test. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Standard input; without it, standard input is empty. */
  readonly input?: string;
  /** After this time the process is killed and the run rejects. */
  readonly timeoutMs?: number;
  /** Aborting it is Ctrl-C: it sends SIGINT. */
  readonly signal?: AbortSignal;
  /** Sees standard error as it comes, say to wait for a moment worth interrupting. */
  readonly onStderr?: (text: string) => void;
}

export interface RunResult {
  /** `null` when a signal ended the process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Largest resident memory; absent when a signal ended the process. */
  readonly maxRssBytes?: number;
}

/** Runs the built command line in a process of its own: `runCli(['verify', source.url, target.url])`. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  if (!existsSync(cli)) throw new Error('There is no dist/bin/crosstally.js: run `npm run build` first.');
  const child = spawn(process.execPath, ['--import', tellMemory, cli, ...args], {
    ...(options.cwd && { cwd: options.cwd }),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...options.env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const interrupt = () => child.kill('SIGINT');
  options.signal?.addEventListener('abort', interrupt);
  const timeoutMs = options.timeoutMs ?? 50_000;
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  child.stdin.on('error', () => {}).end(options.input); // the program may end without having read its input
  const output = { stdout: '', stderr: '', memory: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => ((output.stderr += text), options.onStderr?.(text)));
  child.stdio[3]?.on('data', (bytes: Buffer) => (output.memory += bytes.toString()));
  const [exitCode, endedBy] = (await closed) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  options.signal?.removeEventListener('abort', interrupt);
  const { stdout, stderr, memory } = output;
  if (endedBy === 'SIGKILL') {
    throw new Error(`crosstally ${args.join(' ')} did not end within ${timeoutMs} ms.\n${stdout}\n${stderr}`);
  }
  return { exitCode, stdout, stderr, ...(memory && { maxRssBytes: Number(memory) }) };
}
