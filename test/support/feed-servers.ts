/** Servers that tell what is written to them: those of the test run keep no log of it, as most servers in the field. */
import { afterAll } from 'vitest';
import { freshDatabase } from './databases.ts';
import type { TestDatabase } from './databases.ts';
import { startMariadb, startMysql } from './mysql-server.ts';
import { startPostgres } from './postgres-server.ts';
import { type Server } from './server.ts';
import { type TestEngine } from './servers.ts';

const BINARY_LOG = ['--log-bin=log', '--binlog-format=ROW', '--sync-binlog=0'];

const START: Readonly<Record<TestEngine, () => Promise<Server>>> = {
  postgres: () => startPostgres(['wal_level=logical', 'max_replication_slots=6', 'max_wal_senders=4']),
  mariadb: () => startMariadb([...BINARY_LOG, '--server-id=11']),
  mysql: () => startMysql([...BINARY_LOG, '--server-id=12']),
};

const started = new Map<TestEngine, Promise<Server>>();
afterAll(async () => {
  for (const server of started.values()) await (await server).stop();
}, 60_000);

/** The one of an engine for the file that asks, or that which the variable CROSSTALLY_TEST_FEED_<ENGINE>_URL names. */
export async function feedServer(engine: TestEngine): Promise<string> {
  const named = process.env[`CROSSTALLY_TEST_FEED_${engine.toUpperCase()}_URL`];
  if (named) return named;
  const server = started.get(engine) ?? START[engine]();
  started.set(engine, server);
  return (await server).url;
}

/** A database on it, with what the statements make. */
export async function feedDatabase(engine: TestEngine, sql: string): Promise<TestDatabase> {
  const database = await freshDatabase(engine, 'feed', undefined, await feedServer(engine));
  await database.run(sql);
  return database;
}
