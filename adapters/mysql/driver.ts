/** The one file that knows the driver: a pool's sessions, short queries, streamed results. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { authPlugins, createPool } from 'mysql2';
import type { Pool, PoolConnection, PoolOptions, QueryOptions, SslOptions } from 'mysql2';
import { CrosstallyError } from '../../src/errors.ts';
import type { Pool as SessionPool } from '../sql/sessions/engine.ts';
import { newSockets } from '../sql/sessions/sockets.ts';
import type { Sockets } from '../sql/sessions/sockets.ts';
import { IN_THE_CLEAR } from './errors.ts';
import { flowOf } from './flow.ts';
import type { MysqlTarget } from './address/target.ts';
import type { Tls } from './address/tls.ts';

/**
 * A pool of the caller's, of `mysql2` or `mysql2/promise`. Described, and not taken from the driver's types: a pool of
 * another version of it fits as well.
 */
export type MysqlPool = PlainPool | { readonly pool: PlainPool };

interface PlainPool {
  getConnection(callback: (error: unknown, connection: unknown) => void): unknown;
}

/** A row of a short query: every value as the server's text. */
export type TextRow = readonly (string | null)[];

/** Is handed the only column of a row, valid during the call; says whether it wants the consumer to go first. */
export type Take = (value: Uint8Array | null) => boolean;

/** A connection that is checked out of a pool. */
export interface Session {
  readonly socket: Socket;
  query(sql: string): Promise<readonly TextRow[]>;
  /** Yields whenever `take` is full, and once at the end of the result. Nothing is taken meanwhile. */
  stream(sql: string, take: Take): AsyncGenerator<void>;
  /** Whether a transaction is open in it. */
  isInTransaction(): Promise<boolean>;
  /** Gives it back to the pool, idle. */
  release(): void;
  /** Closes it, whatever it is doing. */
  cut(): void;
}

export interface Opened {
  /** The same connection is always the same `Session`. */
  readonly pool: Sessions;
  /** Of a pool of our own. */
  readonly sockets: Sockets | null;
}

/** Where sessions come from. */
export type Sessions = SessionPool<Session>;

/**
 * A pool of our own. Whether a server that need not encrypt does so is decided by the first connection, for good: no later
 * one falls back.
 */
export function openPool(target: MysqlTarget, limit: number): Opened {
  const sockets = newSockets();
  let pool = createPool(poolOptions(target, target.tls, { limit, sockets }));
  let undecided = target.tls?.mayFallBack === true;
  const take = async (): Promise<Session> => {
    try {
      const session = await sessionOf(pool);
      undecided = false;
      return session;
    } catch (error) {
      if (!undecided || !isWithoutTls(error)) throw error;
      undecided = false;
      pool = createPool(poolOptions(target, null, { limit, sockets }));
      return sessionOf(pool);
    }
  };
  const ended = (): Promise<void> =>
    new Promise((resolve) => {
      pool.end(() => {
        resolve();
      });
    });
  // The driver would wait for the goodbye of a connection that has just been cut.
  const end = (): Promise<void> => Promise.race([ended(), sockets.closed()]);
  return { pool: { ...poolOf(take), cutOpening: sockets.cut, end }, sockets };
}

/** The sessions of a pool that stays the caller's. */
export function borrowPool(borrowed: MysqlPool, label: string): Opened {
  // A pool of `mysql2/promise` wraps a plain one.
  const pool = ('pool' in borrowed ? borrowed.pool : borrowed) as Pool;
  return { pool: poolOf(async () => idle(await sessionOf(pool), label)), sockets: null };
}

/** To switch `autocommit` on would commit the caller's transaction, and what it sees is as old as it is. */
async function idle(session: Session, label: string): Promise<Session> {
  if (!(await session.isInTransaction())) return session;
  session.release();
  throw new CrosstallyError('ADAPTER_CONNECT_FAILED', `a session of the pool of ${label} is in a transaction`, {
    hint: 'commit it or roll it back before the session is given back to the pool',
  });
}

function poolOf(take: () => Promise<Session>): Sessions {
  return {
    take,
    giveBack: (session) => {
      session.release();
    },
    cut: (session) => {
      session.cut();
    },
    cutOpening: () => undefined,
    end: async () => {},
  };
}

interface Ours {
  readonly limit: number;
  readonly sockets: Sockets;
}

function poolOptions(target: MysqlTarget, tls: Tls | null, { limit, sockets }: Ours): PoolOptions {
  const { host, port, socket, user, database, patienceMs } = target;
  const password = target.password();
  return {
    ...(socket === null ? { host, port } : { socketPath: socket }),
    stream: () => sockets.add(socket === null ? connectTo(host, port) : connect(socket)),
    user,
    ...(password === null ? {} : { password }),
    ...(database === null ? {} : { database }),
    ...(tls === null ? {} : { ssl: sslOptions(tls) }),
    authPlugins: secretPlugins(target),
    // The driver would send a file where the server asks for one: crosstally has none to send.
    flags: ['-LOCAL_FILES'],
    connectionLimit: limit,
    connectTimeout: patienceMs,
    charset: 'UTF8MB4_BIN',
    connectAttributes: { program_name: 'crosstally' },
  };
}

/**
 * What the reader of the binary log connects with, as the sessions do; of a pool of the caller's, as that does. Values as
 * texts, and times in UTC.
 */
