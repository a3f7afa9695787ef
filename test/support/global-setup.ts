import { type TestProject } from 'vitest/node';
import { askMysql, startMariadb, startMysql } from './mysql-server.ts';
import { askPostgres, startPostgres } from './postgres-server.ts';
import { type Server } from './server.ts';
import { engines, type ServerUrls, type TestEngine } from './servers.ts';

const ways = {
  postgres: { variable: 'CROSSTALLY_TEST_POSTGRES_URL', ask: askPostgres, start: startPostgres, says: /^PostgreSQL/ },
  mariadb: { variable: 'CROSSTALLY_TEST_MARIADB_URL', ask: askMysql, start: () => startMariadb(), says: /MariaDB/ },
  mysql: { variable: 'CROSSTALLY_TEST_MYSQL_URL', ask: askMysql, start: () => startMysql(), says: /^(?!.*MariaDB)/ },
};

/** Provides a server for every engine, or ends the test run: a test is never skipped for want of a server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const attempts = await Promise.allSettled(engines.map(server));
  const servers = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  const stop = async () => void (await Promise.all(servers.map((one) => one.stop())));
  const failure = attempts.find((attempt) => attempt.status === 'rejected');
  if (failure) {
    await stop();
    // The sentence is for whoever runs the tests: where in this code it was made is of no help to him.
    throw Object.assign(new Error(String((failure.reason as Error).message)), { stack: '' });
  }
  project.provide(
    'serverUrls',
    Object.fromEntries(engines.map((engine, i) => [engine, servers[i]?.url])) as ServerUrls,
  );
  return stop;
}

async function server(engine: TestEngine): Promise<Server> {
  const { variable, start } = ways[engine];
  const url = process.env[variable];
  return url ? givenServer(engine, url) : start();
}

/** A server that somebody else started, and will stop. */
async function givenServer(engine: TestEngine, url: string): Promise<Server> {
  const { variable, ask, says } = ways[engine];
  const version = await ask(url).catch((error: unknown) => {
    throw new Error(`${variable} names a server that cannot be used (${String(error)}): mend or unset the variable.`);
  });
  if (!says.test(version)) throw new Error(`${variable} names another server, ${version}: mend or unset the variable.`);
  return { url, stop: async () => {} };
}
