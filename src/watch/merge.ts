/**
 * The values of several streams as they come. Ends when one of them ends; leaving it early leaves them all.
 *
 * @param left called then, to end what the others are waiting for.
 */
export async function* merged<T>(left: () => void, ...streams: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = new Map(streams.map((stream) => [stream, pull(stream)]));
  try {
    for (;;) {
      const { stream, result } = await Promise.race(next.values());
      if (result.done === true) return;
      next.set(stream, pull(stream));
      yield result.value;
    }
  } finally {
    left();
    await Promise.allSettled(streams.map((stream) => stream.return(undefined)));
  }
}

interface Pulled<T> {
  readonly stream: AsyncGenerator<T>;
  readonly result: IteratorResult<T>;
}

function pull<T>(stream: AsyncGenerator<T>): Promise<Pulled<T>> {
  const pulled = stream.next().then((result) => ({ stream, result }));
  // Looked at when its turn comes: a failure meanwhile must not end the process.
  pulled.catch(() => undefined);
  return pulled;
}
