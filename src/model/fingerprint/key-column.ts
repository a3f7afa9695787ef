/**
 * A key column of a block. The first byte of what is written says how: whichever way takes the fewest bytes of those that
 * can write all of its values. docs/fingerprint.md has the list.
 */

/**
 * Canonical values, one a row: that of row `i` is `bytes[starts[i] … ends[i])`, and it is NULL where it ends before it
 * starts. Not an object a value: a million of them cost more than all else that is done with them.
 */
export interface KeyColumn {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

export const CODING = { bytes: 0, integers: 1, bigIntegers: 2, uuids: 3 } as const;

/** Half of what a double holds exactly, so that the difference of two is exact too. */
export const MOST_SAFE: number = 2 ** 51;

/** The canonical bytes of a value, a view into the column; null for NULL. */
export function keyValue({ bytes, starts, ends }: KeyColumn, row: number): Uint8Array | null {
  const [start, end] = [starts[row] ?? 0, ends[row] ?? 0];
  return end < start ? null : bytes.subarray(start, end);
}

/** Room for the values of so many rows. */
export function emptyColumn(bytes: Uint8Array, rows: number): KeyColumn {
  return { bytes, starts: new Uint32Array(rows), ends: new Uint32Array(rows) };
}

/** Makes the value of a row NULL. */
export function setNull({ starts, ends }: KeyColumn, row: number): void {
  [starts[row], ends[row]] = [1, 0];
}
