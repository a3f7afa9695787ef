/**
 * Fingerprints of the table `orders`: what they cost beside a comparison, and how large they are.
 *
 *     npm run bench -- fingerprint
 *     CROSSTALLY_BENCH_RUNS=5 CROSSTALLY_BENCH_ROWS=2000000 npm run bench -- fingerprint
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { startPostgres } from '../test/support/postgres-server.ts';
import { commandLine, compare, RUNS, script, verify } from './measure.ts';
import type { Contestant, Measured } from './measure.ts';
import { copyOf, makeOrders, onPostgres } from './orders.ts';
import { record } from './record.ts';
import type { Chapter } from './record.ts';

const ROWS = Number(process.env['CROSSTALLY_BENCH_ROWS'] ?? 2_000_000);
const chapters: Chapter[] = [];

async function chapter(title: string, about: string, contestants: readonly Contestant[]): Promise<void> {
  chapters.push({ title, about, results: await compare(contestants) });
  await record(chapters, RUNS, 'fingerprints');
}

it('measures', async () => {
  const postgres = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-bench-'));
  try {
    const database = await makeOrders(postgres.url, 'orders', ROWS);
    const before = join(folder, 'before.fp');
    await writing(database, { folder, before });
    await verifying(database, before);
    await growth(postgres.url, folder);
  } finally {
    await rm(folder, { recursive: true });
    await postgres.stop();
  }
});

function take(database: string, output: string, ...flags: readonly string[]): () => Promise<Measured> {
  return commandLine(['fingerprint', database, '--output', output, '--quiet', ...flags]);
}

async function writing(database: string, { folder, before }: { folder: string; before: string }): Promise<void> {
  const [chunks, columns] = [join(folder, 'chunks.fp'), join(folder, 'columns.fp')];
  await chapter(
    'Taking a fingerprint',
    'Against verifying the table against itself, the two sides at the same time on two cores; target: at most 1.3.',
    [
      { name: 'crosstally verify', run: verify([database, database]) },
      { name: 'crosstally fingerprint', run: take(database, before) },
      { name: '--detail chunks', run: take(database, chunks, '--detail', 'chunks') },
      { name: '--columns-too', run: take(database, columns, '--columns-too') },
    ],
  );
  const sizes = await Promise.all([before, chunks, columns].map(megabytesAMillion));
  const last = chapters.at(-1);
  if (last === undefined) return;
  const words = `Megabytes a million rows: ${sizes.join(', ')} (target: at most 10 for the first).`;
  chapters[chapters.length - 1] = { ...last, about: `${last.about} ${words}` };
  await record(chapters, RUNS, 'fingerprints');
}

async function megabytesAMillion(path: string): Promise<string> {
  return ((await stat(path)).size / ROWS).toFixed(2);
}

async function verifying(database: string, before: string): Promise<void> {
  const held = `fingerprint:${before}`;
  const band = await copyOf(database, 'orders_band');
  await onPostgres(
    band,
    `delete from orders where id between ${String(ROWS * 0.4)} and ${String(ROWS * 0.6)}`,
    'vacuum analyze orders',
  );
  await chapter(
    'Verifying against it',
    'Against all rows of the live side, sent by one connection and thrown away; target: at most 1.1.',
    [
      { name: 'one side, thrown away', run: script('one-side.mjs', database) },
      { name: 'crosstally verify fingerprint:FILE', run: verify([held, database]) },
    ],
  );
  await chapter('20 % of the rows lost in a band', 'Against the equal run; target: at most 1.5.', [
    { name: 'equal', run: verify([held, database]) },
    { name: '20 % lost', run: verify([held, band], { exitCode: 1 }) },
  ]);
}

async function growth(server: string, folder: string): Promise<void> {
  const large = await makeOrders(server, 'orders_large', ROWS * 8);
  const output = join(folder, 'large.fp');
  await chapter('Eight times the rows', `${(ROWS * 8).toLocaleString('en-US')} rows; target: under 150 MB.`, [
    { name: 'crosstally fingerprint', run: take(large, output) },
    { name: 'crosstally verify fingerprint:FILE', run: verify([`fingerprint:${output}`, large]) },
  ]);
}
