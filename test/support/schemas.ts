import { createPool, type Pool as MysqlPool } from 'mysql2';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client, Pool as PgPool } from 'pg';
import { freshDatabase, type TestDatabase, withDatabase } from './databases.ts';
import { serverUrls, type TestEngine } from './servers.ts';

/** A schema (MySQL: a database) with tables in it. */
export interface LoadedSchema {
  readonly engine: TestEngine;
  readonly url: string;
  readonly name: string;
  /** Shared by all schemas of the space. */
  readonly pool: PgPool | MysqlPool;
  /** Rows of every table by the server's own count: what a report has to have seen. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Room for many small schemas on one server, made and dropped at the price of a schema each. */
export interface SchemaSpace extends AsyncDisposable {
  /** Makes a schema and runs SQL in it. */
  load(name: string, sql: string): Promise<LoadedSchema>;
  /** For a test that makes very many schemas; the others go with the space. */
  drop(schema: LoadedSchema): Promise<void>;
}

export async function openSchemaSpace(engine: TestEngine): Promise<SchemaSpace> {
  const home = await freshDatabase(engine, 'space');
  return engine === 'postgres' ? postgresSpace(home) : mysqlSpace(engine, home);
}

/** All schemas are in one database, and go with it. */
function postgresSpace(home: TestDatabase): SchemaSpace {
  const pool = new PgPool({ connectionString: home.url, max: POOL_SIZE });
  // The pool has ended before its connections have: the database that is dropped then ends them its own way.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const load = async (name: string, sql: string): Promise<LoadedSchema> => {
    const client = new Client({ connectionString: home.url });
    await client.connect();
    try {
      await client.query(`create schema "${name}"; set search_path to "${name}", public`);
      await client.query(sql);
      const tables = await client.query<{ relname: string }>(
        `select relname from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p') and not relispartition`,
        [`"${name}"`],
      );
      // As a case left it, the session may be one that row-level security hides rows from.
      await client.query('reset role');
      const count = async (table: string): Promise<[string, number]> => {
        const { rows } = await client.query<{ n: string }>(
          `select count(*) as n from "${name}"."${table.replaceAll('"', '""')}"`,
        );
        return [table, Number(rows[0]?.n)];
      };
      const rows = await inTurn(
        tables.rows.map(({ relname }) => relname),
        count,
      );
      return { engine: 'postgres', url: home.url, name, pool, rows: Object.fromEntries(rows) };
    } finally {
      await client.end();
    }
  };
  const drop = ({ name }: LoadedSchema): Promise<void> => home.run(`drop schema "${name}" cascade`);
  const end = async (): Promise<void> => {
    await pool.end();
    await home.drop();
  };
  return { load, drop, [Symbol.asyncDispose]: end };
}

function mysqlSpace(engine: 'mysql' | 'mariadb', home: TestDatabase): SchemaSpace {
  const made: string[] = [];
  const pool = createPool({ uri: home.url, charset: 'UTF8MB4_BIN', connectionLimit: POOL_SIZE });
  const load = async (short: string, sql: string): Promise<LoadedSchema> => {
    const name = `${short}_${home.name.split('_').at(-1) ?? ''}`;
    const url = withDatabase(serverUrls()[engine], name);
    const connection = await createConnection({
      uri: serverUrls()[engine],
      charset: 'utf8mb4',
      multipleStatements: true,
    });
    try {
      made.push(name);
      await connection.query(
        `create database \`${name}\` character set utf8mb4; use \`${name}\`; ${COUNT_FAR[engine]}`,
      );
      await connection.query(sql);
      const [tables] = await connection.query<RowDataPacket[]>(
        `select table_name as name from information_schema.tables where table_schema = ? and table_type = 'BASE TABLE'`,
        [name],
      );
      const count = async (table: string): Promise<[string, number]> => {
        const quoted = `\`${name}\`.\`${table.replaceAll('`', '``')}\``;
        const [rows] = await connection.query<RowDataPacket[]>(`select count(*) as n from ${quoted}`);
        return [table, Number(rows[0]?.['n'])];
      };
      const rows = await inTurn(
        tables.map((row) => row['name'] as string),
        count,
      );
      return { engine, url, name, pool, rows: Object.fromEntries(rows) };
    } finally {
      await connection.end();
    }
  };
  const drop = ({ name }: Pick<LoadedSchema, 'name'>): Promise<void> => home.run(`drop database if exists \`${name}\``);
  const end = async (): Promise<void> => {
    await pool.promise().end();
    for (const name of made) await drop({ name });
    await home.drop();
  };
  return { load, drop, [Symbol.asyncDispose]: end };
}

/** Runs go on side by side, and each side of a run may have four. */
const POOL_SIZE = 24;

/** Recursive queries are what both servers can make many rows with; by default they end at a thousand. */
const COUNT_FAR = {
  mysql: 'set cte_max_recursion_depth = 10000000',
  mariadb: 'set max_recursive_iterations = 10000000',
};

async function inTurn<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
