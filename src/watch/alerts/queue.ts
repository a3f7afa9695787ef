import type { Alert } from './alert.ts';

/** Alerts on their way to one receiver, one after the other: what was resolved is told after it was opened. */
export interface Queue {
  add(alert: Alert): void;
  /** Waits until there is none left. */
  empty(): Promise<void>;
}

const LONGEST = 100;

/**
 * @param send answers with what went wrong, in words; null when nothing did.
 * @param problem hears that, and of an alert that is left out since so many wait.
 */
export function newQueue(send: (alert: Alert) => Promise<string | null>, problem: (why: string) => void): Queue {
  let [waiting, last] = [0, Promise.resolve()];
  const next = async (alert: Alert): Promise<void> => {
    // One that fails in a way that nobody thought of does not keep the others.
    const why = await send(alert).catch((error: unknown) => (error instanceof Error ? error.name : 'it failed'));
    waiting--;
    if (why !== null) problem(`was not told that drift was ${alert.kind}: ${why}`);
  };
  return {
    add(alert) {
      if (waiting >= LONGEST) {
        problem('has too many alerts waiting: one more was left out');
        return;
      }
      waiting++;
      last = last.then(() => next(alert));
    },
    empty: () => last,
  };
}
