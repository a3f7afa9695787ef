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
