/**
 * The first connection decides which of the ways in is gone: undecided → decided, and never back, so that a server that
 * is out of reach for a moment does not turn an encrypted run into one in the clear.
 */
import { tlsHint } from '../sql/tls-errors.ts';

/** A pool that gives out connections of one way. */
interface Way<Connection> {
  connect(): Promise<Connection>;
  end(): Promise<void>;
}

/** Tries them in order. */
export function firstWayIn<Connection>(ways: readonly (() => Way<Connection>)[]): Way<Connection> {
  let decided: Promise<{ way: Way<Connection>; first: Connection }> | null = null;

  async function decide(): Promise<{ way: Way<Connection>; first: Connection }> {
    const errors: unknown[] = [];
    for (const open of ways) {
      const way = open();
      try {
        return { way, first: await way.connect() };
      } catch (error) {
        await way.end();
        errors.push(error);
        if (!mayTryAnotherWay(error)) break;
      }
    }
    throw mostTelling(errors);
  }

  return {
    async connect() {
      if (decided !== null) return (await decided).way.connect();
      decided = decide();
      // One that failed decides nothing.
      decided.catch(() => (decided = null));
      return (await decided).first;
    },
    async end() {
      await (await decided?.catch(() => null))?.way.end();
    },
  };
}

/** Whether another way may be let in: the server refused this one, or encryption came to nothing. */
export function mayTryAnotherWay(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return isWithoutTls(error);
  return code.startsWith('28') || tlsHint(error) !== null || code === 'ECONNRESET';
}

/** What the driver says when the server will not encrypt. */
export function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && /does not support SSL|error establishing an SSL connection/.test(error.message);
}

/** The one that says most: "no entry in pg_hba.conf" is about the way that was tried, a wrong password is not. */
function mostTelling(errors: readonly unknown[]): unknown {
  const isOfTheWay = (error: unknown): boolean =>
    isWithoutTls(error) || (error as { code?: unknown } | null)?.code === '28000';
  return errors.findLast((error) => !isOfTheWay(error)) ?? errors.at(-1);
}
