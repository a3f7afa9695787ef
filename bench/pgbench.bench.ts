/**
 * Verifying equal pgbench accounts, PostgreSQL to PostgreSQL, against reading both sides and throwing them away; and
 * whether memory grows with the table.
 *
 *     npm run bench
 *     CROSSTALLY_BENCH_RUNS=9 npm run bench
 */
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { it } from 'vitest';
import { startPostgres } from '../test/support/postgres-server.ts';
import { alternate, timeScript, timeVerify } from './measure.ts';
import type { Measured } from './measure.ts';

const ROWS = 1_000_000;
const runs = Number(process.env['CROSSTALLY_BENCH_RUNS'] ?? 5);

/** pgbench's own table and widths (https://www.postgresql.org/docs/current/pgbench.html). */
function accounts(rows: number): string[] {
  return [
    `create table pgbench_accounts (aid integer not null, bid integer, abalance integer, filler character(84))`,
    `insert into pgbench_accounts select i, i / 100000 + 1, 0, '' from generate_series(1, ${rows}) i`,
    `alter table pgbench_accounts add primary key (aid)`,
    `vacuum analyze pgbench_accounts`,
  ];
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function seed(server: string, name: string, rows: number): Promise<readonly [string, string]> {
  const at = (database: string): string => new URL(`/${database}`, server).href;
  await execute(server, [`create database ${name}`]);
  await execute(at(name), accounts(rows));
  await execute(server, [`create database ${name}_copy template ${name}`]);
  return [at(name), at(`${name}_copy`)];
}

it('verifies pgbench accounts', async () => {
  const server = await startPostgres();
  try {
    const [source, target] = await seed(server.url, 'million', ROWS);
    const [longSource, longTarget] = await seed(server.url, 'four_millions', 4 * ROWS);
    const compared = (from: string, to: string): ReturnType<typeof alternate> =>
      alternate(
        runs,
        () => timeVerify(from, to),
        () => timeScript(pathOf('discard.mjs'), [from, to, 'pgbench_accounts']),
      );
    await record(await compared(source, target), await compared(longSource, longTarget));
  } finally {
    await server.stop();
  }
});

type Compared = Awaited<ReturnType<typeof alternate>>;

async function record(million: Compared, four: Compared): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const line = (rows: string, { a, b, ratio }: Compared): string =>
    `| ${rows} | ${b.seconds.toFixed(2)} | ${a.seconds.toFixed(2)} | ${ratio.toFixed(2)} × | ${megabytes(a)} |`;
  const lines = [
    '# pgbench accounts, equal, PostgreSQL to PostgreSQL',
    '',
    `${machine}. Medians of ${runs} runs by turns; servers and client share the machine. \`npm run bench\` makes this file.`,
    '',
    'The limit is `COPY … TO STDOUT` of both sides at once, thrown away as it comes from the socket. Times are those of',
    'whole processes: some 0.4 s of `crosstally verify` are the start of the command line, whatever the table.',
    '',
    '| rows | limit, s | crosstally verify, s | ratio (target: at most 2) | peak memory |',
    '|---|---|---|---|---|',
    line('1,000,000', million),
    line('4,000,000', four),
    '',
  ];
  const report = lines.join('\n');
  await writeFile(pathOf('RESULTS.md'), report);
  console.log(report);
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function megabytes({ megabytes: size }: Measured): string {
  return size === null ? '' : `${Math.round(size)} MB`;
}
