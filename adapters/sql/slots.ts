/** Says when one of a fixed number of things may be used. */
export interface Slots {
  /** Resolves when it is the caller's turn. */
  take(): Promise<void>;
  give(): void;
}

/**
 * Counts the connections in use. A pool counts too, but the caller's may be larger than what was asked for, and a
 * pool's connect timeout also ends the wait for a free connection, which may rightly take as long as a table.
 */
export function slots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async take() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    },
  };
}
