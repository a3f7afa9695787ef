/** An application that writes to two changing sides: to the first at once, to the second some time later. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Sides } from '../../src/model/side.ts';
import type { ChangingRow, ChangingSide } from './changing-side.ts';

/** What a transaction does to the rows of a table. The first column is the key, in a table without one as well. */
export type Change = (rows: ChangingRow[]) => void;

export function insert(...row: ChangingRow): Change {
  return (rows) => void rows.push(row);
}

export function remove(id: string): Change {
  return (rows) => {
    const at = rows.findIndex(([key]) => key === id);
    if (at >= 0) rows.splice(at, 1);
  };
}

/** Sets a column, by its number, of the row with this key; does nothing where there is none. */
export function set(id: string, column: number, value: string): Change {
  return (rows) => {
    const at = rows.findIndex(([key]) => key === id);
    const row = rows[at];
    if (row !== undefined) rows[at] = row.with(column, value);
  };
}

export function rekey(id: string, to: string): Change {
  return set(id, 0, to);
}

export function together(...changes: readonly Change[]): Change {
  return (rows) => {
    for (const change of changes) change(rows);
  };
}

export interface Application {
  /** On the first side now, on the second one later, in the order in which they were written. */
  write(change: Change): void;
  /** Does something again and again, the first time after `wait` milliseconds. */
  every(milliseconds: number, turn: (n: number) => void, wait?: number): void;
  /** Does something once. */
  after(milliseconds: number, act: () => void): void;
  /** Writes nothing more; resolves when both sides have all that was written. */
  stop(): Promise<void>;
}

export interface Lagging {
  readonly first: keyof Sides<unknown>;
  /** Milliseconds that the n-th write takes to the other side. */
  readonly lag: (n: number) => number;
}

export function application(sides: Sides<ChangingSide>, { first, lag }: Lagging): Application {
  const second = first === 'source' ? 'target' : 'source';
  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();
  let [writes, arrives] = [0, 0];
  const doing = (work: Promise<void>): void => {
    const done = work.catch(() => undefined).finally(() => underWay.delete(done));
    underWay.add(done);
  };
  return {
    write: (change) => {
      sides[first].write(change);
      arrives = Math.max(arrives, performance.now() + lag(writes++));
      doing(
        pause(arrives - performance.now()).then(() => {
          sides[second].write(change);
        }),
      );
    },
    every: (milliseconds, turn, wait = milliseconds) => {
      doing(repeat(milliseconds, turn, { wait, signal: stop.signal }));
    },
    after: (milliseconds, act) => {
      doing(pause(milliseconds, undefined, { signal: stop.signal }).then(act));
    },
    stop: async () => {
      stop.abort();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function repeat(
  milliseconds: number,
  turn: (n: number) => void,
  { wait, signal }: { wait: number; signal: AbortSignal },
): Promise<void> {
  await pause(wait, undefined, { signal });
  for (let n = 0; ; n++) {
    turn(n);
    await pause(milliseconds, undefined, { signal });
  }
}
