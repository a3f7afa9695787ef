import { parse, toClientConfig } from 'pg-connection-string';
import { CrosstallyError } from '../../src/errors.ts';
import type { PgTarget } from './driver.ts';

/** A URL, taken apart. */
export interface ParsedUrl {
  readonly target: PgTarget;
  /** Host, port and database. */
  readonly label: string;
  /** `?schema=`; null when the URL names none. */
  readonly schema: string | null;
}

/**
 * Reads `postgres://user:password@host:port/database?schema=…&sslmode=…`; what it leaves out comes from where libpq
 * looks for it (PGHOST, PGUSER, ~/.pgpass …), which the driver does.
 */
export function parseUrl(url: string, password: string | undefined): ParsedUrl {
  const { schema, rest } = takeSchema(url);
  try {
    // `useLibpqCompat`: sslmode=require means what psql means by it, not verify-full.
    const parsed = parse(rest, { useLibpqCompat: /[?&]sslmode=/.test(rest) });
    const given = parsed.password == null && password !== undefined ? { password } : {};
    const target = { ...toClientConfig(parsed), ...given };
    const label = `${orElse(parsed.host, 'localhost')}:${orElse(parsed.port, '5432')}/${parsed.database ?? ''}`;
    return { target: withoutEmpty(target), label, schema };
  } catch (error) {
    // The parser's own message may quote the URL, and with it the password.
    throw invalid(error);
  }
}

function takeSchema(url: string): { schema: string | null; rest: string } {
  try {
    const parsed = new URL(url);
    const schema = parsed.searchParams.get('schema');
    parsed.searchParams.delete('schema');
    return { schema, rest: schema === null ? url : parsed.href };
  } catch (error) {
    throw invalid(error);
  }
}

function invalid(cause: unknown): CrosstallyError {
  return new CrosstallyError('ADAPTER_URL_INVALID', 'this is not a PostgreSQL URL', {
    hint: 'write postgres://user:password@host:5432/database, with @ : / # % in the password as %40 %3A %2F %23 %25',
    cause: cause instanceof Error ? cause.name : undefined,
  });
}

/** The driver takes an empty string for a value; left out, it looks in the environment. */
function withoutEmpty(target: PgTarget): PgTarget {
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value != null && value !== ''));
}

function orElse(text: string | null | undefined, fallback: string): string {
  return text == null || text === '' ? fallback : text;
}
