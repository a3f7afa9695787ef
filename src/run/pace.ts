/**
 * Holds the questions to one side back: so that no more rows a second are read than were allowed, while its server has
 * too much to do, while it is too far behind as a replica, or while a pause file exists.
 */
import type { Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import { fileExists } from '../config/pause-file.ts';
import { CrosstallyError } from '../errors.ts';
import { pause } from './pause.ts';

/** What of the config it goes by. */
export interface Limits extends Pick<Config, 'maxRowsPerSecond' | 'maxLoad' | 'maxLag' | 'pauseFile'> {
  /** The share of its time that the side may be kept busy; null for all of it. */
  readonly share: number | null;
}

export interface Pace {
  /** Resolves when something may be asked. */
  turn(this: void): Promise<void>;
  /** Counts how long an answer is waited for. */
  timed<T>(this: void, answer: Promise<T>): Promise<T>;
  /** Counts rows that were read, and waits until as many may have been. */
  read(this: void, rows: number): Promise<void>;
}

/** Hears why nothing is asked; null when it goes on. */
export type TellHeld = (reason: string | null) => void;

/** Null when nothing is limited. */
export function paceFor(database: Database, limits: Limits, signal: AbortSignal, tell: TellHeld): Pace | null {
  const { maxRowsPerSecond: rate, maxLoad, maxLag, pauseFile, share } = limits;
  if ([rate, maxLoad, maxLag, pauseFile, share].every((limit) => limit === null)) return null;
  const budget = share === null ? null : newBudget(share);
  const reason = reasonToWait(database, limits);
  let paidAt = 0;
  let held: string | null = null;
  const hold = (why: string | null): void => {
    if (why !== held) tell((held = why));
  };
  const paid = async (): Promise<void> => {
    const owed = paidAt - performance.now();
    if (owed > 0) await pause(owed / 1000, signal);
  };
  return {
    async turn() {
      await paid();
      for (let owed = budget?.owed() ?? 0; owed > 0; owed = budget?.owed() ?? 0)
        await pause(Math.min(owed, MOST_AT_ONCE), signal);
      for (let why = await reason(); ; why = await reason()) {
        hold(why);
        if (why === null) return;
        await pause(LOOK_SECONDS, signal);
      }
    },
    timed: (answer) => (budget === null ? answer : budget.timed(answer)),
    async read(rows) {
      if (rate !== null) paidAt = Math.max(performance.now(), paidAt) + (rows * 1000) / rate;
      await paid();
    },
  };
}

/** Seconds of a side's time that may be saved up while nothing is asked. */
const SAVED = 0.5;
/** Seconds: others may have paid meanwhile. */
const MOST_AT_ONCE = 1;

interface Budget {
  /** How many seconds a side has to be left alone until it was kept busy for no more than this share of its time. */
  owed(): number;
  timed<T>(answer: Promise<T>): Promise<T>;
}

/** Of what passes here alone: what is urgent goes elsewhere, and would leave nothing beside an application that writes. */
function newBudget(share: number): Budget {
  let [at, left] = [performance.now(), SAVED];
  return {
    owed() {
      const now = performance.now();
      left = Math.min(SAVED, left + ((now - at) / 1000) * share);
      at = now;
      return -left / share;
    },
    async timed(answer) {
      const asked = performance.now();
      try {
        return await answer;
      } finally {
        left -= (performance.now() - asked) / 1000;
      }
    },
  };
}

/** How long an answer about load, lag and the pause file holds. */
const LOOK_SECONDS = 0.5;

/** Looks twice a second at most, however many ask; each look is a statement. */
function reasonToWait(database: Database, limits: Limits): () => Promise<string | null> {
  let [lookedAt, last]: [number, Promise<string | null>] = [-Infinity, Promise.resolve(null)];
  return () => {
    if (performance.now() - lookedAt >= LOOK_SECONDS * 1000)
      [lookedAt, last] = [performance.now(), look(database, limits)];
    return last;
  };
}

async function look(database: Database, { maxLoad, maxLag, pauseFile }: Limits): Promise<string | null> {
  if (pauseFile !== null && (await fileExists(pauseFile))) return `the pause file ${pauseFile} exists`;
  if (maxLoad === null && maxLag === null) return null;
  const activity = await database.activity?.();
  const [load, lag] = [activity?.load ?? 0, activity?.lagSeconds ?? 0];
  if (load > (maxLoad ?? Infinity)) return `${database.label} runs ${String(load)} other statements`;
  if (lag <= (maxLag ?? Infinity)) return null;
  return `${database.label} ${lag === Infinity ? 'no longer follows its source' : `is ${lag.toFixed(0)} s behind`}`;
}

/**
 * A limit that cannot be kept must not be promised.
 *
 * @throws CrosstallyError PLAN_INVALID
 */
export async function assertKeepable(database: Database, { maxLoad }: Pick<Limits, 'maxLoad'>): Promise<void> {
  if (maxLoad === null || ((await database.activity?.())?.load ?? null) !== null) return;
  throw new CrosstallyError(
    'PLAN_INVALID',
    `${database.label} does not tell this role what others run: no --max-load`,
    {
      hint: 'on PostgreSQL grant it pg_read_all_stats, or leave --max-load out',
    },
  );
}
