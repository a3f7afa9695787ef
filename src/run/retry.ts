/**
 * Asks again what failed for a while: a lost connection, a server that restarts, a lock, a deadlock.
 *
 * asked → answered · asked → failed for good · asked → waiting → asked …, until there is no more patience. A side that
 * was waited for in vain counts as gone: then every question is asked once only, until one is answered.
 */
import { CrosstallyError, errorLine } from '../errors.ts';
import { pause } from './pause.ts';

/**
 * Asks a whole question until it is answered. Only for what can be asked twice: a digest, a cut, the rows of a range put
 * into something new; never the rest of a stream that broke off.
 */
export type Retry = <T>(question: () => Promise<T>) => Promise<T>;

/** A question that will be asked again. */
export interface Setback {
  readonly reason: string;
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number;
  readonly waitSeconds: number;
}

export interface Patience {
  /** Seconds to wait after each failed attempt; one attempt more than there are. */
  readonly waits: readonly number[];
  /** Ends all waiting at once. */
  readonly signal: AbortSignal;
  /** Hears of each attempt that failed and is made again. */
  readonly tell: (setback: Setback) => void;
}

/** Two minutes in all: as long as a managed server takes to fail over to another machine. */
export const WAITS: readonly number[] = [0.1, 0.4, 1, 2, 4, 8, 15, 30, 30, 30];

/** A way to ask with this patience. What shares it also shares what is known of a side that is gone. */
export function retrying({ waits, signal, tell }: Patience): Retry {
  let gone = false;
  return async (question) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await question();
        gone = false;
        return answer;
      } catch (error) {
        if (!passes(error) || signal.aborted) throw error;
        const wait = gone ? undefined : waits[attempt - 1];
        if (wait === undefined) {
          gone ||= error.code === 'ADAPTER_CONNECT_FAILED';
          throw attempt === 1 ? error : afterAll(error, attempt);
        }
        // Several questions fail together: they should not come back together as well.
        const waitSeconds = wait * (0.75 + Math.random() / 2);
        tell({ reason: errorLine(error), attempt, waitSeconds });
        await pause(waitSeconds, signal);
      }
    }
  };
}

function passes(error: unknown): error is CrosstallyError {
  return error instanceof CrosstallyError && error.remedy === 'again';
}

function afterAll(error: CrosstallyError, attempts: number): CrosstallyError {
  const details = { ...(error.hint === null ? {} : { hint: error.hint }), cause: error, remedy: null };
  return new CrosstallyError(error.code, `${error.message} (asked ${String(attempts)} times)`, details);
}
