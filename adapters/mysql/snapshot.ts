/**
 * One consistent view over many connections, without a lock: a transaction is begun on all of them at once, and what the
 * server tells of itself proves that nothing was committed between the first and the last. If something was, once more.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { CrosstallyError } from '../../src/errors.ts';
import type { Engine } from '../sql/sessions/engine.ts';
import { fewer } from '../sql/sessions/leases.ts';
import { viewAge } from '../sql/sessions/view-age.ts';
import type { Session, Sessions } from './driver.ts';

export interface ViewOptions {
  readonly connections: number;
  readonly label: string;
  /** The most milliseconds that the view may be kept. */
  readonly snapshotAge: number;
  /** Hears that there are fewer connections than were asked for. */
  readonly tell: (notice: string) => void;
}

const BEGIN = 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY';
/** MariaDB with a binary log: where in it the view of this very session is. */
const OWN_POSITION = `SHOW STATUS WHERE Variable_name IN ('Binlog_snapshot_file', 'Binlog_snapshot_position')`;
/** Otherwise how far the log of InnoDB is, to which every commit writes: see activity.ts. */
const LOG = `SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_lsn_current', 'Innodb_log_write_requests')`;

/** How often to try in vain: on a server that commits every millisecond there is a moment in some tens. */
const TRIES = 300;

/** Sessions of one view, all opened when the first is asked for. One that breaks is not replaced: its view is gone. */
export function sessionsInView(engine: Engine<Session>, options: ViewOptions): Sessions {
  const { pool } = engine;
  const alive = new Set<Session>();
  const free: Session[] = [];
  /** Those who wait for a session, when there are fewer than places. */
  const waiting: (() => void)[] = [];
  const age = viewAge(options.snapshotAge, options.label, () => {
    for (const session of free.splice(0)) drop(session);
  });
  let opened: Promise<void> | null = null;

  function drop(session: Session): void {
    alive.delete(session);
    pool.cut(session);
    if (alive.size > 0) return;
    age.lose('no connection is left that has it');
    for (const wake of waiting.splice(0)) wake();
  }

  async function takeFree(): Promise<Session> {
    for (;;) {
      age.assertYoung();
      const session = free.shift();
      if (session !== undefined) return session;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  async function openAll(): Promise<void> {
    const sessions = await takeAll(engine, options);
    for (const session of sessions) alive.add(session);
    try {
      for (const session of sessions) await engine.pin(session);
      await beginTogether(sessions, options.label);
      free.push(...sessions);
    } catch (error) {
      sessions.forEach(drop);
      throw error;
    }
  }

  return {
    async take() {
      opened ??= openAll();
      opened.catch(() => (opened = null));
      await opened;
      return takeFree();
    },
    giveBack(session) {
      free.push(session);
      waiting.shift()?.();
    },
    cut: drop,
    cutOpening: () => {
      pool.cutOpening();
    },
    async end() {
      age.release();
      for (const session of free.splice(0)) await giveBack(session, engine);
      await pool.end();
    },
  };
}

/** One after the other: the first one finds out whether the server encrypts. With those that there are, if not for all. */
async function takeAll({ pool, errors }: Engine<Session>, options: ViewOptions): Promise<readonly Session[]> {
  const sessions: Session[] = [];
  try {
    while (sessions.length < options.connections) sessions.push(await pool.take());
  } catch (error) {
    if (sessions.length === 0 || !errors.isFull(error)) {
      for (const session of sessions) pool.cut(session);
      throw error;
    }
    options.tell(fewer(options));
  }
  return sessions;
}

async function giveBack(session: Session, { pool, restore }: Engine<Session>): Promise<void> {
  try {
    await session.query('ROLLBACK');
    await restore(session);
    pool.giveBack(session);
  } catch {
    pool.cut(session);
  }
}

async function beginTogether(sessions: readonly Session[], label: string): Promise<void> {
  const [first] = sessions;
  if (first === undefined) return;
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await told(first, LOG);
    await Promise.all(sessions.map((session) => session.query(BEGIN)));
    const after = await told(first, LOG);
    if (sessions.length === 1 || (before !== '' && before === after)) return;
    const own = new Set(await Promise.all(sessions.map((session) => told(session, OWN_POSITION))));
    if (own.size === 1 && !own.has('')) return;
    await pause(Math.random() * 20);
  }
  throw new CrosstallyError('SNAPSHOT_GONE', `${label} commits too often to begin all views at one moment`, {
    hint: 'use --consistency recheck, --concurrency 1, or a replica; MariaDB with a binary log can do it',
  });
}

/** What a question says, as one text; empty when it says nothing. */
async function told(session: Session, question: string): Promise<string> {
  const rows = await session.query(question);
  const known = rows.filter(([, value]) => value !== null && value !== '' && value !== '0');
  return known.map((row) => row.join(' ')).join(', ');
}
