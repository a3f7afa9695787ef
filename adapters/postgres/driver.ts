/** The one file that knows the driver: a pool's sessions, short queries, COPY streams. */
import { Socket } from 'node:net';
import pg from 'pg';
import { CrosstallyError } from '../../src/errors.ts';
import type { Pool } from '../sql/sessions/engine.ts';
import { newSockets } from '../sql/sessions/sockets.ts';
import type { Sockets } from '../sql/sessions/sockets.ts';
import type { PgTarget } from './address/target.ts';
import type { Encryption } from './address/tls.ts';
import { CopyOut } from './copy.ts';
import type { CopyBatch } from './copy.ts';
import { isOneClient, poolOfOne } from './one-client.ts';
import { inTransaction } from './session.ts';
import { firstWayIn } from './ways.ts';

/**
 * What is needed of a pool: `pg.Pool`, the caller's own or ours. Described, here and below, and not taken from the
 * driver's types: those are a package that a caller need not have, and that of another version fits as well.
 */
export interface PgPool {
  connect(): Promise<{ query(statement: never): unknown; release(broken?: boolean): void }>;
}

/** A client of the caller's, `pg.Client`, connected: it may be in a transaction, which sees more than others do. */
export interface PgClient {
  query(statement: never): unknown;
}

/** A row of a short query: every value as the server's text. */
export type TextRow = readonly (string | null)[];

/** A connection that is checked out of a pool. */
export interface Session {
  readonly socket: Socket;
  /** The number of the server's process, as it was said when the connection began; null where the driver does not tell. */
  readonly process: number | null;
  /** Asks in the transaction that `begin` opens; null for the session as it is. */
  query(text: string, values: readonly unknown[], begin: string | null): Promise<readonly TextRow[]>;
  /** Streams `COPY (select) TO STDOUT (FORMAT binary)` likewise; the rows it had come with the end. */
  copy(select: string, begin: string): AsyncGenerator<CopyBatch, number>;
  /** Calls back when the connection breaks. */
  onLost(tell: (reason: string) => void): void;
  /** Gives it back to its pool; not to be used again when it may be in the middle of a result. */
  release(broken: boolean): void;
}

export interface Opened {
  readonly pool: Pool<Session>;
  /** Of a pool of our own. */
  readonly sockets: Sockets | null;
}

/** A pool of our own. */
export function openPool(target: PgTarget, max: number): Opened {
  const sockets = newSockets();
  const ways = firstWayIn<pg.PoolClient>(target.ways.map((ssl) => () => openWay(ssl, target, max, sockets)));
  const pool = poolOf(async () => sessionOf(await ways.connect()));
  return { pool: { ...pool, cutOpening: sockets.cut, end: () => ways.end() }, sockets };
}

/** A pool that stays the caller's, or a client of his in its place. */
export function borrowPool(source: PgPool | PgClient, label: string): Opened {
  if (isOneClient(source)) {
    const one = poolOfOne(source) as pg.Pool;
    return { pool: poolOf(async () => sessionOf(await one.connect())), sockets: null };
  }
  const pool = source as pg.Pool;
  return { pool: poolOf(async () => sessionOf(idle(await pool.connect(), label))), sockets: null };
}

/** What we begin and commit would be the caller's transaction, and would end it. */
function idle(client: pg.PoolClient, label: string): pg.PoolClient {
  const status = (client as { getTransactionStatus?(): string | null }).getTransactionStatus?.() ?? 'I';
  if (status === 'I') return client;
  client.release();
  throw new CrosstallyError('ADAPTER_CONNECT_FAILED', `a client of the pool of ${label} is in a transaction`, {
    hint: 'end it before the client is given back; to compare what a transaction sees, hand in its client',
  });
}

function poolOf(take: () => Promise<Session>): Pool<Session> {
  return {
    take,
    giveBack: (session) => {
      session.release(false);
    },
    cut: (session) => {
      session.release(true);
    },
    cutOpening: () => undefined,
    end: async () => {},
  };
}

/** Good for one use of the client. */
function sessionOf(client: pg.PoolClient): Session {
  const socket = socketOf(client);
  let released = false;
  // The failure also reaches whoever waits for the running query; without a listener it would end the process.
  client.on('error', ignore);
  return {
    socket,
    process: (client as { processID?: number | null }).processID ?? null,
    query: (text, values, begin) =>
      values.length === 0 && begin !== null
        ? queryAtOnce(client, text, begin)
        : queryInSteps(client, { text, values, begin }),
    copy: (select, begin) =>
      client.query(new CopyOut(inTransaction(`copy (${select}) to stdout (format binary)`, begin))).batches(),
    onLost: (tell) => {
      client.once('error', (error: Error) => {
        tell(error.message);
      });
    },
    release: (broken) => {
      if (broken) socket.destroy();
      // An abort cuts what its user then gives up as well.
      if (!released) client.release(broken);
      released = true;
      client.removeListener('error', ignore);
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

/** Hands every value out as the server's text: the driver's own parsing costs time and rounds numbers. */
const RAW = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig;

function openWay(ssl: Encryption, target: PgTarget, max: number, sockets: Sockets): pg.Pool {
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
    stream: () => sockets.add(new Socket()),
    ssl,
    max,
  });
  // An idle connection that breaks is replaced when the next one is asked for.
  pool.on('error', ignore);
  return pool;
}

/** The driver's types do not tell of it. */
function socketOf(client: unknown): Socket {
  return (client as { connection: { stream: Socket } }).connection.stream;
}

function ignore(): void {
  // see sessionOf and openWay
}
