import { CrosstallyError } from '../../src/errors.ts';
import type { Usage } from '../../src/model/usage.ts';
import { STATEMENT_SECONDS } from '../sql/sessions/attend.ts';
import type { Engine } from '../sql/sessions/engine.ts';
import { openSessions } from '../sql/sessions/sessions.ts';
import type { Sessions } from '../sql/sessions/sessions.ts';
import { beginsLikePostgres, wrongServer } from '../sql/sessions/wrong-server.ts';
import type { PgTarget } from './address/target.ts';
import type { CopyBatch } from './copy.ts';
import { borrowPool, openPool } from './driver.ts';
import type { Opened, PgClient, PgPool, Session, TextRow } from './driver.ts';
import { isFull, isLockTimeout, translateError } from './errors.ts';
import { isOneClient } from './one-client.ts';
import { ASK_NEEDED, beginStatements, INDEXED, needed } from './session.ts';
import type { ServerSettings } from './session.ts';
import { shareView } from './snapshot.ts';
import type { Holder, SharedView } from './snapshot.ts';

export interface Connections {
  /** Runs a short query in a pinned transaction; `settings` are pinned besides. */
  ask(sql: string, parameters?: readonly unknown[], settings?: ServerSettings): Promise<readonly TextRow[]>;
  /** The same for a query that may take no longer than one that reads a key range. */
  askInTime(sql: string, settings: ServerSettings): Promise<readonly TextRow[]>;
  /** The same for one that an index is known to serve. */
  askByIndex(sql: string): Promise<readonly TextRow[]>;
  /** Runs a short query in the session as the server set it up: to see its defaults. */
  askUnpinned(sql: string): Promise<readonly TextRow[]>;
  /** Streams `COPY (select) TO STDOUT (FORMAT binary)` in a pinned transaction; the rows it had come with the end. */
  copy(select: string, byIndex: boolean, settings?: ServerSettings): AsyncGenerator<CopyBatch, number>;
  /** What was asked so far. */
  usage(): Usage;
  /** Ends the connections that were opened here, never the caller's pool. */
  close(): Promise<void>;
}

export type Source = { readonly target: PgTarget } | { readonly pool: PgPool | PgClient };

export interface ConnectionOptions {
  readonly connections: number;
  readonly statementSeconds?: number;
  readonly signal: AbortSignal;
  readonly label: string;
  /** Hears what there is to be known of the side while it is open. */
  readonly tell?: ((notice: string) => void) | undefined;
  /** Hears each statement when it is sent. */
  readonly sent?: ((statement: string) => void) | undefined;
  /** Everything is read in one consistent view, which is kept for so many milliseconds at most. */
  readonly snapshotAge?: number;
}

/** Connections to one server. A pool that is handed in stays the caller's. */
export function connections(source: Source, options: ConnectionOptions): Connections {
  assertEnough(source, options);
  const { statementSeconds = STATEMENT_SECONDS, tell = () => undefined, sent } = options;
  const sessions = openSessions(engineOf(openedBy(source, options)), {
    ...options,
    tell,
    gone: () => view?.gone() ?? null,
  });
  const view = viewOf(sessions, options);
  const inTime: ServerSettings = { statement_timeout: `${String(statementSeconds)}s` };
  const needs = once(() => askUnpinned(ASK_NEEDED).then((rows) => needed(rows.flat())));

  // Before a connection is taken: the view needs one too.
  async function beginning(pinned: ServerSettings): Promise<string> {
    const more = await needs();
    return beginStatements({ ...more, ...pinned }, view === null ? null : await view.join());
  }

  function run(text: string, values: readonly unknown[], begin: string | null, limited: boolean) {
    return sessions.ask(limited, async (session, count) => {
      sent?.(text);
      const rows = await session.query(text, values, begin);
      count(rows.length);
      return rows;
    });
  }

  async function ask(text: string, values: readonly unknown[] = [], pinned: ServerSettings = {}) {
    return run(text, values, await beginning(pinned), pinned['statement_timeout'] !== undefined);
  }

  function askUnpinned(text: string): Promise<readonly TextRow[]> {
    return run(text, [], null, false);
  }

  return {
    ask,
    askInTime: (sql, settings) => ask(sql, [], { ...settings, ...inTime }),
    askByIndex: (sql) => ask(sql, [], { ...INDEXED, ...inTime }),
    askUnpinned,
    async *copy(select, byIndex, settings = {}) {
      const begin = await beginning({ ...(byIndex ? { ...INDEXED, ...inTime } : {}), ...settings });
      return yield* sessions.stream(byIndex, async function* (session, count) {
        sent?.(select);
        const rows = yield* session.copy(select, begin);
        count(rows);
        return rows;
      });
    },
    usage: () => sessions.usage(),
    close: async () => {
      await view?.end();
      await sessions.close();
    },
  };
}

/** A pool of our own, or the caller's. */
export function openedBy(source: Source, { connections: count, label }: ConnectionOptions): Opened {
  return 'target' in source ? openPool(source.target, count) : borrowPool(source.pool, label);
}

/** A session is pinned by the transaction of each statement, limits and all, and is by its end what it was. */
export function engineOf({ pool, sockets }: Opened): Engine<Session> {
  const nothing = (): Promise<void> => Promise.resolve();
  const expected = { engine: 'PostgreSQL', scheme: 'postgres', port: 5432, begins: beginsLikePostgres };
  return {
    pool,
    socketOf: ({ socket }) => socket,
    pin: nothing,
    limit: nothing,
    interrupt: ({ socket }) => {
      socket.destroy();
    },
    restore: nothing,
    errors: {
      translate: translateError,
      isLockTimeout,
      isFull,
      // The transaction would have to be rolled back; no view is lost with the session.
      isRefusal: () => false,
      wrongServer: () => (sockets === null ? null : wrongServer(expected, sockets.firstHeard())),
    },
  };
}

function assertEnough(source: Source, { connections: count, snapshotAge }: ConnectionOptions): void {
  if (snapshotAge === undefined) return;
  if ('pool' in source && isOneClient(source.pool)) {
    throw new CrosstallyError('CONFIG_INVALID', 'one client is not enough for --consistency snapshot', {
      hint: 'hand in a pool, or compare in a repeatable-read transaction of the client',
    });
  }
  if (count >= 2) return;
  const hint = 'a connection holds the view, and another one reads: --concurrency 2 or more';
  throw new CrosstallyError('CONFIG_INVALID', 'one connection is not enough for --consistency snapshot', { hint });
}

/** The view that all transactions are part of; null for each its own. */
function viewOf(sessions: Sessions<Session>, { snapshotAge, label }: ConnectionOptions): SharedView | null {
  if (snapshotAge === undefined) return null;
  const hold = async (): Promise<Holder> => {
    const { session, close } = await sessions.keep();
    let ended = false;
    return {
      ask: async (text) => (await session.query(text, [], null))[0]?.[0] ?? '',
      onLost: (tell) => {
        session.onLost(tell);
      },
      end: () => {
        if (!ended) close();
        ended = true;
      },
    };
  };
  return shareView(hold, snapshotAge, label);
}

/** Asks once; what failed is asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask();
    asked.catch(() => (asked = null));
    return asked;
  };
}
