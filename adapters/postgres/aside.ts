/** A session beside those that are lent out, for what lives as long as a session does. */
import { CrosstallyError } from '../../src/errors.ts';
import type { Attendance } from '../sql/sessions/attend.ts';
import type { Asking } from '../sql/sessions/usage.ts';
import { openSessions } from '../sql/sessions/sessions.ts';
import { engineOf, openedBy } from './connections.ts';
import type { ConnectionOptions, Source } from './connections.ts';
import type { CopyBatch } from './copy.ts';
import type { TextRow } from './driver.ts';
import { ASK_NEEDED, beginStatements, needed } from './session.ts';

export interface Aside {
  /** The number that the server gave its process when it was connected to; null where the driver does not say. */
  readonly process: number | null;
  /** In a pinned transaction that may take so long; null for as long as it takes. Throws what the driver does. */
  ask(sql: string, seconds?: number): Promise<readonly TextRow[]>;
  /** In the session as it is: for names that are qualified and values that look the same everywhere. */
  askPlainly(sql: string): Promise<readonly TextRow[]>;
  /** Streams `COPY (select) TO STDOUT (FORMAT binary)` in a pinned transaction; the rows it had come with the end. */
  copy(select: string): AsyncGenerator<CopyBatch, number>;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}

/**
 * Opens one; a pool of the caller's gives it, and gets back nothing: what the session did is over when it is closed.
 *
 * @throws CrosstallyError when there is no connection.
 */
export async function openAside(source: Source, options: ConnectionOptions, attendance: Attendance): Promise<Aside> {
  const one = { ...options, connections: 1 };
  const sessions = openSessions(engineOf(openedBy(source, one)), { ...one, tell: () => undefined, gone: () => null });
  try {
    const { session, close } = await sessions.keep();
    let closed = false;
    const during = async <T>(use: (asking: Asking) => Promise<T>): Promise<T> => {
      if (closed) throw new CrosstallyError('ABORTED', 'stopped');
      const asking = attendance.begin(session.socket, false);
      asking.statement();
      return use(asking).finally(() => {
        asking.end();
      });
    };
    const more = needed((await session.query(ASK_NEEDED, [], null)).flat());
    const begin = beginStatements(more);
    return {
      process: session.process,
      ask: (sql, seconds) => {
        const limited = seconds === undefined ? begin : beginStatements({ ...more, statement_timeout: `${seconds}s` });
        return during(() => session.query(sql, [], limited));
      },
      askPlainly: (sql) => during(() => session.query(sql, [], null)),
      async *copy(select) {
        const asking = attendance.begin(session.socket, false);
        asking.statement();
        try {
          const rows = yield* session.copy(select, begin);
          asking.rows(rows);
          return rows;
        } finally {
          asking.end();
        }
      },
      close: async () => {
        closed = true;
        close();
        await sessions.close();
      },
    };
  } catch (error) {
    await sessions.close();
    throw error;
  }
}
