import type { Socket } from 'node:net';
import type { Usage } from '../../../src/model/usage.ts';

/** Measures what is asked of a server. */
export interface Meter {
  /** A connection that is about to be asked something. */
  begin(socket: Socket): Asking;
  usage(): Usage;
}

/** A connection in use, from the beginning of its transaction to the end. */
export interface Asking {
  /** The statement itself begins. */
  statement(): void;
  rows(this: void, count: number): void;
  failed(locked: boolean): void;
  end(): void;
}

export function newMeter(): Meter {
  const sums = { statements: 0, rows: 0, bytes: 0, failures: 0, lockTimeouts: 0, busySeconds: 0 };
  const longest = { longestStatementSeconds: 0, longestTransactionSeconds: 0 };
  const note = (what: keyof typeof longest, since: number): void => {
    longest[what] = Math.max(longest[what], (performance.now() - since) / 1000);
  };
  return {
    begin(socket) {
      const begun = performance.now();
      const bytesBefore = socket.bytesRead;
      let asked: number | null = null;
      return {
        statement() {
          sums.statements++;
          asked = performance.now();
        },
        rows(count) {
          // A server that does not say how many has failed; who asked will see to that.
          if (Number.isFinite(count)) sums.rows += count;
        },
        failed(locked) {
          sums.failures++;
          if (locked) sums.lockTimeouts++;
        },
        end() {
          sums.bytes += socket.bytesRead - bytesBefore;
          note('longestTransactionSeconds', begun);
          if (asked === null) return;
          sums.busySeconds += (performance.now() - asked) / 1000;
          note('longestStatementSeconds', asked);
        },
      };
    },
    usage: () => ({ ...sums, ...longest }),
  };
}

/** What two meters measured. */
export function addUsage(one: Usage, other: Usage): Usage {
  return {
    statements: one.statements + other.statements,
    rows: one.rows + other.rows,
    bytes: one.bytes + other.bytes,
    failures: one.failures + other.failures,
    lockTimeouts: one.lockTimeouts + other.lockTimeouts,
    busySeconds: one.busySeconds + other.busySeconds,
    longestStatementSeconds: Math.max(one.longestStatementSeconds, other.longestStatementSeconds),
    longestTransactionSeconds: Math.max(one.longestTransactionSeconds, other.longestTransactionSeconds),
  };
}
