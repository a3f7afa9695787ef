import { pathExists, requireClientFile } from '../../sql/client-files.ts';
import type { Surroundings } from '../../sql/surroundings.ts';
import { invalidUrl, urlParts } from '../../sql/url-parts.ts';
import { fileOptions, isOn, urlOptions } from './options.ts';
import type { Options } from './options.ts';
import { isOnThisMachine, tlsOf } from './tls.ts';
import type { Tls } from './tls.ts';

/** How to reach a server, and as whom. */
export interface MysqlTarget {
  readonly host: string;
  readonly port: number;
  /** A Unix socket, instead of host and port. */
  readonly socket: string | null;
  readonly user: string;
  /** A function, so that no printed object holds it. */
  readonly password: () => string | null;
  readonly database: string | null;
  /** Null: in the clear. */
  readonly tls: Tls | null;
  /** The server's key, by which a password is encrypted on a way that is not; null when nobody knows it. */
  readonly publicKey: string | null;
  /** Whether the server may be asked for it then. */
  readonly mayAskForKey: boolean;
  readonly patienceMs: number;
}

/** A side's address, complete. */
export interface Address {
  readonly target: MysqlTarget;
  /** `host:port/database`, safe to print. */
  readonly label: string;
  /** What the user should know of the places that were looked at. */
  readonly notices: readonly string[];
}

/**
 * Puts an address together in the order of MySQL's own clients: the URL, then the option files, then the environment,
 * then what is usual.
 *
 * @throws CrosstallyError `ADAPTER_URL_INVALID`, `ADAPTER_SETTINGS_INVALID`
 */
export function readAddress(url: string, password: string | null, around: Surroundings): Address {
  const scheme = /^mariadb:/i.test(url) ? 'mariadb' : 'mysql';
  const parts = urlParts(url, { engine: 'MySQL', scheme, schemes: ['mysql', 'mariadb'], port: 3306 });
  const inUrl = urlOptions(parts.query);
  const { options: inFiles, notices } = fileOptions(scheme, inUrl, around);
  const all: Options = { ...inEnvironment(around), ...inFiles, ...present({ ...inUrl, password: password ?? '' }) };
  const given: Options = { ...all, ...present({ ...parts, query: '', database: '' }) };
  const place = placeOf(given, inUrl['socket'] !== undefined ? 'socket' : parts.host !== '' ? 'tcp' : 'either');
  const user = textOf(given, 'user') ?? around.userName;
  if (user === null) throw invalidUrl('nobody says as which user to connect', 'write mysql://user@host/database');
  const target: MysqlTarget = {
    ...place,
    user,
    password: () => textOf(given, 'password'),
    database: parts.database === '' ? textOf(inFiles, 'database') : parts.database,
    tls: tlsOf(given, place.socket, around),
    publicKey: publicKey(given),
    mayAskForKey: isOn(given['get-server-public-key']) === true || isOnThisMachine(place.host, place.socket),
    patienceMs: patience(given),
  };
  return { target, label: labelOf(target), notices };
}

function inEnvironment({ variable }: Surroundings): Options {
  return present({
    host: variable('MYSQL_HOST') ?? '',
    port: variable('MYSQL_TCP_PORT') ?? '',
    socket: variable('MYSQL_UNIX_PORT') ?? '',
    password: variable('MYSQL_PWD') ?? '',
  });
}

function present(options: Readonly<Record<string, string | undefined | object>>): Options {
  const said = Object.entries(options).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

function textOf(options: Options, name: string): string | null {
  const value = options[name];
  return value === undefined || value === true || value === '' ? null : value;
}

const USUAL_SOCKETS = ['/var/run/mysqld/mysqld.sock', '/tmp/mysql.sock', '/var/lib/mysql/mysql.sock'];

/** A host that the URL names is reached by TCP; else a socket is looked for, as MySQL's own clients do for localhost. */
function placeOf(given: Options, way: 'tcp' | 'socket' | 'either'): Pick<MysqlTarget, 'host' | 'port' | 'socket'> {
  const host = textOf(given, 'host') ?? 'localhost';
  if (host.includes(',')) throw invalidUrl('several hosts are named', 'name the one server that is to be read');
  const port = textOf(given, 'port') ?? '3306';
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    throw invalidUrl('the port is no number from 1 to 65535', 'write it behind the host: mysql://user@host:3306/shop');
  }
  const place = { host, port: Number(port), socket: null };
  const byTcp = host !== 'localhost' || textOf(given, 'protocol')?.toLowerCase() === 'tcp';
  if (way === 'tcp' || (way === 'either' && byTcp)) return place;
  const socket = textOf(given, 'socket') ?? USUAL_SOCKETS.find(pathExists) ?? null;
  return { ...place, socket };
}

function publicKey(given: Options): string | null {
  const path = textOf(given, 'server-public-key-path');
  return path === null ? null : requireClientFile(path, 'the public key of the server (server-public-key-path)').text;
}

function patience(given: Options): number {
  const asked = textOf(given, 'connect-timeout') ?? '10';
  if (/^\d{1,6}$/.test(asked)) return Number(asked) * 1000;
  throw invalidUrl('connect-timeout is no number of seconds', 'write connect-timeout=10');
}

function labelOf({ host, port, socket, database }: MysqlTarget): string {
  const address = socket ?? `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  return `${address}/${database ?? ''}`;
}
