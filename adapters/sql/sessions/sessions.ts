import type { CrosstallyError } from '../../../src/errors.ts';
import type { Usage } from '../../../src/model/usage.ts';
import { attend, STATEMENT_SECONDS } from './attend.ts';
import type { Asking } from './usage.ts';
import type { Engine } from './engine.ts';
import { leases, stopped } from './leases.ts';
import type { Leased, LeaseOptions } from './leases.ts';

export interface SessionOptions extends LeaseOptions {
  /** The most seconds that a statement may take which reads a key range. */
  readonly statementSeconds?: number;
  /** Why nothing can be read any more; null while it can. */
  readonly gone: () => CrosstallyError | null;
}

/** Counts the rows that came. */
type Count = (rows: number) => void;

/** The sessions of a side, whatever its engine: each question has one of its own, and is measured. */
export interface Sessions<Session> {
  /** @param limited whether it may take no longer than a statement that reads a key range may. */
  ask<T>(limited: boolean, run: (session: Session, count: Count) => Promise<T>): Promise<T>;
  /** The same for an answer that is read piece by piece; a reader who leaves early costs the connection. */
  stream<T, R>(limited: boolean, run: (session: Session, count: Count) => AsyncGenerator<T, R>): AsyncGenerator<T, R>;
  /** A session that is used as long as the side is open. */
  keep(): Promise<Leased<Session>>;
  /** How many sessions are busy. */
  underWay(): number;
  /** What was asked so far. */
  usage(): Usage;
  /** Ends the connections that were opened here, never the caller's pool. */
  close(): Promise<void>;
}

export function openSessions<Session>(engine: Engine<Session>, options: SessionOptions): Sessions<Session> {
  const { signal, label, gone, statementSeconds = STATEMENT_SECONDS } = options;
  const lease = leases(engine, options);
  const attendance = attend(statementSeconds);

  async function begin(limited: boolean): Promise<Turn<Session>> {
    const leased = await lease.open();
    const asking = attendance.begin(engine.socketOf(leased.session), limited);
    return {
      leased,
      asking,
      ready: async () => {
        await engine.limit(leased.session, limited ? statementSeconds : null);
        asking.statement();
      },
      failed: (error, doing) => {
        asking.failed(engine.errors.isLockTimeout(error));
        return signal.aborted ? stopped(error) : (gone() ?? engine.errors.translate(error, `${doing} ${label}`));
      },
      end: () => {
        asking.end();
        leased.close();
      },
    };
  }

  return {
    async ask(limited, run) {
      const { leased, asking, ...turn } = await begin(limited);
      try {
        await turn.ready();
        const answer = await run(leased.session, asking.rows);
        await leased.giveBack();
        return answer;
      } catch (error) {
        if (engine.errors.isRefusal(error)) await leased.giveBack();
        throw turn.failed(error, 'asking');
      } finally {
        turn.end();
      }
    },
    async *stream(limited, run) {
      const { leased, asking, ...turn } = await begin(limited);
      try {
        await turn.ready();
        const result = yield* run(leased.session, asking.rows);
        await leased.giveBack();
        return result;
      } catch (error) {
        throw turn.failed(error, 'reading from');
      } finally {
        turn.end();
      }
    },
    keep: () => lease.keep(),
    underWay: () => lease.count(),
    usage: () => attendance.usage(),
    close: () => lease.closeAll(),
  };
}

/** A session while it is asked one question. */
interface Turn<Session> {
  readonly leased: Leased<Session>;
  readonly asking: Asking;
  ready(this: void): Promise<void>;
  failed(this: void, error: unknown, doing: string): CrosstallyError;
  end(this: void): void;
}
