/** The two sides of a comparison, always named in this order. */
export type Side = 'source' | 'target';

/** One value for each side. */
export interface Sides<T> {
  readonly source: T;
  readonly target: T;
}

/** Applies `make` to both sides. */
export function mapSides<T, U>(sides: Sides<T>, make: (value: T, side: Side) => U): Sides<U> {
  return { source: make(sides.source, 'source'), target: make(sides.target, 'target') };
}

/**
 * Asks both sides at once. When one fails, the other is told through the signal and waited for before the error goes
 * on, so that no statement is left running behind the caller's back.
 */
export async function bothSides<T, U>(
  sides: Sides<T>,
  ask: (value: T, side: Side, signal: AbortSignal) => Promise<U>,
): Promise<Sides<U>> {
  const stop = new AbortController();
  const askOne = async (side: Side): Promise<U> => {
    try {
      return await ask(sides[side], side, stop.signal);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
  const [source, target] = await Promise.allSettled([askOne('source'), askOne('target')]);
  if (source.status === 'fulfilled' && target.status === 'fulfilled') {
    return { source: source.value, target: target.value };
  }
  // The first failure is the cause; the other side's may only be its echo.
  throw stop.signal.reason;
}
