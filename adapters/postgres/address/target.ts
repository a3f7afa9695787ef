import { pathExists } from '../../sql/client-files.ts';
import type { Surroundings } from '../../sql/surroundings.ts';
import { invalidUrl } from '../../sql/url-parts.ts';
import { checkParameters, parametersOf } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { passwordFromFile } from './password-file.ts';
import type { Login } from './password-file.ts';
import { serviceParameters } from './service.ts';
import { waysIn } from './tls.ts';
import type { Encryption } from './tls.ts';
import { parseUrl } from './url.ts';

/** How to reach a server, and as whom. */
export interface PgTarget extends Login {
  /** Asked for when the server wants one; a function, so that no printed object holds it. */
  readonly password: () => string | undefined;
  /** The ways to try, the first one first. */
  readonly ways: readonly Encryption[];
  /** TLS begins at once, without asking for it in the protocol. */
  readonly direct: boolean;
  /** Whether the login is bound to the certificate, where the server can. */
  readonly channelBinding: boolean;
  /** An address that stands for the host; null when its name is looked up. */
  readonly hostAddress: string | null;
  /** What the session sets when it begins: `-c search_path=shop`. */
  readonly options: string | null;
  readonly applicationName: string;
  readonly patienceMs: number;
}

/** A side's address, complete. */
export interface Address {
  readonly target: PgTarget;
  /** Host, port and database, safe to print. */
  readonly label: string;
  readonly schema: string | null;
  /** What the user should know of the places that were looked at. */
  readonly notices: readonly string[];
}

/**
 * Puts an address together in libpq's order: the URL, then the service, then the environment, then what is usual; the
 * password file where nobody said a password.
 *
 * @throws CrosstallyError `ADAPTER_URL_INVALID`, `ADAPTER_SETTINGS_INVALID`
 */
export function readAddress(url: string, password: string | null, around: Surroundings): Address {
  const { parameters: inUrl, schema } = parseUrl(url);
  checkParameters(inUrl, 'the URL');
  const inEnvironment = parametersOf(around.variable);
  const given: Parameters = password === null ? inUrl : { password, ...inUrl };
  const first: Parameters = { ...inEnvironment, ...given };
  const service = first['service'];
  const inService = service === undefined ? {} : serviceParameters(service, first['servicefile'] ?? null, around);
  const all: Parameters = { ...inEnvironment, ...inService, ...given };
  const login = loginOf(all, around);
  const found = findPassword(all, login, around);
  const target: PgTarget = {
    ...login,
    password: () => found.password ?? undefined,
    ways: waysIn(all, login.host, around),
    direct: all['sslnegotiation'] === 'direct',
    channelBinding: channelBinding(all),
    hostAddress: all['hostaddr'] ?? null,
    options: all['options'] ?? null,
    applicationName: all['application_name'] ?? all['fallback_application_name'] ?? 'crosstally',
    patienceMs: patience(all),
  };
  const notices = [...(found.notice === null ? [] : [found.notice]), ...databaseNotice(all, login)];
  return { target, label: labelOf(login), schema, notices };
}

function loginOf(all: Parameters, { userName }: Surroundings): Login {
  const user = all['user'] ?? userName;
  if (user === null) throw invalidUrl('nobody says as which user to connect', 'write postgres://user@host/database');
  const port = all['port'] ?? '5432';
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    throw invalidUrl(
      'the port is no number from 1 to 65535',
      'write it behind the host: postgres://user@host:5432/database',
    );
  }
  const host = all['host'] ?? all['hostaddr'] ?? usualHost(port);
  if (host.includes(',')) throw invalidUrl('several hosts are named', 'name the one server that is to be read');
  return { host, port: Number(port), user, database: all['dbname'] ?? user };
}

/** As libpq does it, which is seldom meant. */
function databaseNotice(all: Parameters, login: Login): string[] {
  if (all['dbname'] !== undefined) return [];
  return [`${labelOf(login)}: the URL names no database, so that the user's name was taken`];
}

const SOCKET_FOLDERS = ['/var/run/postgresql', '/tmp'];

/** libpq takes the folder that it was built with; this machine's, if there is a socket of that port. */
function usualHost(port: string): string {
  return SOCKET_FOLDERS.find((folder) => pathExists(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost';
}

function findPassword(
  all: Parameters,
  login: Login,
  around: Surroundings,
): { readonly password: string | null; readonly notice: string | null } {
  const given = all['password'];
  if (given !== undefined) return { password: given, notice: null };
  const path = all['passfile'] ?? around.inHome('.pgpass');
  if (path === null) return { password: null, notice: null };
  // A password file calls the usual socket of this machine localhost.
  const host = SOCKET_FOLDERS.includes(login.host) ? 'localhost' : login.host;
  return passwordFromFile(path, { ...login, host });
}

function channelBinding(all: Parameters): boolean {
  const asked = all['channel_binding'] ?? 'prefer';
  if (asked === 'prefer' || asked === 'disable') return asked === 'prefer';
  throw invalidUrl(
    asked === 'require' ? 'channel_binding=require is not supported' : 'channel_binding has an unknown value',
    'use prefer, the default, and sslmode=verify-full, which lets no other server ask for the password',
  );
}

/** In milliseconds; libpq waits for two seconds at least, and for ever when it is told 0. */
function patience(all: Parameters): number {
  const asked = all['connect_timeout'];
  if (asked === undefined) return 10_000;
  if (!/^-?\d{1,6}$/.test(asked))
    throw invalidUrl('connect_timeout is no number of seconds', 'write connect_timeout=10');
  return Number(asked) <= 0 ? 0 : Math.max(2, Number(asked)) * 1000;
}

function labelOf({ host, port, database }: Login): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${name}:${String(port)}/${database}`;
}
