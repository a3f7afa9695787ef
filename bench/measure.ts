/** Times commands by turns, so that all meet the same weather, and compares them turn by turn. */
import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runCli } from '../test/support/run-cli.ts';

export interface Measured {
  readonly seconds: number;
  /** Largest resident memory of that process, in megabytes; null when it did not say. */
  readonly megabytes: number | null;
}

/** Something to time: the first of a comparison is what the others are held against. */
export interface Contestant {
  readonly name: string;
  readonly run: () => Promise<Measured>;
}

export interface Result extends Measured {
  readonly name: string;
  /** Times of the first one, median of the turns. */
  readonly ratio: number;
}

/** Turns of each comparison. */
export const RUNS: number = Number(process.env['CROSSTALLY_BENCH_RUNS'] ?? 3);

export interface Expected {
  readonly exitCode?: number;
  readonly flags?: readonly string[];
  /** Definitions are compared too. */
  readonly schema?: boolean;
}

/** Whole process of the built command line. Any other exit code makes the figure worthless. */
export function verify(
  [source, target]: readonly [string, string],
  { exitCode = 0, flags = [], schema = false }: Expected = {},
): () => Promise<Measured> {
  return commandLine(['verify', source, target, '--quiet', ...(schema ? [] : ['--no-schema']), ...flags], exitCode);
}

/** The whole process of a command. */
export function commandLine(args: readonly string[], exitCode = 0): () => Promise<Measured> {
  return async () => {
    const start = performance.now();
    const run = await runCli(args, { timeoutMs: 1_200_000 });
    const seconds = (performance.now() - start) / 1000;
    if (run.exitCode !== exitCode)
      throw new Error(`${args[0] ?? ''} ended with ${String(run.exitCode)}: ${run.stdout}${run.stderr}`);
    return { seconds, megabytes: run.maxRssBytes === undefined ? null : run.maxRssBytes / 1e6 };
  };
}

/** A script of this folder that prints how many seconds it took. */
export function script(file: string, ...args: readonly string[]): () => Promise<Measured> {
  return async () => {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [path, ...args]);
    return { seconds: Number(stdout), megabytes: null };
  };
}

/** Another program, start to end. One that fails makes the figure worthless. */
export function program(file: string, ...args: readonly string[]): () => Promise<Measured> {
  return async () => {
    const start = performance.now();
    await promisify(execFile)(file, [...args], { maxBuffer: 1 << 30 });
    return { seconds: (performance.now() - start) / 1000, megabytes: null };
  };
}

/** Runs all by turns, after a warm-up of each. */
export async function compare(contestants: readonly Contestant[], runs = RUNS): Promise<readonly Result[]> {
  const times = contestants.map((): Measured[] => []);
  for (const { run } of contestants) await run();
  for (let turn = 0; turn < runs; turn++) {
    for (const [i, { run }] of contestants.entries()) times[i]?.push(await run());
  }
  return contestants.map(({ name }, i) => ({
    name,
    seconds: median((times[i] ?? []).map(({ seconds }) => seconds)),
    megabytes: largest(times[i] ?? []),
    ratio: median((times[i] ?? []).map(({ seconds }, turn) => seconds / (times[0]?.[turn]?.seconds ?? NaN))),
  }));
}

function largest(all: readonly Measured[]): number | null {
  const known = all.flatMap(({ megabytes }) => (megabytes === null ? [] : [megabytes]));
  return known.length === 0 ? null : Math.max(...known);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
