import { CrosstallyError } from '../../src/errors.ts';
import type { ErrorCode, Remedy } from '../../src/errors.ts';
import { discreetCause, discreetMessage } from '../sql/discreet.ts';
import { tlsHint } from '../sql/tls-errors.ts';

interface Explanation {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly remedy?: Remedy;
}

const CONNECT: Explanation = {
  code: 'ADAPTER_CONNECT_FAILED',
  hint: 'check host and port, and that the server is running and reachable from here',
};
const FULL: Explanation = {
  code: 'ADAPTER_CONNECT_FAILED',
  hint: 'the server has no connection left: lower --concurrency',
  remedy: 'again',
};
const AUTH: Explanation = {
  code: 'ADAPTER_AUTH_FAILED',
  hint: 'check user and password (in the URL, ~/.my.cnf or MYSQL_PWD), and from where and how the account may connect',
};
/** What is said where a password would be sent with a key that anybody could have sent. */
export const IN_THE_CLEAR = 'the password would go over a way that is not encrypted';

const INSECURE: Explanation = {
  code: 'ADAPTER_AUTH_FAILED',
  hint: 'encrypt by ssl-mode=REQUIRED or better, or take the server’s key on trust by get-server-public-key=1',
};
/** The server has no TLS, and it was insisted on. */
const WITHOUT_TLS: Explanation = {
  code: 'ADAPTER_TLS_FAILED',
  hint: 'switch TLS on in the server, or accept a connection in the clear by ssl-mode=PREFERRED or ssl-mode=DISABLED',
};
/** The server insists on TLS. */
const NEEDS_TLS: Explanation = {
  code: 'ADAPTER_TLS_FAILED',
  hint: 'encrypt by ssl-mode=REQUIRED, VERIFY_CA or VERIFY_IDENTITY in the URL',
};
const PRIVILEGE: Explanation = {
  code: 'ADAPTER_PRIVILEGE_MISSING',
  hint: 'grant this account SELECT on the table',
};
const LOST: Explanation = {
  code: 'ADAPTER_CONNECTION_LOST',
  hint: 'the rows read so far were not taken for the whole: run again when the server is back',
  remedy: 'again',
};
const LOCKED: Explanation = {
  code: 'ADAPTER_STATEMENT_FAILED',
  hint: 'another session holds a lock on the table: try again later',
  remedy: 'again',
};
const TIMEOUT: Explanation = {
  code: 'ADAPTER_STATEMENT_FAILED',
  hint: 'a statement took longer than it may: lower --chunk-rows, or raise --statement-timeout',
  remedy: 'smaller',
};
const CHANGED: Explanation = {
  code: 'ADAPTER_STATEMENT_FAILED',
  hint: 'the table is gone or was changed during the run: run again',
};

/** By the server's or driver's symbol, or Node's code of a socket error. */
const BY_CODE: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: CONNECT,
  ENOTFOUND: CONNECT,
  EAI_AGAIN: CONNECT,
  ETIMEDOUT: CONNECT,
  EHOSTUNREACH: CONNECT,
  ENETUNREACH: CONNECT,
  ENOENT: CONNECT,
  ER_CON_COUNT_ERROR: FULL,
  ER_TOO_MANY_USER_CONNECTIONS: FULL,
  ER_USER_LIMIT_REACHED: FULL,
  ER_HOST_NOT_PRIVILEGED: AUTH,
  ER_ACCESS_DENIED_ERROR: AUTH,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: AUTH,
  ER_ACCOUNT_HAS_BEEN_LOCKED: AUTH,
  ER_MUST_CHANGE_PASSWORD_LOGIN: AUTH,
  AUTH_SWITCH_PLUGIN_ERROR: AUTH,
  ER_SECURE_TRANSPORT_REQUIRED: NEEDS_TLS,
  HANDSHAKE_NO_SSL_SUPPORT: WITHOUT_TLS,
  ER_BAD_DB_ERROR: { code: 'ADAPTER_DATABASE_MISSING', hint: 'check the database name at the end of the URL' },
  ER_DBACCESS_DENIED_ERROR: { code: 'ADAPTER_PRIVILEGE_MISSING', hint: 'grant this account SELECT on the database' },
  ER_TABLEACCESS_DENIED_ERROR: PRIVILEGE,
  ER_COLUMNACCESS_DENIED_ERROR: PRIVILEGE,
  ER_SPECIFIC_ACCESS_DENIED_ERROR: {
    code: 'ADAPTER_PRIVILEGE_MISSING',
    hint: 'grant this account the privilege that the message names',
  },
  ER_VIEW_INVALID: { code: 'ADAPTER_STATEMENT_FAILED', hint: 'the view refers to something that is gone' },
  ER_NO_SUCH_TABLE: CHANGED,
  ER_BAD_FIELD_ERROR: CHANGED,
  ER_TABLE_DEF_CHANGED: CHANGED,
  ER_LOCK_WAIT_TIMEOUT: LOCKED,
  ER_LOCK_DEADLOCK: LOCKED,
  ER_QUERY_TIMEOUT: TIMEOUT,
  ER_STATEMENT_TIMEOUT: TIMEOUT,
  ER_QUERY_INTERRUPTED: TIMEOUT,
  PROTOCOL_CONNECTION_LOST: LOST,
  ECONNRESET: LOST,
  EPIPE: LOST,
  ER_CONNECTION_KILLED: LOST,
  ER_SERVER_SHUTDOWN: LOST,
  ER_NORMAL_SHUTDOWN: LOST,
  ER_CLIENT_INTERACTION_TIMEOUT: LOST,
  ER_NET_READ_INTERRUPTED: LOST,
  ER_NET_WRITE_INTERRUPTED: LOST,
};

/** Where the driver's list of symbols has none, or another engine's, for the number. */
const BY_NUMBER: Readonly<Record<number, Explanation>> = {
  1317: TIMEOUT,
  1698: AUTH,
  1927: LOST,
  1969: TIMEOUT,
  3024: TIMEOUT,
  3118: AUTH,
  3159: NEEDS_TLS,
  4031: LOST,
  4151: AUTH,
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
    hint: explanation.hint,
    remedy: explanation === CONNECT && reached ? 'again' : explanation.remedy,
    cause: discreetCause(cause),
  });
}

/** Node reports one failure for each address of a name together. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

/** Another session held a lock that the statement needed, for too long. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { errno?: unknown } | null)?.errno === 1205;
}

/** A privilege that is missing, or a statement that it does not understand. */
export function isRefusal(error: unknown): boolean {
  const { fatal, sqlState } = (error ?? {}) as { fatal?: unknown; sqlState?: unknown };
  return fatal !== true && typeof sqlState === 'string' && sqlState.startsWith('42');
}

/** The server has no connection left, for this account or for anybody. */
export function isFull(error: unknown): boolean {
  return explain(error) === FULL;
}

function explain(error: unknown): Explanation {
  const { code, errno, fatal } = (error ?? {}) as { code?: unknown; errno?: unknown; fatal?: unknown };
  if (messageOf(error) === IN_THE_CLEAR) return INSECURE;
  const tls = tlsHint(error);
  if (tls !== null) return { code: 'ADAPTER_TLS_FAILED', hint: tls };
  const byNumber = typeof errno === 'number' ? BY_NUMBER[errno] : undefined;
  const known = byNumber ?? (typeof code === 'string' ? BY_CODE[code] : undefined);
  if (known !== undefined) return known;
  if (fatal === true) return LOST;
  return { code: 'ADAPTER_STATEMENT_FAILED', hint: 'the message is the server’s own: --debug shows where it came up' };
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
