import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Result } from './measure.ts';

/** One table of the results. */
export interface Chapter {
  readonly title: string;
  /** What is held against what, and what was aimed at. */
  readonly about: string;
  readonly results: readonly Result[];
}

/** Writes `<name>.json` and `<NAME>.md`, after each chapter, so that a run that is stopped leaves what it has. */
export async function record(chapters: readonly Chapter[], runs: number, name = 'results'): Promise<void> {
  const head = {
    machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, ${String(Math.round(totalmem() / 2 ** 30))} GiB`,
    node: process.version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim(),
    runs,
  };
  await writeFile(pathOf(`${name}.json`), `${JSON.stringify({ ...head, chapters }, null, 2)}\n`);
  const lines = [
    '# Benchmarks',
    '',
    `${head.machine}, Node ${head.node}, commit ${head.commit}. \`npm run bench\` makes this file: medians of ${String(runs)} runs by turns, servers`,
    'and client share the machine. How to read it: [docs/performance.md](../docs/performance.md).',
    ...chapters.flatMap(chapterLines),
    '',
  ];
  await writeFile(pathOf(`${name.toUpperCase()}.md`), lines.join('\n'));
}

function chapterLines({ title, about, results }: Chapter): readonly string[] {
  const line = ({ name, seconds, ratio, megabytes }: Result): string =>
    `| ${name} | ${seconds.toFixed(2)} | ${ratio.toFixed(2)} × | ${megabytes === null ? '' : `${megabytes.toFixed(0)} MB`} |`;
  return [
    '',
    `## ${title}`,
    '',
    about,
    '',
    '| | seconds | ratio | memory |',
    '|---|---|---|---|',
    ...results.map(line),
  ];
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
