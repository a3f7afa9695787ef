import { invalidUrl, urlParts } from '../../sql/url-parts.ts';
import type { Parameters } from './parameters.ts';

/** A URL, as libpq reads it. */
export interface ParsedUrl {
  readonly parameters: Parameters;
  /** `?schema=`, which is crosstally's own; null when the URL names none. */
  readonly schema: string | null;
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&schema=…`.
 *
 * @throws CrosstallyError `ADAPTER_URL_INVALID`
 */
export function parseUrl(url: string): ParsedUrl {
  const schemes = ['postgres', 'postgresql'];
  const parts = urlParts(url, { engine: 'PostgreSQL', scheme: 'postgres', schemes, port: 5432 });
  const { user, password, host, port, database } = parts;
  const { schema, ...query } = parts.query;
  const given = { user, password, host, port, dbname: database, ...withoutAliases(query) };
  const parameters = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  return { parameters, schema: schema ?? null };
}

/** JDBC's `ssl=true`, which libpq knows as well. */
function withoutAliases({ ssl, ...parameters }: Parameters): Parameters {
  if (ssl === undefined) return parameters;
  if (ssl !== 'true') throw invalidUrl('the URL has ssl with another value than true', 'say it by sslmode');
  return { sslmode: 'require', ...parameters };
}
