import { CrosstallyError } from '../errors.ts';

/**
 * Waits.
 *
 * @param signals end the wait; none of them is listened to any longer than that.
 * @throws CrosstallyError `ABORTED` at once when one of them says so.
 */
export function pause(seconds: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      for (const signal of signals) signal?.removeEventListener('abort', stop);
    };
    const stop = (): void => {
      end();
      const cause: unknown = signals.find((signal) => signal?.aborted === true)?.reason;
      reject(new CrosstallyError('ABORTED', 'stopped', { cause }));
    };
    const timer = setTimeout(() => {
      end();
      resolve();
    }, seconds * 1000);
    for (const signal of signals) signal?.addEventListener('abort', stop, { once: true });
    if (signals.some((signal) => signal?.aborted === true)) stop();
  });
}
