import type { Usage } from '../../src/model/usage.ts';
import type { Engine } from '../sql/sessions/engine.ts';
import { openSessions } from '../sql/sessions/sessions.ts';
import { beginsLikeMysql, wrongServer } from '../sql/sessions/wrong-server.ts';
import type { MysqlTarget } from './address/target.ts';
import { borrowPool, openPool } from './driver.ts';
import type { MysqlPool, Opened, Session, Take, TextRow } from './driver.ts';
import { isFull, isLockTimeout, isRefusal, translateError } from './errors.ts';
import { alreadyPinned, pinForGood, pinForNow } from './pins.ts';
import type { Pins } from './pins.ts';
import { sessionsInView } from './snapshot.ts';

export interface Connections {
  /** Runs a short query in a pinned session. */
  ask(sql: string): Promise<readonly TextRow[]>;
  /** The same for one that reads key ranges, and may take no longer than that may. */
  askInTime(sql: string): Promise<readonly TextRow[]>;
  /**
   * Streams a result of one column in a pinned session; see `Session.stream`.
   *
   * @param limited whether it may take no longer than a statement that reads a key range may.
   */
  stream(sql: string, take: Take, limited: boolean): AsyncGenerator<void>;
  /** How many sessions are busy. */
  underWay(): number;
  /** What was asked so far. */
  usage(): Usage;
  /** Ends the connections that were opened here, never the caller's pool. */
  close(): Promise<void>;
}

export type Source = { readonly target: MysqlTarget } | { readonly pool: MysqlPool };

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

/** Connections to one server. A pool that is handed in stays the caller's, its sessions are left as they were. */
export function connections(source: Source, options: ConnectionOptions): Connections {
  const opened =
    'target' in source ? openPool(source.target, options.connections) : borrowPool(source.pool, options.label);
  const pins = 'target' in source ? pinForGood() : pinForNow();
  const { snapshotAge, tell = () => undefined, sent } = options;
  const engine = engineOf(opened, pins);
  const view = snapshotAge === undefined ? null : sessionsInView(engine, { ...options, tell, snapshotAge });
  const used = view === null ? engine : { ...engine, ...alreadyPinned(pins), pool: view };
  const sessions = openSessions(used, { ...options, tell, gone: () => null });

  const ask = (sql: string, limited: boolean): Promise<readonly TextRow[]> =>
    sessions.ask(limited, async (session, count) => {
      sent?.(sql);
      const rows = await session.query(sql);
      count(rows.length);
      return rows;
    });

  return {
    ask: (sql) => ask(sql, false),
    askInTime: (sql) => ask(sql, true),
    stream: (sql, take, limited) =>
      sessions.stream(limited, async function* (session, count) {
        let rows = 0;
        sent?.(sql);
        const counted = (value: Uint8Array | null): boolean => {
          rows++;
          return take(value);
        };
        try {
          yield* session.stream(sql, counted);
        } finally {
          count(rows);
        }
      }),
    underWay: () => sessions.underWay(),
    usage: () => sessions.usage(),
    close: () => sessions.close(),
  };
}

function engineOf({ pool, sockets }: Opened, pins: Pins): Engine<Session> {
  const expected = { engine: 'MySQL', scheme: 'mysql', port: 3306, begins: beginsLikeMysql };
  return {
    ...pins,
    pool,
    socketOf: ({ socket }) => socket,
    interrupt: (session) => {
      session.cut();
    },
    errors: {
      translate: translateError,
      isLockTimeout,
      isFull,
      isRefusal,
      wrongServer: () => (sockets === null ? null : wrongServer(expected, sockets.firstHeard())),
    },
  };
}
