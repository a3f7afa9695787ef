import { setMaxListeners } from 'node:events';
import { handled } from '../ranges/in-order.ts';

/** How much may be under way at once. */
export interface Room<T> {
  readonly most: number;
  readonly weigh: (item: T) => number;
}

/**
 * Begins to work on each item as it comes and hands the results out in the items' order, each as soon as it and those
 * before it are done. Unlike `mapInOrder` it does not wait for the work before it pulls the next item, as long as what is
 * under way weighs less than there is room for. The signal tells the work that nobody wants its result any more.
 */
export async function* mapAlongside<T, U>(
  items: AsyncIterable<T>,
  { most, weigh }: Room<T>,
  work: (item: T, left: AbortSignal) => Promise<U>,
): AsyncGenerator<U> {
  const leave = new AbortController();
  // Each wait that is under way listens to it: Node would take eleven for a leak, and say so to the user.
  setMaxListeners(0, leave.signal);
  const iterator = items[Symbol.asyncIterator]();
  const underWay: { readonly done: Promise<U>; readonly weight: number }[] = [];
  let [weight, more]: [number, boolean] = [0, true];
  let next: Promise<IteratorResult<T>> | null = null;
  try {
    for (;;) {
      if (more && weight < most) next ??= handled(iterator.next());
      const oldest = underWay[0];
      if (next === null && oldest === undefined) return;
      if ((await first(oldest?.done ?? null, next)) === 'oldest' && oldest !== undefined) {
        underWay.shift();
        weight -= oldest.weight;
        yield await oldest.done;
        continue;
      }
      const item = await next;
      next = null;
      if (item === null || item.done === true) more = false;
      else {
        const added = weigh(item.value);
        underWay.push({ done: handled(work(item.value, leave.signal)), weight: added });
        weight += added;
      }
    }
  } finally {
    // Whoever waits before looking again is not waited for.
    leave.abort();
    await Promise.allSettled([...underWay.map(({ done }) => done), next]);
    await iterator.return?.();
  }
}

/** Which of the two is there first; the oldest result when both are. */
async function first(oldest: Promise<unknown> | null, next: Promise<unknown> | null): Promise<'oldest' | 'next'> {
  const turns = [oldest?.then(() => 'oldest' as const), next?.then(() => 'next' as const)];
  return Promise.race(turns.filter((turn) => turn !== undefined));
}
