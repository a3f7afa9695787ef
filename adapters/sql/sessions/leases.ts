/**
 * Sessions that are lent out, no more at a time than were asked for.
 *
 * waiting: for a place · opening: for the connection · lent: pinned, asked something · idle again, or cut.
 * An abort cuts what is opening and what is lent, and lets nobody wait for it.
 */
import { CrosstallyError } from '../../../src/errors.ts';
import { discreetCause } from '../discreet.ts';
import { connectFailed } from './connecting.ts';
import type { Engine } from './engine.ts';
import { placesFor } from './places.ts';

export interface LeaseOptions {
  readonly connections: number;
  readonly signal: AbortSignal;
  readonly label: string;
  /** Hears that there are fewer connections than were asked for. */
  readonly tell: (notice: string) => void;
}

/** A session, checked out and pinned. */
export interface Leased<Session> {
  readonly session: Session;
  /** Says that the session is idle again. */
  giveBack(): Promise<void>;
  /** Frees the place. A session that was not given back may be in the middle of a result: it is cut. */
  close(this: void): void;
}

export interface Leases<Session> {
  open(): Promise<Leased<Session>>;
  /** The same for one that will be used as long as the side is open. */
  keep(): Promise<Leased<Session>>;
  count(): number;
  closeAll(): Promise<void>;
}

export function leases<Session>(engine: Engine<Session>, options: LeaseOptions): Leases<Session> {
  const { pool } = engine;
  const { connections, signal, label } = options;
  const places = placesFor(connections);
  const open = new Set<Session>();
  let [reached, opening] = [false, 0];

  const cutAll = (): void => {
    if (opening > 0) pool.cutOpening();
    for (const session of open) engine.interrupt(session);
  };

  async function connect(): Promise<Session> {
    assertGoesOn(signal);
    opening++;
    const session = await pool.take().finally(() => opening--);
    reached = true;
    open.add(session);
    try {
      assertGoesOn(signal);
      await engine.pin(session);
      return session;
    } catch (error) {
      open.delete(session);
      pool.cut(session);
      throw error;
    }
  }

  async function take(): Promise<Session> {
    for (;;) {
      await places.take();
      try {
        return await untilAborted(signal, connect());
      } catch (error) {
        if (!signal.aborted && engine.errors.isFull(error) && goesOnWithFewer()) continue;
        places.give();
        if (signal.aborted) throw stopped(error);
        throw connectFailed(engine.errors, error, { label, reached });
      }
    }
  }

  /** There is no use in asking again and again for what the server does not give beside what it has given. */
  function goesOnWithFewer(): boolean {
    const closed = reached && places.close();
    if (closed) options.tell(fewer(options));
    return closed;
  }

  async function lease(): Promise<Leased<Session>> {
    const session = await take();
    let idle = false;
    return {
      session,
      async giveBack() {
        await engine.restore(session);
        idle = true;
      },
      close() {
        open.delete(session);
        if (idle) pool.giveBack(session);
        else pool.cut(session);
        places.give();
      },
    };
  }

  signal.addEventListener('abort', cutAll, { once: true });
  return {
    open: lease,
    async keep() {
      return kept(await lease(), places.keep());
    },
    count: () => open.size,
    async closeAll() {
      signal.removeEventListener('abort', cutAll);
      cutAll();
      await pool.end();
    },
  };
}

function kept<Session>(leased: Leased<Session>, free: () => void): Leased<Session> {
  const close = (): void => {
    free();
    leased.close();
  };
  return { ...leased, close };
}

/** What is said of a server that gives fewer connections than it was asked for. */
export function fewer({ label, connections }: Pick<LeaseOptions, 'label' | 'connections'>): string {
  return `${label} gives fewer than ${String(connections)} connections: the run goes on with those that it gets`;
}

function assertGoesOn(signal: AbortSignal): void {
  if (signal.aborted) throw stopped();
}

export function stopped(error?: unknown): CrosstallyError {
  return new CrosstallyError('ABORTED', 'stopped', error === undefined ? {} : { cause: discreetCause(error) });
}

/** Connecting can take ten seconds, which an interrupted run must not wait for. */
function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(stopped());
    };
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
