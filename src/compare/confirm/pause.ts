import { setTimeout as sleep } from 'node:timers/promises';
import { CrosstallyError } from '../../errors.ts';

/** Waits some milliseconds. @throws CrosstallyError ABORTED when the run is stopped meanwhile, or `left` is. */
export type Pause = (milliseconds: number, left?: AbortSignal) => Promise<void>;

export function pauseUntil(signal: AbortSignal): Pause {
  return async (milliseconds, left) => {
    try {
      await sleep(milliseconds, undefined, { signal: left === undefined ? signal : AbortSignal.any([signal, left]) });
    } catch (error) {
      throw new CrosstallyError('ABORTED', 'stopped', { cause: error });
    }
  };
}
