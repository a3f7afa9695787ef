/** What every command needs: both sides open, asked in one way, told of in one way, and closed in the end. */
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { LimitFunction } from 'p-limit';
import type { Adapter, Database } from '../adapter.ts';
import type { Config } from '../config/config.ts';
import type { Event } from '../model/event.ts';
import { mapSides } from '../model/side.ts';
import type { Side, Sides } from '../model/side.ts';
import { newNotices } from './notices.ts';
import { besideFingerprints } from '../fingerprint/beside.ts';
import { closeBoth, openBoth } from './open.ts';
import { retrying, WAITS } from './retry.ts';
import type { Retry, Setback } from './retry.ts';
import { stopWith } from './stop.ts';

export interface Run extends AsyncDisposable {
  readonly databases: Sides<Database>;
  /** The same, for what cannot wait for the share of the time that a side may be kept busy. */
  readonly urgent: Sides<Database>;
  /** Ends whatever is under way: the caller's wish, or the end of the run. */
  readonly signal: AbortSignal;
  /** How many chunks are read at once. */
  readonly limit: LimitFunction;
  /** For what is asked again as a whole: a chunk, a pass over a table. */
  readonly retry: Retry;
  /** Tells something from deep inside of the run. */
  tell(this: void, event: Event): void;
  /** The values of a stage, and between them what is told from deep inside of the run. */
  among<V>(this: void, values: AsyncGenerator<V>): AsyncGenerator<V | Event>;
}

export interface Beginning extends Sides<Adapter> {
  readonly signal?: AbortSignal | undefined;
  /** The share of its time that each side may be kept busy; all of it when left out. */
  readonly share?: number;
}

/**
 * Opens both sides, or neither.
 *
 * @throws CrosstallyError what an adapter says when it cannot be opened.
 */
export async function beginRun({ source, target, signal: outer, share = 1 }: Beginning, config: Config): Promise<Run> {
  const stop = stopWith(outer);
  const { signal } = stop;
  // Each question under way and each wait listens to it: Node would take eleven for a leak.
  setMaxListeners(0, signal);
  const notices = newNotices<Event>();
  const setback = (one: Setback): void => {
    notices.tell({ type: 'retried', ...one });
  };
  const held = (reason: string | null): void => {
    notices.tell({ type: 'held', reason });
  };
  const asked = (side: Side, statement: string): void => {
    notices.tell({ type: 'asked', side, statement });
  };
  const known = new Set<string>();
  const noticed = (notice: string): void => {
    // Each connection may meet the same thing.
    if (!known.has(notice)) notices.tell({ type: 'noticed', notice });
    known.add(notice);
  };
  try {
    const sides = await openBoth(
      { source, target },
      { config, share: share < 1 ? share : null, signal, setback, held, noticed, asked },
    );
    const databases = await besideFingerprints(
      mapSides(sides, ({ database }) => database),
      config,
    );
    return {
      databases,
      urgent: mapSides(sides, ({ urgent }) => urgent),
      signal,
      retry: retrying({ waits: WAITS, signal, tell: setback }),
      limit: pLimit(config.concurrency),
      tell: notices.tell,
      among: (values) => notices.among(values, stop.now),
      async [Symbol.asyncDispose]() {
        // Ends what is still being read when the caller leaves early; does nothing after a whole run.
        stop.now();
        stop[Symbol.dispose]();
        await closeBoth(databases);
      },
    };
  } catch (error) {
    stop[Symbol.dispose]();
    throw error;
  }
}
