import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isRoot } from './server-user.ts';

const run = promisify(execFile);

/** Where the programs of one server are. */
export interface Programs {
  readonly server: string;
  /** Makes an empty data folder. */
  readonly initialise: string;
  /** Prints the system's time zones as SQL. */
  readonly timeZones: string;
}

/** Where install-mysql.sh puts MySQL: a folder that only root can fill and every user can read. */
const mysqlFolder = '/var/cache/crosstally-test/mysql';
const installScript = fileURLToPath(new URL('install-mysql.sh', import.meta.url));

/** Distributions keep servers in folders that the PATH of an ordinary user lacks. */
const path = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/libexec'];

export async function findMariadb(): Promise<Programs> {
  return (
    (await lookForMariadb()) ??
    (await install(installMariadb)) ??
    missing('MariaDB', 'mariadb-server', 'CROSSTALLY_TEST_MARIADB_URL')
  );
}

export async function findMysql(): Promise<Programs> {
  return (
    (await lookForMysql()) ??
    (await install(installMysql)) ??
    missing('MySQL (and MariaDB is another server)', "Oracle's mysql-server", 'CROSSTALLY_TEST_MYSQL_URL')
  );
}

function missing(server: string, name: string, variable: string): never {
  throw new Error(
    `There is no ${server} to test with: install ${name}, or set ${variable} to one whose user may create databases.`,
  );
}

async function lookForMariadb(): Promise<Programs | undefined> {
  const server = await find(path, 'mariadbd', 'mysqld');
  if (!server || !(await isMariadb(server))) return undefined;
  const folders = [dirname(server), ...path];
  const initialise = await find(folders, 'mariadb-install-db', 'mysql_install_db');
  const timeZones = await find(folders, 'mariadb-tzinfo-to-sql', 'mysql_tzinfo_to_sql');
  return initialise && timeZones ? { server, initialise, timeZones } : undefined;
}

async function lookForMysql(): Promise<Programs | undefined> {
  for (const folder of [...path, join(mysqlFolder, 'bin')]) {
    const server = await find([folder], 'mysqld');
    if (!server || (await isMariadb(server))) continue;
    const timeZones = await find([folder, join(folder, '../bin')], 'mysql_tzinfo_to_sql');
    if (timeZones) return { server, initialise: server, timeZones };
  }
  return undefined;
}

/** Only root on a system with apt can install something; whatever goes wrong is printed, and nothing is found then. */
async function install(way: () => Promise<Programs | undefined>): Promise<Programs | undefined> {
  if (!isRoot || !(await find(path, 'apt-get'))) return undefined;
  return way().catch((error: unknown) => {
    console.error(String((error as { stderr?: string }).stderr ?? error).trim());
    return undefined;
  });
}

/** Only the server itself: Debian's package `mariadb-server` would also start it as a service. */
async function installMariadb(): Promise<Programs | undefined> {
  console.log('No MariaDB found: installing mariadb-server-core and mariadb-client with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['-q', 'update'], { env });
  // --no-remove: another MySQL that somebody uses on this machine is not ours to replace.
  const options = ['-q', '-y', '--no-install-recommends', '--no-remove'];
  await run('apt-get', ['install', ...options, 'mariadb-server-core', 'mariadb-client', 'tzdata'], { env });
  return lookForMariadb();
}

async function installMysql(): Promise<Programs | undefined> {
  console.log(`No MySQL found: unpacking Debian's mysql-server-core in ${mysqlFolder}; nothing else changes.`);
  await run('bash', [installScript, mysqlFolder]);
  return lookForMysql();
}

async function isMariadb(server: string): Promise<boolean> {
  const { stdout } = await run(server, ['--no-defaults', '--version']);
  return stdout.includes('MariaDB');
}

async function find(folders: readonly string[], ...names: readonly string[]): Promise<string | undefined> {
  for (const file of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
