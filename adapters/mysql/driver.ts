/** The one file that knows the driver: a pool's sessions, short queries, streamed results. */
import type { Socket } from 'node:net';
import { createPool } from 'mysql2';
import type { Pool, PoolConnection, PoolOptions, QueryOptions, SslOptions } from 'mysql2';
import type { Pool as PromisePool } from 'mysql2/promise';
import { CrosstallyError } from '../../src/errors.ts';
import { flowOf } from './flow.ts';
import type { MysqlTarget } from './url.ts';

/** A pool of the caller's, of `mysql2` or `mysql2/promise`. */
export type MysqlPool = Pool | PromisePool;

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
  /** Gives it back to the pool, idle. */
  release(): void;
  /** Closes it, whatever it is doing. */
  cut(): void;
}

export interface Sessions {
  checkOut(): Promise<Session>;
  end(): Promise<void>;
}

/** A pool of our own. The same connection is always the same `Session`. */
export function openSessions(target: MysqlTarget, limit: number): Sessions {
  let pool = createPool(poolOptions(target, limit));
  const checkOut = async (): Promise<Session> => {
    try {
      return await sessionOf(pool);
    } catch (error) {
      if (target.tls !== 'PREFERRED' || !isWithoutTls(error)) throw error;
      pool = createPool(poolOptions({ ...target, tls: 'DISABLED' }, limit));
      return sessionOf(pool);
    }
  };
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      pool.end(() => {
        resolve();
      });
    });
  return { checkOut, end };
}

/** The sessions of a pool that stays the caller's. */
export function borrowSessions(borrowed: MysqlPool): Sessions {
  // A pool of `mysql2/promise` wraps a plain one.
  const pool = 'pool' in borrowed ? borrowed.pool : borrowed;
  return { checkOut: () => sessionOf(pool), end: async () => {} };
}

function poolOptions(target: MysqlTarget, connectionLimit: number): PoolOptions {
  const { host, port, socket, user, password, database } = target;
  const ssl = tlsOptions(target);
  return {
    ...(socket === null ? { host, port } : { socketPath: socket }),
    user,
    ...(password === null ? {} : { password }),
    ...(database === null ? {} : { database }),
    ...(ssl === null ? {} : { ssl }),
    connectionLimit,
    connectTimeout: 10_000,
    charset: 'UTF8MB4_BIN',
    connectAttributes: { program_name: 'crosstally' },
  };
}

function tlsOptions({ tls }: MysqlTarget): SslOptions | null {
  if (tls === 'DISABLED') return null;
  return { rejectUnauthorized: tls.startsWith('VERIFY_'), verifyIdentity: tls === 'VERIFY_IDENTITY' };
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
