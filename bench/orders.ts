/** The table of the benchmarks: ten columns of the usual types, the same rows on every engine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

const COLUMNS = `customer int not null, status text not null, code varchar(40), amount numeric(12,2),
  created timestamptz, shipped timestamp, note text, paid boolean, weight double precision`;

const VALUES = `(i::bigint * 7919) % 100000, (array['new','paid','shipped','done'])[1 + i % 4], 'C-' || md5(i::text),
  (i % 1000000) / 100.0, timestamptz '2020-01-01Z' + i * interval '13 seconds',
  timestamp '2020-01-02' + i * interval '17 seconds',
  case when i % 3 = 0 then null else 'note number ' || i || ' with some words in it' end, i % 2 = 0, i / 7.0`;

export async function onPostgres(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

export async function onMysql(url: string, ...statements: readonly string[]): Promise<void> {
  const connection = await createConnection(url);
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}

/** The key as SQL of a type and of a value made from `i`. */
export interface KeyKind {
  readonly type: string;
  readonly value: string;
}

export const BIGINT: KeyKind = { type: 'bigint', value: 'i' };
export const UUID: KeyKind = { type: 'uuid', value: `md5('key ' || i)::uuid` };
/** A collation of its own on each side, so that neither can deliver the other's order. */
export const textKey = (collation: string): KeyKind => ({
  type: `text collate "${collation}"`,
  value: `'order-' || md5('key ' || i)`,
});

/** Makes a database with the table in it and returns its URL. */
export async function makeOrders(server: string, name: string, rows: number, key: KeyKind = BIGINT): Promise<string> {
  const url = new URL(`/${name}`, server).href;
  await onPostgres(server, `create database ${name}`);
  await onPostgres(
    url,
    `create table orders (id ${key.type} primary key, ${COLUMNS})`,
    `insert into orders select ${key.value}, ${VALUES} from generate_series(1, ${String(rows)}) i`,
    `vacuum analyze orders`,
  );
  return url;
}

/** A copy on the same server; returns its URL. */
export async function copyOf(url: string, name: string): Promise<string> {
  const source = new URL(url).pathname.slice(1);
  await onPostgres(new URL('/postgres', url).href, `create database ${name} template ${source}`);
  return new URL(`/${name}`, url).href;
}

const MYSQL_TABLE = `create table orders (id bigint primary key, customer int not null, status text not null,
  code varchar(40), amount decimal(12,2), created timestamp(6) null, shipped datetime(6), note text, paid boolean,
  weight double) character set utf8mb4`;

const AS_TEXT = `select id, customer, status, code, amount, to_char(created at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
  to_char(shipped, 'YYYY-MM-DD HH24:MI:SS.US'), note, paid::int, weight from orders`;

/** The rows of a PostgreSQL database in MySQL or MariaDB, in databases of these names; returns their URLs. */
export async function makeMysqlOrders(from: string, server: string, names: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstally-bench-'));
  const file = join(folder, 'orders.tsv');
  const urls: string[] = [];
  try {
    await exportRows(from, file);
    for (const name of names) {
      const url = new URL(`/${name}`, server).href;
      await onMysql(server, `create database ${name}`);
      await onMysql(url, MYSQL_TABLE);
      const connection = await createConnection(url);
      await connection.query(`set time_zone = '+00:00'`);
      await connection.query({
        sql: `load data local infile 'orders' into table orders`,
        infileStreamFactory: () => createReadStream(file),
      });
      await connection.query('analyze table orders');
      await connection.end();
      urls.push(url);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return urls;
}

/** By `psql`'s own COPY, whose text form is what LOAD DATA reads. */
async function exportRows(url: string, file: string): Promise<void> {
  const psql = spawn('psql', [url, '-qc', `copy (${AS_TEXT.replaceAll('\n', ' ')}) to stdout`]);
  await pipeline(psql.stdout, createWriteStream(file));
}

/** Whether a program can be run here. */
export async function has(program: string): Promise<boolean> {
  return promisify(execFile)('which', [program]).then(
    () => true,
    () => false,
  );
}
