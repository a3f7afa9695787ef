/** The one file that knows the driver: connections, short queries, COPY streams. */
import pg from 'pg';
import { CrosstallyError } from '../../src/errors.ts';
import type { Usage } from '../../src/model/usage.ts';
import { attend, STATEMENT_SECONDS } from '../sql/attend.ts';
import { CopyOut } from './copy.ts';
import type { CopyBatch } from './copy.ts';
import type { PgTarget } from './address/target.ts';
import type { Encryption } from './address/tls.ts';
import { discreetCause } from '../sql/discreet.ts';
import { checkOuts, socketOf } from './check-out.ts';
import type { CheckedOut } from './check-out.ts';
import { isLockTimeout, translateError } from './errors.ts';
import { ASK_NEEDED, beginStatements, inTransaction, INDEXED, needed } from './session.ts';
import type { Settings } from './session.ts';
import { shareView } from './snapshot.ts';
import type { Holder, SharedView } from './snapshot.ts';
import { isOneClient, poolOfOne } from './one-client.ts';
import type { OneClient } from './one-client.ts';
import { firstWayIn } from './ways.ts';

/** What this adapter needs of a pool: `pg.Pool`, the caller's own or ours. */
export type PgPool = Pick<pg.Pool, 'connect'>;

/** A client of the caller's, connected: it may be in a transaction, which sees more than others do. */
export type PgClient = Pick<pg.Client, 'query'> & OneClient;

/** A row of a short query: every value as the server's text. */
export type TextRow = readonly (string | null)[];

export interface Connections {
  /** Runs a short query in a pinned transaction; `settings` are pinned besides. */
  ask(sql: string, parameters?: readonly unknown[], settings?: Settings): Promise<readonly TextRow[]>;
  /** The same for a query that may take no longer than one that reads a key range. */
  askInTime(sql: string, settings: Settings): Promise<readonly TextRow[]>;
  /** The same for one that an index is known to serve. */
  askByIndex(sql: string): Promise<readonly TextRow[]>;
  /** Runs a short query in the session as the server set it up: to see its defaults. */
  askUnpinned(sql: string): Promise<readonly TextRow[]>;
  /** Streams `COPY (select) TO STDOUT (FORMAT binary)` in a pinned transaction; the rows it had come with the end. */
  copy(select: string, byIndex: boolean, settings?: Settings): AsyncGenerator<CopyBatch, number>;
  /** What was asked so far. */
  usage(): Usage;
  /** Ends the connections that were opened here, never the caller's pool. */
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly connections: number;
  readonly statementSeconds?: number;
  readonly signal: AbortSignal;
  readonly label: string;
  /** Everything is read in one consistent view, which is kept for so many milliseconds at most. */
  readonly snapshotAge?: number;
}

/** Connections to one server. A pool that is handed in stays the caller's. */
export function connections(
  source: { readonly target: PgTarget } | { readonly pool: PgPool | PgClient },
  options: ConnectionOptions,
): Connections {
  const own = 'target' in source ? openPool(source.target, options.connections) : null;
  const checkOut = checkOuts<pg.PoolClient>(own ?? borrowed(source as Borrowed, options), options);
  const { statementSeconds = STATEMENT_SECONDS } = options;
  const inTime = { statement_timeout: `${String(statementSeconds)}s` };
  const indexed: Settings = { ...INDEXED, ...inTime };
  const attendance = attend(statementSeconds);
  const view = viewOf(checkOut, options);
  const needs = once(() => ask(ASK_NEEDED, [], null).then((rows) => needed(rows.flat())));
  // Before a connection is taken: the view needs one too.
  const beginning = async (pinned: Settings): Promise<string> => {
    const more = await needs();
    return beginStatements({ ...more, ...pinned }, view === null ? null : await view.join());
  };
  const failed = (error: unknown, doing: string): CrosstallyError =>
    options.signal.aborted
      ? new CrosstallyError('ABORTED', 'stopped', { cause: discreetCause(error) })
      : (view?.gone() ?? translateError(error, `${doing} ${options.label}`));

  async function ask(
    text: string,
    values: readonly unknown[] = [],
    pinned: Settings | null = {},
  ): Promise<readonly TextRow[]> {
    const begin = pinned === null ? null : await beginning(pinned);
    const { client, giveBack, destroy } = await checkOut();
    const asking = attendance.begin(socketOf(client), pinned?.['statement_timeout'] !== undefined);
    try {
      asking.statement();
      const rows = await (values.length === 0 && begin !== null
        ? queryAtOnce(client, text, begin)
        : queryInSteps(client, { text, values, begin }));
      asking.rows(rows.length);
      giveBack();
      return rows;
    } catch (error) {
      destroy();
      asking.failed(isLockTimeout(error));
      throw failed(error, 'asking');
    } finally {
      asking.end();
    }
  }

  async function* copy(select: string, byIndex: boolean, settings: Settings = {}): AsyncGenerator<CopyBatch, number> {
    const begin = await beginning({ ...(byIndex ? indexed : {}), ...settings });
    const { client, giveBack, destroy } = await checkOut();
    const asking = attendance.begin(socketOf(client), byIndex);
    let finished = false;
    try {
      asking.statement();
      const statement = `copy (${select}) to stdout (format binary)`;
      const copying = client.query(new CopyOut(inTransaction(statement, begin)));
      const rows = yield* copying.batches();
      asking.rows(rows);
      finished = true;
      return rows;
    } catch (error) {
      asking.failed(isLockTimeout(error));
      throw failed(error, 'reading from');
    } finally {
      asking.end();
      if (finished) giveBack();
      else destroy();
    }
  }

  return {
    ask,
    askInTime: (sql, settings) => ask(sql, [], { ...settings, ...inTime }),
    askByIndex: (sql) => ask(sql, [], indexed),
    askUnpinned: (sql) => ask(sql, [], null),
    copy,
    usage: () => attendance.usage(),
    close: async () => {
      await view?.end();
      await own?.end();
    },
  };
}

