/**
 * Whether both sides stand still: then what differs will go on to differ, and nobody has to wait and look again. A side
 * is known to have stood still from the first time that it told its position for as long as it tells the same one.
 */
import type { Activity, Database } from '../../adapter.ts';
import { mapSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import { pause } from '../../run/pause.ts';

export interface Stillness {
  /**
   * Whether nothing was committed on either side from a moment (of `performance.now()`) until now, and not for the rest
   * period before now: waits for that as long as nothing happens.
   */
  heldSince(moment: number): Promise<boolean>;
  /**
   * The same, without waiting: for whoever looks again anyway. To wait for a rest that a write ends keeps step with the
   * writer, and each look would find what comes and goes in the same state.
   */
  hasHeldSince(moment: number): Promise<boolean>;
  /** Asks again; how many milliseconds ago each side was what it shows now. */
  lags(): Promise<Sides<number>>;
  /** In words, the replicas that were behind when they were last asked; null when none was. */
  behind(): string | null;
}

interface Standing {
  readonly position: string | null;
  /** Since when, at the latest. */
  readonly since: number;
  /** When it was last asked. */
  readonly asked: number;
  /** Milliseconds. */
  readonly lag: number;
}

/** A side that lags behind as far as it stood still would be waited for without end. */
const TRIES = 3;

/** Begins to watch at once, so that a long run already knows when it finds something. `rest` is in milliseconds. */
export function watchStillness(databases: Sides<Database>, rest: number, signal: AbortSignal): Stillness {
  const watched = mapSides(databases, (database) => watchSide(database));
  let last: Sides<Standing> | null = null;
  const ask = async (): Promise<Sides<Standing>> => {
    const [source, target] = await Promise.all([watched.source(), watched.target()]);
    last = { source, target };
    return last;
  };
  void ask().catch(() => undefined);
  /** Milliseconds that the rest is still short of; null when something was committed since the moment. */
  const missingRest = async (moment: number): Promise<number | null> => {
    const sides = Object.values(await ask());
    if (sides.some(({ position, since }) => position === null || since > moment)) return null;
    return Math.max(0, ...sides.map(({ since, asked, lag }) => since + rest - (asked - lag)));
  };
  return {
    async heldSince(moment) {
      for (let tries = 0; tries < TRIES; tries++) {
        const wait = await missingRest(moment);
        if (wait === 0) return true;
        if (wait === null || wait > rest) return false;
        await pause(wait / 1000, signal);
      }
      return false;
    },
    hasHeldSince: async (moment) => (await missingRest(moment)) === 0,
    lags: async () => mapSides(await ask(), ({ lag }) => lag),
    behind: () => (last === null ? null : behind(last)),
  };
}

function behind(standing: Sides<Standing>): string | null {
  const { source, target } = mapSides(standing, ({ lag }, side) => {
    if (lag < 1000) return null;
    return lag === Infinity
      ? `the ${side} is a replica that no longer follows`
      : `the ${side} is a replica ${Math.round(lag / 1000).toLocaleString('en-US')} s behind`;
  });
  return [source, target].filter((one) => one !== null).join(', and ') || null;
}

function watchSide(database: Database): () => Promise<Standing> {
  let last: Standing | null = null;
  return async () => {
    const asked = performance.now();
    const activity = (await database.activity?.()) ?? UNKNOWN;
    const { position, lagSeconds, restedSeconds } = activity;
    const answered = performance.now();
    const known = last !== null && last.position === position && position !== null ? last.since : answered;
    last = {
      position,
      asked,
      lag: (lagSeconds ?? 0) * 1000,
      // It had rested for so long when it looked, which was at the latest when it answered.
      since: Math.min(known, answered - (restedSeconds ?? 0) * 1000),
    };
    return last;
  };
}

const UNKNOWN: Activity = { position: null, lagSeconds: null, load: null, restedSeconds: null };
