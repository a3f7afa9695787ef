import { CrosstallyError } from '../../src/errors.ts';
import type { ErrorCode, Remedy } from '../../src/errors.ts';
import { discreetCause, discreetMessage } from '../sql/discreet.ts';
import { tlsHint } from '../sql/tls-errors.ts';
import { isWithoutTls } from './ways.ts';

interface Explanation {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly remedy?: Remedy;
}

const CONNECT: Explanation = {
  code: 'ADAPTER_CONNECT_FAILED',
  hint: 'check host and port, and that the server is running and reachable from here',
};
const AUTH: Explanation = {
  code: 'ADAPTER_AUTH_FAILED',
  hint: 'check user and password (in the URL, PGPASSWORD or ~/.pgpass), sslmode and pg_hba.conf',
};
const WITHOUT_TLS: Explanation = {
  code: 'ADAPTER_TLS_FAILED',
  hint: 'switch ssl on in the server, or accept a connection in the clear by sslmode=prefer or disable',
};
const LOST: Explanation = {
  code: 'ADAPTER_CONNECTION_LOST',
  hint: 'the rows read so far were not taken for the whole: run again when the server is back',
  remedy: 'again',
};
const LARGE_OBJECT: Explanation = {
  code: 'ADAPTER_PRIVILEGE_MISSING',
  hint: 'grant this role SELECT on the large objects, or leave the column out with --ignore-columns',
};
const LOCKED = 'another session holds a lock on the table: try again later';

const TOO_LONG: Explanation = {
  code: 'ADAPTER_STATEMENT_FAILED',
  hint: 'a statement took longer than it may: lower --chunk-rows, or raise --statement-timeout',
  remedy: 'smaller',
};

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or Node's code of a socket error. */
const BY_CODE: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: CONNECT,
  ENOTFOUND: CONNECT,
  EAI_AGAIN: CONNECT,
  ETIMEDOUT: CONNECT,
  EHOSTUNREACH: CONNECT,
  ENETUNREACH: CONNECT,
  ENOENT: CONNECT,
  ECONNRESET: LOST,
  EPIPE: LOST,
  '28P01': AUTH,
  '28000': AUTH,
  '3D000': { code: 'ADAPTER_DATABASE_MISSING', hint: 'check the database name at the end of the URL' },
  '42501': { code: 'ADAPTER_PRIVILEGE_MISSING', hint: 'grant this role USAGE on the schema and SELECT on the table' },
  '25P03': LOST,
  '57P01': LOST,
  '57P02': LOST,
  '57P05': LOST,
  '57P03': {
    code: 'ADAPTER_CONNECT_FAILED',
    hint: 'the server is starting up or shutting down: try again',
    remedy: 'again',
  },
  '53300': {
    code: 'ADAPTER_CONNECT_FAILED',
    hint: 'the server has no connection left: lower --concurrency',
    remedy: 'again',
  },
  '55P03': { code: 'ADAPTER_STATEMENT_FAILED', hint: LOCKED, remedy: 'again' },
  '40P01': { code: 'ADAPTER_STATEMENT_FAILED', hint: LOCKED, remedy: 'again' },
  // On a standby too: what a statement still reads was to be removed on the primary.
  '40001': {
    code: 'ADAPTER_STATEMENT_FAILED',
    hint: 'on a standby, raise max_standby_streaming_delay, or lower --chunk-rows',
    remedy: 'again',
  },
  '57014': TOO_LONG,
  '25P04': TOO_LONG,
};

/**
 * A driver's or server's error in crosstally's words.
 *
 * @param doing what failed: "connecting to …", "reading …".
 * @param reached whether the server has answered before: one that then does not is waited for.
 */
export function translateError(error: unknown, doing: string, reached = false): CrosstallyError {
  if (error instanceof CrosstallyError) return error;
  const cause = firstOf(error);
  const explanation = explain(cause);
  return new CrosstallyError(explanation.code, `${doing}: ${discreetMessage(cause)}`, {
    ...(explanation.hint === '' ? {} : { hint: explanation.hint }),
    remedy: explanation === CONNECT && reached ? 'again' : explanation.remedy,
    cause: discreetCause(cause),
  });
}

/** Another session held a lock that the statement needed, for too long. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '55P03';
}

/** The server has no connection left, for this role, for this database or for anybody. */
export function isFull(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '53300';
}

function explain(error: unknown): Explanation {
  if (isWithoutTls(error)) return WITHOUT_TLS;
  const tls = tlsHint(error);
  if (tls !== null) return { code: 'ADAPTER_TLS_FAILED', hint: tls };
  const code = (error as { code?: unknown } | null)?.code;
  if (code === '42501' && messageOf(error).includes('large object')) return LARGE_OBJECT;
  const known = typeof code === 'string' ? (BY_CODE[code] ?? (code.startsWith('08') ? LOST : undefined)) : undefined;
  if (known !== undefined) return known;
  const message = messageOf(error);
  if (/password must be a (non-empty )?string/i.test(message)) return AUTH;
  if (/connection timeout|timeout exceeded when trying to connect|timeout expired/i.test(message)) return CONNECT;
  if (/connection terminated|client was closed|not queryable|premature close/i.test(message)) return LOST;
  return { code: 'ADAPTER_STATEMENT_FAILED', hint: '' };
}

/** Node tries every address of a host and reports the failures together, with an empty message of its own. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
