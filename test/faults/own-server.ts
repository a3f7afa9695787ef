/** A server of a test's own, which comes back whenever it ends: to kill it, and to restart it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyPostgresBinaries, findPostgresBinaries } from '../../src/cli/demo/postgres-binaries.ts';
import type { TestDatabase } from '../support/databases.ts';
import { connectTo } from '../support/databases.ts';
import { findMariadb } from '../support/mysql-programs.ts';
import { askMysql } from '../support/mysql-server.ts';
import { askPostgres } from '../support/postgres-server.ts';
import { giveToServerUser } from '../support/server-user.ts';
import { freePort, openBerth } from '../support/server.ts';
import type { Command, Server } from '../support/server.ts';

export interface OwnServer extends Server, AsyncDisposable {
  readonly engine: 'postgres' | 'mariadb';
  /** Ends it: `SIGKILL` in the middle of whatever it does, `SIGTERM` in order. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  run: TestDatabase['run'];
}

/** Starts the server again a moment after it ended; signals are for the server, and then for good. */
const AGAIN =
  "trap 'kill -TERM $pid; kill -INT $pid; wait $pid; exit' INT TERM; " +
  'while :; do "$@" & pid=$!; wait $pid; sleep 1; done';

export async function startOwn(engine: 'postgres' | 'mariadb'): Promise<OwnServer> {
  const [berth, port] = await Promise.all([openBerth(`own-${engine}`), freePort()]);
  const { url, prepare, serve, pidFile } = await COMMANDS[engine](berth.folder, port);
  const again: Command = ['sh', '-c', AGAIN, 'again', ...serve];
  const ask = engine === 'postgres' ? askPostgres : askMysql;
  const server = await berth.launch({ url, prepare, serve: again, ask });
  return {
    ...server,
    engine,
    async kill(signal) {
      const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
      // PostgreSQL waits for its clients after SIGTERM.
      process.kill(pid, signal === 'SIGTERM' && engine === 'postgres' ? 'SIGINT' : signal);
    },
    async run(sql) {
      const session = await connectTo({ engine, url });
      await session.run(sql).finally(() => session.end());
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

interface Commands {
  readonly url: string;
  readonly prepare: Command;
  readonly serve: Command;
  readonly pidFile: string;
}

const COMMANDS = { postgres: postgresCommands, mariadb: mariadbCommands };

async function postgresCommands(folder: string, port: number): Promise<Commands> {
  const found = findPostgresBinaries();
  if ('problem' in found) throw new Error(found.problem);
  const [native, data] = [join(folder, 'native'), join(folder, 'data')];
  await mkdir(native);
  await giveToServerUser(native);
  await copyPostgresBinaries(found.folder, native);
  const program = (name: string): string => join(native, 'bin', name);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=64MB'];
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    prepare: [program('initdb'), '-D', data, '--no-sync', '--username=postgres', '--auth=trust', '--encoding=UTF8'],
    serve: [program('postgres'), '-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])],
    pidFile: join(data, 'postmaster.pid'),
  };
}

async function mariadbCommands(folder: string, port: number): Promise<Commands> {
  const programs = await findMariadb();
  const place = (name: string): string => join(folder, name);
  const data = ['--no-defaults', `--datadir=${place('data')}`, `--tmpdir=${folder}`];
  await writeFile(place('accounts.sql'), "ALTER USER root@'127.0.0.1' IDENTIFIED BY 'secret';\n");
  const more = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  return {
    url: `mariadb://root:secret@127.0.0.1:${port}/mysql`,
    prepare: [programs.initialise, ...data, ...more],
    serve: [
      programs.server,
      ...data,
      `--socket=${place('sock')}`,
      `--pid-file=${place('pid')}`,
      `--init-file=${place('accounts.sql')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-buffer-pool-size=64M',
    ],
    pidFile: place('pid'),
  };
}