export function logConnection(source: MysqlTarget | MysqlPool, encrypted: boolean): object {
  const exact = { dateStrings: true, supportBigNumbers: true, bigNumberStrings: true, timezone: 'Z' };
  if ('patienceMs' in source) {
    const { connectionLimit: _, ...options } = poolOptions(source, encrypted ? source.tls : null, {
      limit: 1,
      sockets: newSockets(),
    });
    return { ...options, ...exact };
  }
  const pool = ('pool' in source ? source.pool : source) as {
    readonly config?: { readonly connectionConfig?: object };
  };
  const config = { ...pool.config?.connectionConfig } as Record<string, unknown>;
  // What the driver made of them it does not take again.
  for (const made of ['maxPacketSize', 'clientFlags', 'pool', 'isServer']) Reflect.deleteProperty(config, made);
  return { ...config, ...exact };
}

function sslOptions({ mayFallBack: _, ...tls }: Tls): SslOptions {
  return tls;
}

/** The driver holds a certificate against the name that the socket was opened for, which Node leaves out for numbers. */
function connectTo(host: string, port: number): Socket {
  const socket = Object.assign(connect(port, host), { _host: host });
  return socket.setNoDelay(true).setKeepAlive(true);
}

/**
 * Where the way is not encrypted, these encrypt the password with the server's key. Whoever stands in between could send
 * his own: off this machine the key has to be known, or to be asked for by the user's leave.
 */
function secretPlugins({ publicKey, mayAskForKey }: MysqlTarget): NonNullable<PoolOptions['authPlugins']> {
  const onServerPublicKey = (): void => {
    if (!mayAskForKey) throw new Error(IN_THE_CLEAR);
  };
  const options = publicKey === null ? { onServerPublicKey } : { serverPublicKey: publicKey };
  const { caching_sha2_password: caching, sha256_password: plain } = authPlugins;
  return { caching_sha2_password: caching(options), sha256_password: plain(options) };
}

function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'HANDSHAKE_NO_SSL_SUPPORT';
}

const known = new WeakMap<PoolConnection, Session>();

function sessionOf(pool: Pool): Promise<Session> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error: Error | null, connection) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const session = known.get(connection) ?? openSession(connection);
      known.set(connection, session);
      resolve(session);
    });
  });
}

function openSession(connection: PoolConnection): Session {
  // A failure also reaches whoever waits for the running query; without a listener it would end the process.
  connection.on('error', () => undefined);
  return {
    socket: socketOf(connection),
    query: (sql) => query(connection, sql),
    stream: (sql, take) => stream(connection, sql, take),
    isInTransaction: () => isInTransaction(connection),
    release: () => {
      connection.release();
    },
    cut: () => {
      connection.destroy();
      // The driver only says that it will send no more, and would wait for the rest of a result that may be huge.
      socketOf(connection).destroy();
    },
  };
}

/** The server says it with the end of every statement that has no rows. */
function isInTransaction(connection: PoolConnection): Promise<boolean> {
  return new Promise((resolve, reject) => {
    connection.query(options('DO 0'), (error, done) => {
      if (error !== null) reject(error);
      else resolve((((done as unknown as { serverStatus?: number }).serverStatus ?? 0) & IN_TRANSACTION) !== 0);
    });
  });
}

/** `SERVER_STATUS_IN_TRANS` of the protocol. */
const IN_TRANSACTION = 1;

/** `values`, `namedPlaceholders`: a pool of the caller's may be set up to look for placeholders like `:1`. */
function options(sql: string): QueryOptions {
  return { sql, values: [], namedPlaceholders: false, rowsAsArray: true, typeCast: false, nestTables: false };
}

function query(connection: PoolConnection, sql: string): Promise<readonly TextRow[]> {
  return new Promise((resolve, reject) => {
    const stopListening = onClose(connection, reject);
    connection.query(options(sql), (error, rows) => {
      stopListening();
      if (error !== null) reject(error);
      else resolve(Array.isArray(rows) ? (rows as (Buffer | null)[][]).map(textRow) : []);
    });
  });
}

function textRow(row: readonly (Buffer | null)[]): TextRow {
  return row.map((value) => value?.toString('utf8') ?? null);
}

async function* stream(connection: PoolConnection, sql: string, take: Take): AsyncGenerator<void> {
  const flow = flowOf(connection);
  const stopListening = onClose(connection, flow.end);
  connection
    .query(options(sql))
    .on('result', (row) => {
      flow.row(() => take((row as unknown as (Buffer | null)[])[0] ?? null));
    })
    .on('error', flow.end)
    .on('end', () => {
      flow.end(null);
    });
  try {
    yield* flow.batches();
  } finally {
    stopListening();
  }
}

/** The driver tells the connection, but not a streamed query, that the server has hung up. */
function onClose(connection: PoolConnection, tell: (error: Error) => void): () => void {
  const socket = socketOf(connection);
  const closed = (): void => {
    tell(new CrosstallyError('ADAPTER_CONNECTION_LOST', 'the server closed the connection in the middle of an answer'));
  };
  connection.on('error', tell);
  socket.on('close', closed);
  if (socket.destroyed) closed();
  return () => {
    connection.off('error', tell);
    socket.off('close', closed);
  };
}

function socketOf(connection: PoolConnection): Socket {
  return (connection as unknown as { stream: Socket }).stream;
}
