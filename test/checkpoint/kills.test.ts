/**
 * A process that is killed at random moments, and gone on with: the findings are those of one that nobody disturbed.
 *
 *     npm run test:kills
 *     CROSSTALLY_KILLS=500 CROSSTALLY_SEED=7 npm run test:kills
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';

const KILLS = Number(process.env['CROSSTALLY_KILLS'] ?? 4);
const SEED = Number(process.env['CROSSTALLY_SEED'] ?? Math.floor(Math.random() * 1e6));

/** One table for each walk, and one that is only long. */
const TABLES = `
  create table orders (id int primary key, v text);
  insert into orders select i, md5(i::text) from generate_series(1, 40000) i;
  create table codes (code text primary key, v int);
  insert into codes select md5(i::text), i from generate_series(1, 8000) i;
  create table log (at int, what text);
  insert into log select i % 500, 'did ' || i % 300 from generate_series(1, 6000) i;
  create table long (a int, b bigint, v text, primary key (a, b));
  insert into long select i / 100, i, 'v' from generate_series(1, 60000) i`;
const DAMAGE = `
  delete from orders where id % 97 = 0 or id between 20100 and 20400;
  update orders set v = 'x' where id % 1013 = 0;
  insert into orders values (-5, 'extra'), (50000, 'extra');
  delete from codes where v % 71 = 0; update codes set v = -v where v % 501 = 0;
  delete from log where at = 7;
  update long set v = 'w' where b % 777 = 0`;

let source: TestDatabase;
let target: TestDatabase;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-kills-'));
  [source, target] = await Promise.all([freshDatabase('postgres', 'kill_s'), freshDatabase('postgres', 'kill_t')]);
  await Promise.all([source.run(TABLES), target.run(TABLES)]);
  await target.run(DAMAGE);
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop(), rm(folder, { recursive: true, force: true })]);
});

const FLAGS = [
  '--chunk-rows',
  '400',
  '--format',
  'json',
  '--quiet',
  '--max-differences',
  '5000',
  '--no-schema',
  '--consistency',
  'none',
];

/** The report; null when it was killed first. */
async function verify(flags: readonly string[], killAfter = 60_000): Promise<Report | null> {
  const run = runCli(['verify', source.url, target.url, ...FLAGS, ...flags], { timeoutMs: killAfter });
  const ended = await run.catch((error: unknown) => {
    if (String(error).includes('did not end within')) return null;
    throw error;
  });
  if (ended?.exitCode === 1) return JSON.parse(ended.stdout) as Report;
  if (ended !== null) throw new Error(`verify ended with ${ended.exitCode}: ${ended.stderr}`);
  return null;
}

function findings({ verdict, tables }: Report): unknown {
  return [
    verdict,
    tables.map(({ source, rows, differences, runs, spans }) => [source, rows, differences, runs, spans]),
  ];
}

/** A small generator of its own, so that a seed can be given. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32;
  };
}

it(`killed ${KILLS} times at random moments, it finds the same`, { timeout: 60_000 + KILLS * 10_000 }, async () => {
  console.log(`seed ${SEED}`);
  const [next, started] = [random(SEED), performance.now()];
  const undisturbed = await verify([]);
  const took = performance.now() - started;
  expect(undisturbed?.tables.map(({ verdict }) => verdict)).toEqual(Array(4).fill('mismatch'));
  let [kills, wholes, saved] = [0, 0, 0];
  for (let round = 0; kills < KILLS; round++) {
    const journal = join(folder, `${round}.checkpoint`);
    const flags = ['--checkpoint', journal, '--resume'];
    let report: Report | null = null;
    while (report === null) {
      // The last kill of all is followed by a run to the end.
      report = await verify(flags, kills < KILLS ? 100 + next() * took : undefined);
      if (report === null) kills++;
    }
    expect(findings(report)).toEqual(undisturbed && findings(undisturbed));
    wholes++;
    saved += report.resumed?.length ?? 0;
    await rm(journal);
    await expect(stat(`${journal}.lock`)).rejects.toThrow();
  }
  expect(kills).toBe(KILLS);
  console.log(`${kills} kills in ${wholes} runs; ${saved} times something was saved by then`);
});
