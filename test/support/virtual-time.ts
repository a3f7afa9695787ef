/**
 * Time that passes only where everybody waits: a run that would take seconds of looking again takes milliseconds, and
 * two runs of a test see the same moments. Whoever waits by `node:timers/promises` and asks `performance.now()` is in it.
 */
import { syncBuiltinESMExports } from 'node:module';
import { setImmediate as turn } from 'node:timers';
import timers from 'node:timers/promises';

interface Sleeper {
  readonly due: number;
  wake(): void;
}

type Sleep = typeof timers.setTimeout;

/** Runs something in a time of its own, which begins at 1,000 milliseconds; one at a time in a process. */
export async function inVirtualTime<T>(run: () => Promise<T>): Promise<T> {
  const sleep = timers.setTimeout;
  const sleepers: Sleeper[] = [];
  let [time, over] = [1_000, false];
  const advance = (): void => {
    if (over) return;
    const next = sleepers.shift();
    time = Math.max(time, next?.due ?? time);
    next?.wake();
    // Whatever one that wakes can do without waiting is done by the next turn.
    turn(advance);
  };
  replace(sleepAmong(sleepers, () => time) as Sleep);
  performance.now = () => time;
  turn(advance);
  try {
    return await run();
  } finally {
    over = true;
    replace(sleep);
    Reflect.deleteProperty(performance, 'now');
  }
}

function replace(sleep: Sleep): void {
  timers.setTimeout = sleep;
  // Modules that have imported it by its name see it too.
  syncBuiltinESMExports();
}

function sleepAmong(sleepers: Sleeper[], now: () => number) {
  return (milliseconds = 0, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        const at = sleepers.indexOf(sleeper);
        if (at >= 0) sleepers.splice(at, 1);
        reject(new DOMException('stopped', 'AbortError'));
      };
      const sleeper = {
        due: now() + milliseconds,
        wake: () => {
          signal?.removeEventListener('abort', leave);
          resolve(value);
        },
      };
      if (signal?.aborted === true) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      // Of two that are due at once the one who slept first is woken first.
      const at = sleepers.findIndex(({ due }) => due > sleeper.due);
      sleepers.splice(at < 0 ? sleepers.length : at, 0, sleeper);
    });
}