/** One round trip for the whole transaction: the way to a server may take longer than its answer. */
async function queryAtOnce(client: pg.PoolClient, text: string, begin: string): Promise<readonly TextRow[]> {
  const query = { text: inTransaction(text, begin), rowMode: 'array' as const, types: RAW };
  const results = (await client.query<ArrayRow>(query)) as unknown as readonly pg.QueryArrayResult<ArrayRow>[];
  // Before the commit, and behind what began the transaction.
  const answer = results.at(-2);
  if (answer === undefined) throw new CrosstallyError('ADAPTER_CONNECTION_LOST', 'a statement was left unanswered');
  return answer.rows;
}

/** `TextRow` as the driver's types ask for it. */
type ArrayRow = (string | null)[];

interface Steps {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Null for the session as it is. */
  readonly begin: string | null;
}

/** A statement with parameters has to stand alone. */
async function queryInSteps(client: pg.PoolClient, { text, values, begin }: Steps): Promise<readonly TextRow[]> {
  if (begin !== null) await client.query(begin);
  const query = { text, values: [...values], rowMode: 'array' as const, types: RAW };
  const { rows } = await client.query<ArrayRow>(query);
  if (begin !== null) await client.query('commit');
  return rows;
}

/** The view that all transactions are part of; null for each its own. */
function viewOf(
  checkOut: () => Promise<CheckedOut<pg.PoolClient>>,
  { connections: count, snapshotAge, label }: ConnectionOptions,
): SharedView | null {
  if (snapshotAge === undefined) return null;
  if (count < 2) {
    const hint = 'a connection holds the view, and another one reads: --concurrency 2 or more';
    throw new CrosstallyError('CONFIG_INVALID', 'one connection is not enough for --consistency snapshot', { hint });
  }
  const hold = async (): Promise<Holder> => {
    const { client, destroy } = await checkOut();
    return {
      ask: async (text) => {
        const { rows } = await client.query<string[]>({ text, rowMode: 'array' });
        return rows[0]?.[0] ?? '';
      },
      onLost: (tell) => {
        client.once('error', (error: Error) => {
          tell(error.message);
        });
      },
      end: atMostOnce(destroy),
    };
  };
  return shareView(hold, snapshotAge, label);
}

/** Asks once; what failed is asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask();
    asked.catch(() => (asked = null));
    return asked;
  };
}

function atMostOnce(call: () => void): () => void {
  let called = false;
  return () => {
    if (!called) call();
    called = true;
  };
}

interface Borrowed {
  readonly pool: PgPool | PgClient;
}

function borrowed({ pool: source }: Borrowed, { snapshotAge }: ConnectionOptions): PgPool {
  if (!isOneClient(source)) return source;
  if (snapshotAge === undefined) return poolOfOne(source) as PgPool;
  throw new CrosstallyError('CONFIG_INVALID', 'one client is not enough for --consistency snapshot', {
    hint: 'hand in a pool, or compare in a repeatable-read transaction of the client',
  });
}

/** Hands every value out as the server's text: the driver's own parsing costs time and rounds numbers. */
const RAW = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig;

/** A pool of our own. */
function openPool(target: PgTarget, max: number): PgPool & Pick<pg.Pool, 'end'> {
  return firstWayIn<pg.PoolClient>(target.ways.map((encryption) => () => openPoolBy(encryption, target, max)));
}

function openPoolBy(ssl: Encryption, target: PgTarget, max: number): pg.Pool {
  const pool = new pg.Pool({
    host: target.hostAddress ?? target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    password: target.password as () => string,
    application_name: target.applicationName,
    connectionTimeoutMillis: target.patienceMs,
    enableChannelBinding: target.channelBinding,
    ...(target.options === null ? {} : { options: target.options }),
    ...({ sslnegotiation: target.direct ? 'direct' : 'postgres' } as object),
    ssl,
    max,
  });
  // An idle connection that breaks is replaced when the next one is asked for.
  pool.on('error', () => undefined);
  return pool;
}
