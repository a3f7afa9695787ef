import { invalid } from './parameters.ts';
import type { Parameters } from './parameters.ts';

/** A URL, taken apart as libpq does it. */
export interface ParsedUrl {
  readonly parameters: Parameters;
  /** `?schema=`, which is crosstally's own; null when the URL names none. */
  readonly schema: string | null;
}

/** Each part up to the sign that ends it; the user's up to the last @ before the path, so that one in a password does. */
const PARTS = /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?([^@/?]*)(?:\/([^/?@]*))?(?:\?([^@]*))?$/i;

const SPELLING =
  'write postgres://user:password@host:5432/database, with @ : / # % ? in the password as %40 %3A %2F %23 %25 %3F';

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&schema=…`. Every part may be left out.
 *
 * @throws CrosstallyError `ADAPTER_URL_INVALID`, which quotes nothing of the URL: a part may be half of a password.
 */
export function parseUrl(url: string): ParsedUrl {
  const found = PARTS.exec(url);
  if (found === null) throw invalid('this is not a PostgreSQL URL', SPELLING);
  const [, login = '', address = '', database = '', query = ''] = found;
  const [, user = '', password = ''] = /^([^:]*)(?::(.*))?$/s.exec(login) ?? [];
  const { schema, ...asked } = queryOf(query);
  const given = { user, password, dbname: database, ...addressOf(address) };
  const decodedParts = Object.entries(given).map(([name, part]) => [name, decoded(part)] as const);
  const parameters = Object.fromEntries(
    [...decodedParts, ...Object.entries(asked)].filter(([, value]) => value !== ''),
  );
  return { parameters: withoutAliases(parameters), schema: schema ?? null };
}

/** `host`, `host:port`, `[::1]:port`, `%2Fvar%2Frun` for the folder of a socket. */
function addressOf(address: string): { readonly host: string; readonly port: string } {
  if (address.includes(',')) {
    throw invalid('the URL names several hosts', 'name the one server that is to be read');
  }
  const found = /^(?:\[([0-9a-f:.%]*)\]|([^:[\]]*))(?::(\d*))?$/i.exec(address);
  if (found === null) throw invalid('the URL has a host or port that cannot be read', SPELLING);
  const [, bracketed, name = '', port = ''] = found;
  return { host: bracketed ?? name, port };
}

function queryOf(query: string): Readonly<Record<string, string>> {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0)
        throw invalid('the URL has a parameter without a value', 'write parameters as ?name=value&name=value');
      return [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
    }),
  );
}

function decoded(part: string): string {
  try {
    const text = decodeURIComponent(part);
    if (!text.includes('\0')) return text;
  } catch {
    // said below
  }
  throw invalid('the URL has a % that is not followed by two hexadecimal digits of a character', SPELLING);
}

/** JDBC's `ssl=true`, which libpq knows as well. */
function withoutAliases({ ssl, ...parameters }: Parameters): Parameters {
  if (ssl === undefined) return parameters;
  if (ssl !== 'true') throw invalid('the URL has ssl with another value than true', 'say it by sslmode');
  return { sslmode: 'require', ...parameters };
}
