import type { Adapter, Database, Dialect, EngineInfo, OpenOptions } from '../../src/adapter.ts';
import { activityOf, logPosition } from './activity.ts';
import { DEFAULT_SCHEMA } from './describe-queries.ts';
import { countTables, describeTables, listSchemas } from './describe.ts';
import type { Place } from './describe.ts';
import { dialect } from './dialect.ts';
import { timeZoneExpression } from './expressions.ts';
import { surroundings } from '../sql/surroundings.ts';
import type { Environment } from '../sql/surroundings.ts';
import { tablesRead } from '../sql/tables-read.ts';
import { connections } from './connections.ts';
import type { Connections, Source } from './connections.ts';
import type { PgClient, PgPool } from './driver.ts';
import { translateError } from './errors.ts';
import { feedsOf } from './feeds.ts';
import { inspector } from './inspector.ts';
import { tableReader } from './reader.ts';
import { readAddress } from './address/target.ts';
import type { ServerFacts } from './types.ts';
import { writesOf } from './writes.ts';

export type { PgClient, PgPool } from './driver.ts';

/** What the definitions of a fingerprint mean that was taken of PostgreSQL; null for another engine's. */
export function dialectFor(engine: string, version: string): Dialect | null {
  return engine === 'postgres' ? dialect(version) : null;
}

export interface PostgresOptions {
  /** For a URL without one. */
  readonly password?: string | undefined;
  /**
   * Where libpq's variables (PGHOST, PGPASSFILE, …) are looked up, and by HOME its files; without it, what the URL
   * leaves out is not looked for. Hand in `process.env` for what psql would do.
   */
  readonly environment?: Environment | undefined;
  /** What the report calls the side; a URL names itself. */
  readonly label?: string;
  /** The schema compared by default; without it the URL's `?schema=` or the first of `search_path`. */
  readonly schema?: string;
}

/**
 * A PostgreSQL database (13 and later) as one side.
 *
 * @param source `postgres://user:password@host:port/database?sslmode=…&schema=…`, or a `pg.Pool` of the caller's, which is
 * never closed and whose sessions are left as they were; or a connected `pg.Client`, also in a transaction of the caller's:
 * then what the transaction sees is compared, by one question at a time, and it is left open. For one side only.
 * @throws CrosstallyError ADAPTER_URL_INVALID, ADAPTER_SETTINGS_INVALID
 * @example
 * verify({ source: postgres('postgres://app@old/shop'), target: postgres(new Pool()) })
 */
export function postgres(source: string | PgPool | PgClient, options: PostgresOptions = {}): Adapter {
  const around = surroundings(options.environment ?? null);
  const parsed = typeof source === 'string' ? readAddress(source, options.password ?? null, around) : null;
  const label = options.label ?? parsed?.label ?? 'postgres';
  const schema = options.schema ?? parsed?.schema ?? null;
  const from = parsed === null ? { pool: source as PgPool | PgClient } : { target: parsed.target };
  return {
    label,
    notices: parsed?.notices ?? [],
    open: async (opening) => open(connections(from, { ...opening, label }), { label, schema, opening, from }),
  };
}

interface Opening {
  readonly label: string;
  readonly schema: string | null;
  readonly opening: OpenOptions;
  readonly from: Source;
}

async function open(server: Connections, { label, schema, opening, from }: Opening): Promise<Database> {
  try {
    // A sum of money is stored as a number of the least coins of the session that wrote it.
    const [[current = null, moneyDigits = null] = []] = await server.askUnpinned(
      `select (${DEFAULT_SCHEMA}), scale(1::money::numeric)`,
    );
    const { engine, encoding } = await engineInfo(server);
    const majorVersion = Number.parseInt(engine.version, 10);
    const feeds = feedsOf(from, { ...opening, label });
    const facts: ServerFacts = { majorVersion, encoding, moneyDigits: Number(moneyDigits) };
    const inView = opening.snapshotAge !== undefined;
    const places = tablesRead<Place>();
    return {
      label,
      engine,
      defaultSchema: schema ?? current,
      schemas: () => listSchemas(server),
      countTables: (schemas) => countTables(server, schemas),
      describe: (schemas) => describeTables(server, schemas, facts, { inView, place: places.describe }),
      refusesTimeZone: (timeZone) => refusesTimeZone(server, timeZone),
      usage: () => feeds.usage(server.usage()),
      reader: (view) => {
        places.read(view.table);
        return tableReader(server, view, facts);
      },
      activity: () => activityOf(server, places.said().has('elsewhere')),
      logPosition: () => logPosition(server),
      snapshot: inView,
      writes: (tables) => writesOf(server, tables),
      feed: (views, options) => feeds.begin(views, options),
      inspector: inspector(server, engine.version),
      [Symbol.asyncDispose]: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw translateError(error, `connecting to ${label}`);
  }
}

/** Start time and port tell two servers apart; the database is part of it since a connection sees only one. */
async function engineInfo(server: Connections): Promise<{ engine: EngineInfo; encoding: string }> {
  const [[version = '', instance = '', encoding = ''] = []] = await server.ask(
    `select current_setting('server_version'),
            concat_ws(' ', extract(epoch from pg_postmaster_start_time()), current_setting('port'), current_database()),
            current_setting('server_encoding')`,
  );
  const [plain = ''] = (version ?? '').split(' ');
  const engine = { name: 'postgres', version: plain, instance: instance ?? '', encoding: encoding ?? '' };
  return { engine, encoding: encoding ?? '' };
}

async function refusesTimeZone(server: Connections, timeZone: string): Promise<string | null> {
  try {
    await server.ask(`select now() at time zone ${timeZoneExpression(timeZone)}`);
    return null;
  } catch (error) {
    const { code, message } = translateError(error, 'asking for the time zone');
    // The server's own message quotes it, and values in messages are left out.
    return code === 'ADAPTER_STATEMENT_FAILED' ? `the server does not know the time zone ${timeZone}` : message;
  }
}
