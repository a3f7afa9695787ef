/** Times two commands by turns, so that both meet the same weather, and compares them pair by pair. */
import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { runCli } from '../test/support/run-cli.ts';

export interface Measured {
  /** Seconds of a whole process, start to end. */
  readonly seconds: number;
  /** Largest resident memory of that process, in megabytes; null when it did not say. */
  readonly megabytes: number | null;
}

/** Runs the built command line. Any verdict but `match` makes the figure worthless. */
export async function timeVerify(source: string, target: string, flags: readonly string[] = []): Promise<Measured> {
  const start = performance.now();
  const run = await runCli(['verify', source, target, '--quiet', ...flags], { timeoutMs: 600_000 });
  const seconds = (performance.now() - start) / 1000;
  if (run.exitCode !== 0) throw new Error(`verify ended with ${run.exitCode}: ${run.stdout}${run.stderr}`);
  return { seconds, megabytes: run.maxRssBytes === undefined ? null : run.maxRssBytes / 1e6 };
}

/** Runs a script of this folder. */
export async function timeScript(script: string, args: readonly string[]): Promise<Measured> {
  const start = performance.now();
  await promisify(execFile)(process.execPath, [script, ...args]);
  return { seconds: (performance.now() - start) / 1000, megabytes: null };
}

/** Runs A and B by turns after a warm-up of each. */
export async function alternate(
  runs: number,
  a: () => Promise<Measured>,
  b: () => Promise<Measured>,
): Promise<{ readonly a: Measured; readonly b: Measured; readonly ratio: number }> {
  const [as, bs]: [Measured[], Measured[]] = [[], []];
  await a();
  await b();
  for (let run = 0; run < runs; run++) {
    as.push(await a());
    bs.push(await b());
  }
  return { a: middle(as), b: middle(bs), ratio: median(as.map(({ seconds }, i) => seconds / (bs[i]?.seconds ?? NaN))) };
}

function middle(all: readonly Measured[]): Measured {
  const megabytes = all.flatMap((one) => (one.megabytes === null ? [] : [one.megabytes]));
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    megabytes: megabytes.length === 0 ? null : Math.max(...megabytes),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
