/**
 * Time that passes only where everybody waits: a run that would take seconds of looking again takes milliseconds, and
 * two runs of a test see the same moments. Whoever waits by `setTimeout`, the one of `node:timers/promises` too, and asks
 * `performance.now()` is in it.
 */
import { syncBuiltinESMExports } from 'node:module';
import { setImmediate as turn } from 'node:timers';
import timers from 'node:timers/promises';

interface Sleeper {
  readonly due: number;
  wake(): void;
}

interface Clock {
  readonly sleepers: Sleeper[];
  time: number;
}

/** Runs something in a time of its own, which begins at 1,000 milliseconds; one at a time in a process. */
export async function inVirtualTime<T>(run: () => Promise<T>): Promise<T> {
  const clock: Clock = { sleepers: [], time: 1_000 };
  const restore = replaceTimers(clock);
  let over = false;
  const advance = (): void => {
    if (over) return;
    const next = clock.sleepers.shift();
    clock.time = Math.max(clock.time, next?.due ?? clock.time);
    next?.wake();
    // Whatever one that wakes can do without waiting is done by the next turn.
    turn(advance);
  };
  turn(advance);
  try {
    return await run();
  } finally {
    over = true;
    restore();
  }
}

function replaceTimers(clock: Clock): () => void {
  const { setTimeout, clearTimeout } = globalThis;
  const sleep = timers.setTimeout;
  const replacements = {
    setTimeout: (wake: () => void, milliseconds = 0) => addSleeper(clock, milliseconds, wake),
    clearTimeout: (sleeper: Sleeper) => {
      removeSleeper(clock, sleeper);
    },
  };
  Object.assign(globalThis, replacements);
  performance.now = () => clock.time;
  timers.setTimeout = sleepIn(clock) as typeof sleep;
  // Modules that have imported it by its name see it too.
  syncBuiltinESMExports();
  return () => {
    Object.assign(globalThis, { setTimeout, clearTimeout });
    Reflect.deleteProperty(performance, 'now');
    timers.setTimeout = sleep;
    syncBuiltinESMExports();
  };
}

function addSleeper({ sleepers, time }: Clock, milliseconds: number, wake: () => void): Sleeper {
  const sleeper = { due: time + milliseconds, wake };
  // Of two that are due at once the one who slept first is woken first.
  const at = sleepers.findIndex(({ due }) => due > sleeper.due);
  sleepers.splice(at < 0 ? sleepers.length : at, 0, sleeper);
  return sleeper;
}

function removeSleeper({ sleepers }: Clock, sleeper: Sleeper): void {
  const at = sleepers.indexOf(sleeper);
  if (at >= 0) sleepers.splice(at, 1);
}

function sleepIn(clock: Clock) {
  return (milliseconds = 0, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const sleeper = addSleeper(clock, milliseconds, () => {
        signal?.removeEventListener('abort', leave);
        resolve(value);
      });
      function leave(): void {
        removeSleeper(clock, sleeper);
        reject(new DOMException('stopped', 'AbortError'));
      }
      if (signal?.aborted === true) leave();
      else signal?.addEventListener('abort', leave, { once: true });
    });
}
