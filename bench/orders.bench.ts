/**
 * Verifying the table `orders`, against the least it can cost, against the naive way and against other tools.
 *
 *     npm run bench
 *     CROSSTALLY_BENCH_RUNS=5 CROSSTALLY_BENCH_ROWS=2000000 npm run bench
 */
import { it } from 'vitest';
import { startMariadb } from '../test/support/mysql-server.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import { proxyTo } from '../test/support/proxy.ts';
import { compare, program, RUNS, script, verify } from './measure.ts';
import type { Contestant } from './measure.ts';
import { copyOf, has, makeMysqlOrders, makeOrders, onPostgres, textKey, UUID } from './orders.ts';
import { record } from './record.ts';
import type { Chapter } from './record.ts';

const ROWS = Number(process.env['CROSSTALLY_BENCH_ROWS'] ?? 2_000_000);
const chapters: Chapter[] = [];

async function chapter(title: string, about: string, contestants: readonly Contestant[]): Promise<void> {
  chapters.push({ title, about, results: await compare(contestants) });
  await record(chapters, RUNS);
}

it('measures', async () => {
  const postgres = await startPostgres();
  const mariadb = await startMariadb();
  try {
    const source = await makeOrders(postgres.url, 'orders', ROWS);
    const target = await copyOf(source, 'orders_copy');
    await equalPostgres(source, target);
    await differing(source, target);
    await overSlowLink(source, target);
    await otherKeys(postgres.url, source, target);
    await manyTables(postgres.url);
    const [here = '', there = ''] = await makeMysqlOrders(source, mariadb.url, ['orders', 'orders_copy']);
    await equalMysql(here, there);
    await acrossEngines(source, here);
    await growth(postgres.url, source, target);
  } finally {
    await postgres.stop();
    await mariadb.stop();
  }
});

async function equalPostgres(source: string, target: string): Promise<void> {
  const reladiff = process.env['CROSSTALLY_BENCH_RELADIFF'];
  await chapter(
    'PostgreSQL to PostgreSQL, equal',
    'Against both servers running `sum(hash_record_extended(t, 0))` at the same time, which is not sound; target: at most 1.4.',
    [
      { name: 'the servers’ own hash, both at once', run: script('limit.mjs', source, target) },
      { name: 'crosstally verify', run: verify([source, target]) },
      {
        name: 'crosstally verify --strategy stream',
        run: verify([source, target], { flags: ['--strategy', 'stream'] }),
      },
      { name: '`select *` through the drivers', run: script('naive.mjs', source, target) },
      ...(reladiff === undefined
        ? []
        : [
            {
              name: 'reladiff',
              run: program(
                reladiff,
                named(source),
                'orders',
                named(target),
                'orders',
                '-k',
                'id',
                '-c',
                '%',
                '-s',
                '-j',
                '4',
              ),
            },
          ]),
    ],
  );
}

/** It knows the scheme by its long name alone. */
function named(url: string): string {
  return url.replace(/^postgres:/, 'postgresql:');
}

async function differing(source: string, target: string): Promise<void> {
  const changed = { exitCode: 1 };
  const few = await copyOf(target, 'orders_few');
  await onPostgres(
    few,
    `delete from orders where id in (5, ${String(ROWS / 2)}, ${String(ROWS - 1)})`,
    `update orders set note = 'x' where id in (100, ${String(ROWS - 500)})`,
  );
  const band = await copyOf(target, 'orders_band');
  await onPostgres(
    band,
    `delete from orders where id between ${String(ROWS * 0.4)} and ${String(ROWS * 0.6)}`,
    'vacuum analyze orders',
  );
  const scattered = await copyOf(target, 'orders_scattered');
  await onPostgres(scattered, 'delete from orders where id % 5 = 0', 'vacuum analyze orders');
  await chapter('PostgreSQL to PostgreSQL, rows that differ', 'Against the equal run; targets: 1.1, 1.5 and 2.5.', [
    { name: 'equal', run: verify([source, target]) },
    { name: '3 rows missing, 2 changed', run: verify([source, few], changed) },
    { name: '20 % missing in one band', run: verify([source, band], changed) },
    { name: '20 % missing, scattered', run: verify([source, scattered], changed) },
  ]);
  for (const url of [few, band, scattered]) await drop(url);
}

async function growth(server: string, source: string, target: string): Promise<void> {
  const large = await makeOrders(server, 'orders_large', ROWS * 8);
  const largeCopy = await copyOf(large, 'orders_large_copy');
  await chapter(
    'Eight times the rows',
    `${(ROWS * 8).toLocaleString('en-US')} rows; target: at most 8 × 1.15, memory within 10 % and under 150 MB.`,
    [
      { name: 'the table', run: verify([source, target]) },
      { name: 'eight times as many rows', run: verify([large, largeCopy]) },
    ],
  );
  for (const url of [large, largeCopy]) await drop(url);
}

