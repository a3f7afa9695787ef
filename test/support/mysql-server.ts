import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { findMariadb, findMysql, type Programs } from './mysql-programs.ts';
import { freePort, openBerth, type Server } from './server.ts';

const settings = [
  '--bind-address=127.0.0.1',
  '--skip-name-resolve',
  '--local-infile=ON',
  '--max-allowed-packet=128M',
  '--max-connections=200',
  '--innodb-buffer-pool-size=256M',
  '--performance-schema=OFF',
  // The data lives as long as the test run: nothing has to survive a crash.
  '--skip-log-bin',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-flush-method=nosync',
  '--skip-innodb-doublewrite',
  '--innodb-fast-shutdown=2',
];

// MariaDB makes root@127.0.0.1 by itself, MySQL does not.
const accounts = `
ALTER USER root@localhost IDENTIFIED BY 'secret';
CREATE USER IF NOT EXISTS root@'127.0.0.1';
ALTER USER root@'127.0.0.1' IDENTIFIED BY 'secret';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
`;

/** Starts a private MariaDB; `serve` are options of its own. */
export async function startMariadb(serve: readonly string[] = []): Promise<Server> {
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  return start('mariadb', await findMariadb(), { initialise: options, serve });
}

/** Starts a private MySQL, Oracle's; `serve` are options of its own. */
export async function startMysql(serve: readonly string[] = []): Promise<Server> {
  const own = ['--mysqlx=OFF', ...serve];
  return start('mysql', await findMysql(), { initialise: ['--initialize-insecure'], serve: own });
}

interface OwnOptions {
  readonly initialise: readonly string[];
  readonly serve: readonly string[];
}

async function start(engine: 'mariadb' | 'mysql', programs: Programs, options: OwnOptions): Promise<Server> {
  const [berth, port] = await Promise.all([openBerth(engine), freePort()]);
  const place = (name: string) => join(berth.folder, name);
  await writeFile(place('accounts.sql'), accounts);
  // A temporary folder of its own: at its start a server removes what it takes for leftovers, another's tables too.
  const data = ['--no-defaults', `--datadir=${place('data')}`, `--tmpdir=${berth.folder}`];
  const places = [`--socket=${place('sock')}`, `--pid-file=${place('pid')}`, `--init-file=${place('accounts.sql')}`];
  const server = await berth.launch({
    url: `${engine}://root:secret@127.0.0.1:${port}/mysql`,
    prepare: [programs.initialise, ...data, ...options.initialise],
    serve: [programs.server, ...data, ...places, `--port=${port}`, ...settings, ...options.serve],
    ask: askMysql,
  });
  await loadTimeZones(server.url, programs.timeZones);
  return server;
}

/** What the server says it is. */
export async function askMysql(url: string): Promise<string> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>('select version() as version, @@version_comment as comment');
    return `${rows[0]?.['version']} ${rows[0]?.['comment']}`;
  } finally {
    await connection.end();
  }
}

/** Names such as Europe/Berlin are known to MySQL and MariaDB only once the system's zones were loaded. */
async function loadTimeZones(url: string, program: string): Promise<void> {
  const { stdout } = await promisify(execFile)(program, ['/usr/share/zoneinfo'], { maxBuffer: 64 << 20 });
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    await connection.query(stdout);
  } finally {
    await connection.end();
  }
}
