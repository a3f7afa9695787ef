import { CrosstallyError } from '../errors.ts';

/** A signal of our own that also stops when the caller's does. */
export interface Stop extends Disposable {
  readonly signal: AbortSignal;
  now(this: void): void;
}

/**
 * Listens to the caller's signal until it is disposed of: `AbortSignal.any` would stay with a signal that lives for days,
 * one more for every run.
 */
export function stopWith(outer: AbortSignal | undefined): Stop {
  const stop = new AbortController();
  const follow = (): void => {
    stop.abort(outer?.reason);
  };
  if (outer?.aborted === true) follow();
  else outer?.addEventListener('abort', follow, { once: true });
  return {
    signal: stop.signal,
    now: () => {
      stop.abort();
    },
    [Symbol.dispose]: () => {
      outer?.removeEventListener('abort', follow);
    },
  };
}

/** An error as the caller is told it: of a run that he stopped before it could report, with his reason as the cause. */
export function asTold(error: unknown, signal: AbortSignal | undefined): unknown {
  const words = stoppedWords(signal);
  if (words === null || !(error instanceof CrosstallyError) || error.code !== 'ABORTED') return error;
  return new CrosstallyError('ABORTED', `${words}, before anything was compared`, { cause: signal?.reason });
}

/** `stopped: the reason of the signal`; null while nobody stopped it. */
export function stoppedWords(signal: AbortSignal | undefined): string | null {
  if (signal?.aborted !== true) return null;
  const reason: unknown = signal.reason;
  if (typeof reason === 'string') return `stopped: ${reason}`;
  return reason instanceof Error && reason.message !== '' ? `stopped: ${reason.message}` : 'stopped';
}