async function overSlowLink(source: string, target: string): Promise<void> {
  await using proxy = await proxyTo(target, { delayMs: 25, bytesPerSecond: 2_500_000 });
  const about = 'Against the run without it; target: at most 2, and at most 1 % of the table’s bytes.';
  const results = await compare([
    { name: 'no proxy', run: verify([source, target]) },
    { name: 'slow link', run: verify([source, proxy.url]) },
  ]);
  const bytes = Math.round(proxy.traffic.toClient / (RUNS + 1));
  chapters.push({
    title: 'A slow link: 50 ms there and back, 20 Mbit/s, in front of the target',
    about: `${about} Bytes from that side in a run: ${bytes.toLocaleString('en-US')}.`,
    results,
  });
  await record(chapters, RUNS);
}

async function otherKeys(server: string, source: string, target: string): Promise<void> {
  const uuid = await makeOrders(server, 'orders_uuid', ROWS, UUID);
  const uuidCopy = await copyOf(uuid, 'orders_uuid_copy');
  const text = await makeOrders(server, 'orders_text', ROWS, textKey('en-x-icu'));
  const textOther = await makeOrders(server, 'orders_text_other', ROWS, textKey('de-x-icu'));
  await chapter('Other keys', 'Against the run with a bigint key; target: at most 2.', [
    { name: 'bigint', run: verify([source, target]) },
    { name: 'random uuid', run: verify([uuid, uuidCopy]) },
    { name: 'text under two collations', run: verify([text, textOther]) },
  ]);
  for (const url of [uuid, uuidCopy, text, textOther]) await drop(url);
}

async function manyTables(server: string): Promise<void> {
  await onPostgres(server, 'create database many');
  const url = new URL('/many', server).href;
  await onPostgres(
    url,
    `do $$ begin for n in 1..1000 loop
       execute format('create table t%s (id bigint primary key, name text, amount numeric(9,2))', n);
       execute format('insert into t%s select i, ''row '' || i, i / 7.0 from generate_series(1, 100) i', n);
     end loop; end $$`,
    'vacuum analyze',
  );
  const copy = await copyOf(url, 'many_copy');
  await chapter('1,000 tables of 100 rows', 'Target: at most 10 s, definitions included in the second line.', [
    { name: 'rows', run: verify([url, copy]) },
    { name: 'rows and definitions', run: verify([url, copy], { schema: true }) },
  ]);
}

async function equalMysql(source: string, target: string): Promise<void> {
  const [from, to] = [source, target].map(dsn);
  const sync = (...flags: string[]): Contestant['run'] =>
    program('pt-table-sync', '--print', '--algorithms', 'Chunk', ...flags, from ?? '', to ?? '');
  const peers = (await has('pt-table-sync'))
    ? [
        { name: 'pt-table-sync --function MD5 (sound)', run: sync('--function', 'MD5', '--chunk-size', '50000') },
        { name: 'pt-table-sync, CRC32 (unsound), chunks of 10,000', run: sync('--chunk-size', '10000') },
        { name: 'pt-table-sync, CRC32 (unsound), chunks of 100,000', run: sync('--chunk-size', '100000') },
      ]
    : [];
  await chapter(
    'MariaDB to MariaDB, equal',
    'Target: at most a third of the sound setting of pt-table-sync, and faster than its other one at its best chunk size.',
    [
      { name: 'crosstally verify', run: verify([source, target]) },
      ...peers,
      { name: '`select *` through the drivers', run: script('naive.mjs', source, target) },
    ],
  );
}

function dsn(url: string): string {
  const { hostname, port, username, password, pathname } = new URL(url);
  return `h=${hostname},P=${port},u=${username},p=${password},D=${pathname.slice(1)},t=orders`;
}

async function acrossEngines(source: string, target: string): Promise<void> {
  await chapter(
    'PostgreSQL to MariaDB, equal',
    'Against both servers sending all rows in canonical form to a reader that throws them away; target: at most 1.5.',
    [
      { name: 'canonical rows, thrown away', run: script('canonical.mjs', source, target) },
      { name: 'crosstally verify', run: verify([source, target], { flags: ['--source-time-zone', 'UTC'] }) },
      { name: '`select *` through the drivers', run: script('naive.mjs', source, target) },
    ],
  );
}

async function drop(url: string): Promise<void> {
  await onPostgres(new URL('/postgres', url).href, `drop database ${new URL(url).pathname.slice(1)}`);
}
