import { randomBytes } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client, types } from 'pg';
import { serverUrls, type TestEngine } from './servers.ts';

/** An empty database of a test's own; `await using` drops it at the end of the block. */
export interface TestDatabase extends AsyncDisposable {
  readonly engine: TestEngine;
  readonly name: string;
  readonly url: string;
  /** Runs any number of statements, separated by semicolons. */
  run(sql: string): Promise<void>;
  /** The rows of one statement; counts, decimals, dates and times come as text on every engine. */
  query<Row>(sql: string): Promise<Row[]>;
  /** Closes the connection and drops the database, also while others are connected. */
  drop(): Promise<void>;
}

/**
 * Makes a database with a name that no other test has; `name` is how it begins. `encoding` is PostgreSQL's name of the
 * character set, for one that compares bytes; `server` another server than that of the test run.
 */
export async function freshDatabase(
  engine: TestEngine,
  name = 'test',
  encoding?: string,
  server: string = serverUrls()[engine],
): Promise<TestDatabase> {
  const unique = `${name}_${randomBytes(6).toString('hex')}`;
  const characters = encoding === undefined ? characterSet(engine) : await encodedIn(encoding, server);
  await onServer(engine, server, `create database ${quoted(engine, unique)}${characters}`);
  const url = withDatabase(server, unique);
  const session = await open(engine, url);
  const drop = async () => {
    await session.end();
    const force = engine === 'postgres' ? ' with (force)' : '';
    await onServer(engine, server, `drop database if exists ${quoted(engine, unique)}${force}`);
  };
  return { engine, name: unique, url, ...session, drop, [Symbol.asyncDispose]: drop };
}

/** Where a database of a server answers. */
export function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** A connection of its own. */
export interface Session extends Pick<TestDatabase, 'run' | 'query'> {
  end(): Promise<void>;
}

/** Another connection to a test's database. */
export function connectTo({ engine, url }: Pick<TestDatabase, 'engine' | 'url'>): Promise<Session> {
  return open(engine, url);
}

function open(engine: TestEngine, url: string): Promise<Session> {
  return engine === 'postgres' ? openPostgres(url) : openMysql(url);
}

async function onServer(engine: TestEngine, url: string, sql: string): Promise<void> {
  const session = await open(engine, url);
  await session.run(sql).finally(() => session.end());
}

const { DATE, TIMESTAMP, TIMESTAMPTZ } = types.builtins;
const readAsText: readonly number[] = [DATE, TIMESTAMP, TIMESTAMPTZ];

async function openPostgres(connectionString: string): Promise<Session> {
  // Without this, pg makes dates of JavaScript of them and loses microseconds.
  const parser = (oid: number): unknown =>
    readAsText.includes(oid) ? (text: string) => text : types.getTypeParser(oid);
  const client = new Client({ connectionString, types: { getTypeParser: parser as typeof types.getTypeParser } });
  await client.connect();
  return {
    run: async (sql) => void (await client.query(sql)),
    query: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
    end: () => client.end(),
  };
}

async function openMysql(uri: string): Promise<Session> {
  const exact = { dateStrings: true, supportBigNumbers: true, bigNumberStrings: true };
  const connection = await createConnection({ uri, charset: 'utf8mb4', multipleStatements: true, ...exact });
  return {
    run: async (sql) => void (await connection.query(sql)),
    query: async <Row>(sql: string) => (await connection.query<RowDataPacket[]>(sql))[0] as Row[],
    end: () => connection.end(),
  };
}

function characterSet(engine: TestEngine): string {
  return engine === 'postgres' ? '' : ' character set utf8mb4';
}

/** Before PostgreSQL 15 there is no other provider of locales for a whole database. */
async function encodedIn(encoding: string, server: string): Promise<string> {
  const session = await open('postgres', server);
  const [row] = await session.query<{ version: string }>(`select current_setting('server_version_num') as version`);
  await session.end();
  const provider = Number(row?.version) < 150000 ? '' : 'locale_provider libc';
  return ` encoding '${encoding}' template template0 ${provider} locale 'C'`;
}

function quoted(engine: TestEngine, name: string): string {
  const mark = engine === 'postgres' ? '"' : '`';
  return mark + name.replaceAll(mark, mark + mark) + mark;
}
