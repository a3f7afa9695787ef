/** Says when one of a number of connections may be used. */
export interface Places {
  /** Resolves when it is the caller's turn. */
  take(): Promise<void>;
  give(): void;
  /** Says that a place that was taken will not soon come back; what is returned takes that back. */
  keep(): () => void;
  /** Closes a place that was taken, for good, unless it is the last one that comes back; says whether it did. */
  close(): boolean;
}

/**
 * Counts the connections in use. A pool counts too, but the caller's may be larger than what was asked for, and a
 * pool's connect timeout also ends the wait for a free connection, which may rightly take as long as a table.
 */
export function placesFor(count: number): Places {
  const waiting: (() => void)[] = [];
  let [all, taken, kept] = [count, 0, 0];
  return {
    async take() {
      // Who waits is handed a place that is not free in between.
      if (taken < all) taken++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) taken--;
      else next();
    },
    keep() {
      kept++;
      return () => kept--;
    },
    close() {
      if (all - kept < 2) return false;
      taken--;
      all--;
      return true;
    },
  };
}
