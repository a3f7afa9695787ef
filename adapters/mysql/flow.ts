/**
 * Turns rows that a driver pushes into batches that a consumer pulls.
 *
 * flowing: rows arrive · full: the source is paused until the consumer comes back · ended: by the end of the result, or
 * by a failure, which the consumer gets thrown whatever came before it.
 */
export interface Flow {
  /** Offers a row; `take` says whether the consumer should go first. */
  row(take: () => boolean): void;
  end(this: void, failure: Error | null): void;
  /** Yields whenever it is full, and once at the end. */
  batches(): AsyncGenerator<void>;
}

/** What a flow holds back. */
export interface Source {
  pause(): void;
  resume(): void;
}

export function flowOf(source: Source): Flow {
  let state: 'flowing' | 'full' | 'ended' = 'flowing';
  let failure: Error | null = null;
  let wake = (): void => undefined;

  function row(take: () => boolean): void {
    if (state === 'ended') return;
    try {
      if (!take()) return;
    } catch (error) {
      end(error as Error);
      return;
    }
    state = 'full';
    source.pause();
    wake();
  }

  function end(reason: Error | null): void {
    failure ??= reason;
    state = 'ended';
    wake();
  }

  async function* batches(): AsyncGenerator<void> {
    for (;;) {
      if (state === 'flowing') await new Promise<void>((resolve) => (wake = resolve));
      throwFailure();
      yield;
      // What went wrong while the consumer was busy counts, also behind the last row.
      throwFailure();
      if (hasEnded()) return;
      state = 'flowing';
      source.resume();
    }
  }

  // Functions, since the compiler takes both for unchanged over a wait.
  function throwFailure(): void {
    if (failure !== null) throw failure;
  }

  function hasEnded(): boolean {
    return state === 'ended';
  }

  return { row, end, batches };
}
