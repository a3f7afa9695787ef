import { CrosstallyError } from '../../src/errors.ts';
import type { Usage } from '../../src/model/usage.ts';
import { borrowSessions, openSessions } from './driver.ts';
import type { MysqlPool, Session, Sessions, Take, TextRow } from './driver.ts';
import { isLockTimeout, translateError } from './errors.ts';
import { limitStatement, PIN_BORROWED, PIN_OWN, READ_BORROWED, restoreStatement } from './session.ts';
import { sessionsInView } from './snapshot.ts';
import { attend, STATEMENT_SECONDS } from '../sql/attend.ts';
import { discreetCause } from '../sql/discreet.ts';
import { slots } from '../sql/slots.ts';
import type { MysqlTarget } from './address/target.ts';

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
  /** Everything is read in one consistent view, which is kept for so many milliseconds at most. */
  readonly snapshotAge?: number;
}

/** Connections to one server. A pool that is handed in stays the caller's, its sessions are left as they were. */
export function connections(source: Source, options: ConnectionOptions): Connections {
  const { signal, label } = options;
  const pool = 'target' in source ? openSessions(source.target, options.connections) : borrowSessions(source.pool);
  const pins = 'target' in source ? pinForGood() : pinForNow();
  const { snapshotAge } = options;
  const lease =
    snapshotAge === undefined
      ? leases(pool, pins, options)
      : leases(sessionsInView(pool, { ...options, ...pins, snapshotAge }), PINNED, options);

  const { statementSeconds = STATEMENT_SECONDS } = options;
  const attendance = attend(statementSeconds);
  const limits = new WeakMap<Session, number>();

  async function ask(sql: string, limited = false): Promise<readonly TextRow[]> {
    const leased = await lease.open();
    const asking = attendance.begin(leased.session.socket, limited);
    try {
      if (limited) await limit(leased.session, statementSeconds);
      asking.statement();
      const rows = await leased.session.query(sql);
      asking.rows(rows.length);
      await leased.giveBack();
      return rows;
    } catch (error) {
      asking.failed(isLockTimeout(error));
      throw failure(error, `asking ${label}`, signal);
    } finally {
      asking.end();
      leased.close();
    }
  }

  async function* stream(sql: string, take: Take, limited: boolean): AsyncGenerator<void> {
    const leased = await lease.open();
    const asking = attendance.begin(leased.session.socket, limited);
    let rows = 0;
    try {
      await limit(leased.session, limited ? statementSeconds : null);
      asking.statement();
      yield* leased.session.stream(sql, (value) => {
        rows++;
        return take(value);
      });
      await leased.giveBack();
    } catch (error) {
      asking.failed(isLockTimeout(error));
      throw failure(error, `reading from ${label}`, signal);
    } finally {
      asking.rows(rows);
      asking.end();
      leased.close();
    }
  }

  /** Costs a round trip where the session had another limit: hardly ever, but for sessions of the caller's. */
  async function limit(session: Session, seconds: number | null): Promise<void> {
    const before = 'target' in source ? (limits.get(session) ?? 0) : 0;
    if (before === (seconds ?? 0)) return;
    await session.query(limitStatement(seconds));
    limits.set(session, seconds ?? 0);
  }

  return {
    ask: (sql) => ask(sql),
    askInTime: (sql) => ask(sql, true),
    stream,
    underWay: () => lease.count(),
    usage: () => attendance.usage(),
    close: () => lease.closeAll(),
  };
}

/** A session, checked out, pinned, and cut when the run is aborted. */
interface Leased {
  readonly session: Session;
  /** Says that the session is idle again. */
  giveBack(): Promise<void>;
  /** Frees the place. A session that was not given back may be in the middle of a result: it is cut. */
  close(): void;
}

interface Leases {
  open(): Promise<Leased>;
  count(): number;
  closeAll(): Promise<void>;
}

function leases(sessions: Sessions, pins: Pins, { connections: count, signal, label }: ConnectionOptions): Leases {
  // The caller's pool may be larger than what this side may hold.
  const places = slots(count);
  const open = new Set<Session>();
  let reached = false;
  const cutAll = (): void => {
    for (const session of open) session.cut();
  };

  async function checkOut(): Promise<Session> {
    if (signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
    const session = await sessions.checkOut();
    reached = true;
    open.add(session);
    try {
      if (isAborted(signal)) throw new CrosstallyError('ABORTED', 'stopped');
      await pins.pin(session);
      return session;
    } catch (error) {
      open.delete(session);
      session.cut();
      throw error;
    }
  }

  signal.addEventListener('abort', cutAll, { once: true });
  return {
    async open() {
      await places.take();
      const session = await untilAborted(signal, checkOut()).catch((error: unknown) => {
        places.give();
        if (signal.aborted) throw new CrosstallyError('ABORTED', 'stopped', { cause: discreetCause(error) });
        throw translateError(error, `connecting to ${label}`, reached);
      });
      return leased(session, pins, () => {
        open.delete(session);
        places.give();
      });
    },
    count: () => open.size,
    async closeAll() {
      signal.removeEventListener('abort', cutAll);
      cutAll();
      await sessions.end();
    },
  };
}

function leased(session: Session, pins: Pins, done: () => void): Leased {
  let idle = false;
  return {
    session,
    async giveBack() {
      await pins.restore(session);
      idle = true;
    },
    close() {
      if (idle) session.release();
      else session.cut();
      done();
    },
  };
}

/** Connecting can take ten seconds, which an interrupted run must not wait for. */
function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new CrosstallyError('ABORTED', 'stopped'));
    };
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

/** Asked anew after a wait, which the compiler takes for unchanged. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

interface Pins {
  readonly pin: (session: Session) => Promise<void>;
  readonly restore: (session: Session) => Promise<void>;
}

/** Sessions that somebody else has pinned. */
const PINNED: Pins = { pin: async () => {}, restore: async () => {} };

/** For sessions of our own. */
function pinForGood(): Pins {
  const pinned = new WeakSet<Session>();
  return {
    async pin(session) {
      if (pinned.has(session)) return;
      await session.query(PIN_OWN);
      pinned.add(session);
    },
    restore: async () => {},
  };
}

/** For sessions of the caller's: what they had before is asked for, and set again. */
function pinForNow(): Pins {
  const restorations = new WeakMap<Session, string>();
  return {
    async pin(session) {
      const [said = []] = await session.query(READ_BORROWED);
      restorations.set(session, restoreStatement(said));
      await session.query(PIN_BORROWED);
    },
    restore: async (session) => void (await session.query(restorations.get(session) ?? 'SELECT 1')),
  };
}

function failure(error: unknown, doing: string, signal: AbortSignal): CrosstallyError {
  return signal.aborted
    ? new CrosstallyError('ABORTED', 'stopped', { cause: discreetCause(error) })
    : translateError(error, doing);
}
