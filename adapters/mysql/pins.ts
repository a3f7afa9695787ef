import type { Engine } from '../sql/sessions/engine.ts';
import type { Session } from './driver.ts';
import { limitStatement, PIN_BORROWED, PIN_OWN, READ_BORROWED, restoreStatement } from './session.ts';

/** How sessions become ours, and what they were again. */
export type Pins = Pick<Engine<Session>, 'pin' | 'limit' | 'restore'>;

/** For sessions of our own, once for each. */
export function pinForGood(): Pins {
  const limits = newLimits();
  return {
    async pin(session) {
      if (limits.knows(session)) return;
      await session.query(PIN_OWN);
      limits.reset(session);
    },
    limit: limits.set,
    restore: async () => {},
  };
}

/** For sessions of the caller's: what they had before is asked for, and set again. */
export function pinForNow(): Pins {
  const limits = newLimits();
  const restorations = new WeakMap<Session, string>();
  return {
    async pin(session) {
      const [said = []] = await session.query(READ_BORROWED);
      restorations.set(session, restoreStatement(said));
      await session.query(PIN_BORROWED);
      limits.reset(session);
    },
    limit: limits.set,
    restore: async (session) => void (await session.query(restorations.get(session) ?? 'SELECT 1')),
  };
}

/** For sessions that are pinned already, as those of a view are: they keep no limit but the last one. */
export function alreadyPinned({ limit }: Pins): Pins {
  return { pin: async () => {}, limit, restore: async () => {} };
}

interface Limits {
  knows(session: Session): boolean;
  /** Says that it has no limit. */
  reset(session: Session): void;
  /** Costs a round trip where the session has another limit. */
  set(this: void, session: Session, seconds: number | null): Promise<void>;
}

function newLimits(): Limits {
  const limits = new WeakMap<Session, number>();
  return {
    knows: (session) => limits.has(session),
    reset: (session) => void limits.set(session, 0),
    async set(session, seconds) {
      const wanted = seconds ?? 0;
      if (limits.get(session) === wanted) return;
      await session.query(limitStatement(seconds));
      limits.set(session, wanted);
    },
  };
}
