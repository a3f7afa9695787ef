import { CrosstallyError } from '../../src/errors.ts';

/** How the connection is encrypted, in the words of MySQL's own clients. */
export const TLS_MODES = ['DISABLED', 'PREFERRED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;

export type TlsMode = (typeof TLS_MODES)[number];

/** How to reach a server. */
export interface MysqlTarget {
  readonly host: string;
  readonly port: number;
  /** A Unix socket, instead of host and port. */
  readonly socket: string | null;
  readonly user: string;
  readonly password: string | null;
  readonly database: string | null;
  readonly tls: TlsMode;
}

/**
 * Reads `mysql://user:password@host:port/database?ssl-mode=…&socket=…`; `mariadb://` means the same.
 *
 * @throws CrosstallyError ADAPTER_URL_INVALID
 */
export function parseUrl(url: string, password: string | undefined): MysqlTarget {
  const parsed = readUrl(url);
  const { searchParams } = parsed;
  const unknown = [...searchParams.keys()].find((name) => name !== 'ssl-mode' && name !== 'socket');
  if (unknown !== undefined) throw invalid(`the URL has a parameter ${unknown}`, 'use ssl-mode and socket only');
  const host = decoded(parsed.hostname).replace(/^\[|\]$/g, '') || 'localhost';
  const socket = searchParams.get('socket');
  return {
    host,
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    socket,
    user: decoded(parsed.username) || 'root',
    password: decoded(parsed.password) || (password ?? null),
    database: decoded(parsed.pathname.slice(1)) || null,
    tls: tlsMode(searchParams.get('ssl-mode'), socket !== null || isLoopback(host)),
  };
}

/** `host:port/database`, safe to print. */
export function labelOf({ host, port, socket, database }: MysqlTarget): string {
  const address = socket ?? `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  return `${address}/${database ?? ''}`;
}

const SPELLING =
  'write mysql://user:password@host:3306/database, with @ : / # % in the password as %40 %3A %2F %23 %25';

function readUrl(url: string): URL {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    // Node's own error quotes the URL, and with it the password.
    throw invalid('this is not a MySQL URL', SPELLING);
  }
  if (!/^(mysql|mariadb):$/.test(parsed.protocol) || parsed.hash !== '' || parsed.pathname.lastIndexOf('/') > 0) {
    throw invalid('this is not a MySQL URL', SPELLING);
  }
  return parsed;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid('the URL has a % that is not followed by two hexadecimal digits', SPELLING);
  }
}

/** Like MySQL's own clients: encrypted when the server can; on the way to this machine there is nobody to listen. */
function tlsMode(asked: string | null, local: boolean): TlsMode {
  if (asked === null) return local ? 'DISABLED' : 'PREFERRED';
  const mode = TLS_MODES.find((known) => known === asked.toUpperCase());
  if (mode === undefined) throw invalid(`the URL has ssl-mode=${asked}`, `use one of ${TLS_MODES.join(', ')}`);
  return mode;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function invalid(message: string, hint: string): CrosstallyError {
  return new CrosstallyError('ADAPTER_URL_INVALID', message, { hint });
}
