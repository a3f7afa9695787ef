import type { KeyRange } from '../model/key.ts';
import { isTooLong } from './patient.ts';

/** A part of a table, and how many rows it has at the most. */
export interface Part {
  readonly range: KeyRange;
  readonly rows: number;
}

/** Into how many parts at least a range is split that took too long. */
const PARTS = 4;

/**
 * Asks for a range; when that takes longer than the server lets a statement take, for parts of it, one after the other
 * and in key order. A range that nobody can split fails with the server's own error.
 */
export async function inTime<T>(
  ask: (range: KeyRange) => Promise<T>,
  split: (range: KeyRange, rows: number) => AsyncIterable<KeyRange>,
  { range, rows }: Part,
): Promise<readonly T[]> {
  try {
    return [await ask(range)];
  } catch (error) {
    if (!isTooLong(error) || rows < 2) throw error;
    const fewer = Math.ceil(rows / PARTS);
    const answers: T[] = [];
    for await (const part of split(range, fewer))
      answers.push(...(await inTime(ask, split, { range: part, rows: fewer })));
    return answers;
  }
}
