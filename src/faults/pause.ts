import { setTimeout as sleep } from 'node:timers/promises';
import { CrosstallyError } from '../errors.ts';

/**
 * Waits.
 *
 * @throws CrosstallyError `ABORTED` at once when the run is stopped.
 */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } catch (error) {
    throw new CrosstallyError('ABORTED', 'stopped', { cause: error });
  }
}
