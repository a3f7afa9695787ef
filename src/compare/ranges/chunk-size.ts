/** How many rows the next chunk should have. */
export interface ChunkSize {
  rows(this: void): number;
  /** Told how long a chunk took to digest on the slower side. */
  took(this: void, rows: number, milliseconds: number): void;
  /** Told that a chunk of so many rows took longer than a statement may. */
  tooMany(this: void, rows: number): void;
}

/** Long enough to make little of the way there and back, short enough to hold nothing up. */
const MILLISECONDS = 500;
/** From one chunk to the next; a single slow one says little. */
const [MOST_GROWTH, MOST_SHRINKING] = [2, 1 / 2];
/** Times the usual size. One way to digest is the slower one, and is tried on the first of them too. */
const [SMALLEST, FIRST] = [1 / 8, 1 / 4];
/** Beyond so many times the usual size, the rows of a chunk that differ would take too much memory. */
export const LARGEST = 4;
/** A statement that was given up says how many rows are too many, and nothing of how many are few enough. */
const AFTER_TIMEOUT = 1 / 4;

/** Steers by time: the next chunk should take half a second. */
export function steeredSize(usual: number): ChunkSize {
  let rows = Math.ceil(usual * FIRST);
  let most = usual * LARGEST;
  return {
    rows: () => rows,
    took: (count, milliseconds) => {
      // The end of a table, or a gap in it, says nothing.
      if (count < rows / 2) return;
      const factor = Math.min(MOST_GROWTH, Math.max(MOST_SHRINKING, MILLISECONDS / Math.max(1, milliseconds)));
      rows = Math.ceil(Math.min(most, Math.max(Math.min(usual * SMALLEST, most), count * factor)));
    },
    tooMany: (count) => {
      most = Math.max(1, Math.min(most, Math.floor(count * AFTER_TIMEOUT)));
      rows = Math.min(rows, most);
    },
  };
}

/** Chunks of as many rows as the user asked for, fewer where the server will not have it. */
export function fixedSize(asked: number): ChunkSize {
  let rows = asked;
  return {
    rows: () => rows,
    took: () => undefined,
    tooMany: (count) => {
      rows = Math.max(1, Math.min(rows, Math.floor(count * AFTER_TIMEOUT)));
    },
  };
}
