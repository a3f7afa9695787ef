/** How much may be ahead of what was taken. */
export interface Ahead<U> {
  /** Items under way. */
  readonly items: number;
  /** What their results may weigh together; of one under way it is held to be what the last result weighed. */
  readonly weight: number;
  readonly weigh: (result: U) => number;
}

/**
 * Works on several items at once and hands the results out in the items' order. Items are pulled only as fast as
 * results are taken, so a slow reader slows the work down instead of filling memory; heavy results make it fewer items.
 */
export async function* mapInOrder<T, U>(
  items: AsyncIterable<T>,
  ahead: number | Ahead<U>,
  work: (item: T) => Promise<U>,
): AsyncGenerator<U> {
  const { items: most, weight, weigh } = typeof ahead === 'number' ? unweighed(ahead) : ahead;
  const iterator = items[Symbol.asyncIterator]();
  const underWay: Promise<U>[] = [];
  let [more, expected] = [true, 0];
  const weighed = async (item: T): Promise<U> => {
    const result = await work(item);
    expected = weigh(result);
    return result;
  };
  // One at least is under way, whatever it weighs.
  const isRoom = (): boolean =>
    underWay.length === 0 || (underWay.length < most && (underWay.length + 1) * expected <= weight);
  try {
    while (more || underWay.length > 0) {
      while (more && isRoom()) {
        const next = await iterator.next();
        if (next.done === true) more = false;
        else underWay.push(handled(weighed(next.value)));
      }
      const oldest = underWay.shift();
      if (oldest !== undefined) yield await oldest;
    }
  } finally {
    await Promise.allSettled(underWay);
    await iterator.return?.();
  }
}

function unweighed(items: number): Ahead<unknown> {
  return { items, weight: 0, weigh: () => 0 };
}

/**
 * Runs several generators at once, each until what it is ahead weighs `buffer`, and yields all of the first, then all of
 * the second, and so on.
 */
export async function* concatAhead<T>(
  starts: readonly (() => AsyncGenerator<T>)[],
  ahead: number,
  buffer: number,
  weigh: (value: T) => number = () => 1,
): AsyncGenerator<T> {
  const waiting = [...starts];
  const running: Pump<T>[] = [];
  try {
    for (;;) {
      while (running.length < ahead && waiting.length > 0) {
        const start = waiting.shift();
        if (start !== undefined) running.push(new Pump(start(), buffer, weigh));
      }
      const first = running[0];
      if (first === undefined) return;
      yield* first.values();
      running.shift();
    }
  } finally {
    await Promise.all(running.map((pump) => pump.stop()));
  }
}

/** Pulls from a generator before anybody asks, as far as its buffer reaches. */
class Pump<T> {
  readonly #generator: AsyncGenerator<T>;
  readonly #room: number;
  readonly #weigh: (value: T) => number;
  readonly #buffer: T[] = [];
  #weight = 0;
  readonly #done: Promise<void>;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(generator: AsyncGenerator<T>, room: number, weigh: (value: T) => number) {
    this.#generator = generator;
    this.#room = room;
    this.#weigh = weigh;
    this.#done = handled(this.#run());
  }

  async *values(): AsyncGenerator<T> {
    for (;;) {
      while (this.#buffer.length > 0) {
        const value = this.#buffer.shift() as T;
        this.#weight -= this.#weigh(value);
        yield value;
        this.#wake();
      }
      if (this.#ended) break;
      await this.#change();
    }
    await this.#done;
  }

  async stop(): Promise<void> {
    this.#ended = true;
    this.#wake();
    await Promise.allSettled([this.#done]);
  }

  async #run(): Promise<void> {
    try {
      for await (const value of this.#generator) {
        this.#buffer.push(value);
        this.#weight += this.#weigh(value);
        this.#wake();
        while (this.#weight >= this.#room && !this.#ended) await this.#change();
        if (this.#ended) return;
      }
    } finally {
      this.#ended = true;
      this.#wake();
    }
  }

  /** Resolves when the buffer or the end has moved. Both sides may wait, never at the same time. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** Marks a promise's failure as one that somebody will look at later, when its turn comes. */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
