/** Servers that tell what is written to them: those of the test run keep no log of it, as most servers in the field. */
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

/** One of an engine's, or that which the variable CROSSTALLY_TEST_FEED_<ENGINE>_URL names. */
export async function startFeedServer(engine: TestEngine): Promise<Server> {
  const url = process.env[`CROSSTALLY_TEST_FEED_${engine.toUpperCase()}_URL`];
  return url ? { url, stop: async () => {} } : START[engine]();
}
