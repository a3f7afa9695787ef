import { CrosstallyError } from '../../src/errors.ts';

/** What is wrong with an address, without its values: any of them may be a password in the wrong place. */
export function invalidUrl(message: string, hint: string): CrosstallyError {
  return new CrosstallyError('ADAPTER_URL_INVALID', message, { hint });
}

/** A URL's parts, decoded; empty where it has none. */
export interface UrlParts {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly query: Readonly<Record<string, string>>;
}

/** How the URLs of an engine begin, and what it is called. */
export interface UrlKind {
  readonly engine: string;
  readonly scheme: string;
  /** All that it may begin with. */
  readonly schemes: readonly string[];
  readonly port: number;
}

/**
 * Each part up to the sign that ends it; the user's up to the last @ before the path, so that one in a password does, and
 * a slash too, unless it may be a port that stands before it.
 */
const PARTS = /^[a-z]+:\/\/(?:([^/?]*|[^:/?]*:(?!\d*\/)[^?]*)@)?([^@/?]*)(?:\/([^/?@]*))?(?:\?([^@]*))?$/i;

/**
 * Takes `scheme://user:password@host:port/database?name=value&…` apart. Every part may be left out.
 *
 * @throws CrosstallyError `ADAPTER_URL_INVALID`, which quotes nothing of the URL.
 */
export function urlParts(url: string, kind: UrlKind): UrlParts {
  const spelling =
    `write ${kind.scheme}://user:password@host:${String(kind.port)}/database, ` +
    'with @ : / # % ? in the password as %40 %3A %2F %23 %25 %3F';
  const decoded = (part: string): string => {
    const text = decode(part);
    if (text !== null) return text;
    throw invalidUrl('the URL has a % that is not followed by two hexadecimal digits of a character', spelling);
  };
  const found = PARTS.exec(url);
  if (found === null || !kind.schemes.includes(url.slice(0, url.indexOf(':')).toLowerCase())) {
    throw invalidUrl(`this is not a ${kind.engine} URL`, spelling);
  }
  const [, login = '', address = '', database = '', query = ''] = found;
  const [, user = '', password = ''] = /^([^:]*)(?::(.*))?$/s.exec(login) ?? [];
  if (address.includes(',')) {
    throw invalidUrl('the URL names several hosts', 'name the one server that is to be read');
  }
  const place = /^(?:\[([0-9a-f:.%]*)\]|([^:[\]]*))(?::(\d*))?$/i.exec(address);
  if (place === null) throw invalidUrl('the URL has a host or port that cannot be read', spelling);
  const [, bracketed, name = '', port = ''] = place;
  return {
    user: decoded(user),
    password: decoded(password),
    host: decoded(bracketed ?? name),
    port,
    database: decoded(database),
    query: Object.fromEntries(pairs(query).map(([name, value]) => [decoded(name), decoded(value)])),
  };
}

function pairs(query: string): readonly (readonly [string, string])[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
      throw invalidUrl('the URL has a parameter without a value', 'write parameters as ?name=value&name=value');
    });
}

function decode(part: string): string | null {
  try {
    const text = decodeURIComponent(part);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
