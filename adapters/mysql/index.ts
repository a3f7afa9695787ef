import type { Adapter, Database, Dialect, EngineInfo, OpenOptions } from '../../src/adapter.ts';
import { surroundings } from '../sql/surroundings.ts';
import type { Environment } from '../sql/surroundings.ts';
import { tablesRead } from '../sql/tables-read.ts';
import { timeZoneProblem } from '../sql/time-zone.ts';
import { activityOf, logPosition } from './activity.ts';
import { readAddress } from './address/target.ts';
import { connections } from './connections.ts';
import type { Connections, Source } from './connections.ts';
import { dialect } from './dialect.ts';
import { inspector } from './inspector.ts';
import { countTables, describeTables, listSchemas } from './describe.ts';
import { logConnection } from './driver.ts';
import type { MysqlPool } from './driver.ts';
import { beginFeed } from './feed/feed.ts';
import { tableReader } from './reader.ts';
import { writesOf } from './writes.ts';

export type { MysqlPool } from './driver.ts';

/** What the definitions of a fingerprint mean that was taken of MySQL or MariaDB; null for another engine's. */
export function dialectFor(engine: string, version: string): Dialect | null {
  return engine === 'mysql' || engine === 'mariadb' ? dialect(version, engine === 'mariadb') : null;
}

export interface MysqlOptions {
  /** For a URL without one. */
  readonly password?: string | undefined;
  /**
   * Where MYSQL_PWD and its like are looked up, and by HOME the option files; without it, what the URL leaves out is not
   * looked for. Hand in `process.env` for what MySQL's own clients would do.
   */
  readonly environment?: Environment | undefined;
  /** What the report calls the side; a URL names itself. */
  readonly label?: string;
  /** The schema compared by default; without it the database of the connection. */
  readonly schema?: string;
}

/**
 * A MySQL (8.0 and later) or MariaDB (10.6 and later) database as one side.
 *
 * @param source `mysql://user:password@host:port/database?ssl-mode=…` (or `mariadb://`), or a pool of the caller's from
 * `mysql2` or `mysql2/promise`, which is never closed and whose sessions are left as they were.
 * @throws CrosstallyError ADAPTER_URL_INVALID, ADAPTER_SETTINGS_INVALID
 * @example
 * verify({ source: mysql('mysql://app@old/shop'), target: mysql(createPool(newUrl)) })
 */
export function mysql(source: string | MysqlPool, options: MysqlOptions = {}): Adapter {
  const around = surroundings(options.environment ?? null);
  const address = typeof source === 'string' ? readAddress(source, options.password ?? null, around) : null;
  const label = options.label ?? address?.label ?? 'mysql';
  const from: Source = address === null ? { pool: source as MysqlPool } : { target: address.target };
  return {
    label,
    notices: address?.notices ?? [],
    open: (opening) => open(from, { label, schema: options.schema ?? null, opening }),
  };
}

interface Opening {
  readonly label: string;
  readonly schema: string | null;
  readonly opening: OpenOptions;
}

async function open(from: Source, { label, schema, opening }: Opening): Promise<Database> {
  const server = connections(from, { ...opening, label });
  try {
    const [[version, current = null] = []] = await server.ask('SELECT VERSION(), DATABASE()');
    const mariadb = /mariadb/i.test(version ?? '');
    const engine = await engineInfo(server, version ?? '', mariadb);
    const inView = opening.snapshotAge !== undefined;
    const engines = tablesRead<string>();
    return {
      label,
      engine,
      defaultSchema: schema ?? current,
      schemas: () => listSchemas(server),
      countTables: (schemas) => countTables(server, schemas),
      describe: (schemas) => describeTables(server, schemas, { mariadb, inView, engine: engines.describe }),
      // Readings are converted here: what the server knows of time zones does not matter.
      refusesTimeZone: async (timeZone) => timeZoneProblem(timeZone),
      usage: () => server.usage(),
      reader: (view) => {
        engines.read(view.table);
        return tableReader(server, view, mariadb);
      },
      activity: activityOf(server, { mariadb, engines: engines.said }),
      logPosition: () => logPosition(server, mariadb),
      snapshot: inView,
      writes: (tables) => writesOf(server, tables),
      feed: (views, { signal }) =>
        beginFeed(server, views, {
          label,
          signal: AbortSignal.any([opening.signal, signal]),
          connection: async () => logConnection('target' in from ? from.target : from.pool, await isEncrypted(server)),
        }),
      inspector: inspector(server, engine.version, mariadb),
      [Symbol.asyncDispose]: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** MySQL has a name for a running server; MariaDB's folder, port and machine tell two apart. */
async function engineInfo(server: Connections, version: string, mariadb: boolean): Promise<EngineInfo> {
  const identity = mariadb ? "CONCAT_WS(' ', @@hostname, @@port, @@datadir, @@socket)" : '@@server_uuid';
  const [[instance = null] = []] = await server.ask(`SELECT ${identity}`);
  return {
    name: mariadb ? 'mariadb' : 'mysql',
    // A MariaDB behind a proxy may call itself 5.5.5-10.11.14-MariaDB.
    version: /\d+\.\d+\.\d+/.exec(version.replace(/^5\.5\.5-/, ''))?.[0] ?? version,
    instance: instance ?? '',
  };
}

/** Whether a server that need not encrypt does so. */
async function isEncrypted(server: Connections): Promise<boolean> {
  const [[, cipher = ''] = []] = await server.ask(`SHOW SESSION STATUS LIKE 'Ssl_cipher'`);
  return cipher !== '';
}
