import { CrosstallyError } from '../errors.ts';
import type { KeyRange } from '../model/key.ts';

/** A part of a table, and how many rows it has at the most. */
export interface Part {
  readonly range: KeyRange;
  readonly rows: number;
}

/** How a range is cut into smaller ones. */
export interface Smaller {
  /** Ranges of at most so many rows that tile it. */
  readonly split: (range: KeyRange, rows: number) => AsyncIterable<KeyRange>;
  /** Told how many rows were too many. */
  readonly tooMany: (rows: number) => void;
}

/** Into how many parts at least a range is split that took too long. */
const PARTS = 4;

/**
 * Asks for a range; when that takes longer than the server lets a statement take, for parts of it, one after the other
 * and in key order. A range that nobody can split fails with the server's own error.
 */
export async function inTime<T>(
  ask: (range: KeyRange) => Promise<T>,
  { split, tooMany }: Smaller,
  { range, rows }: Part,
): Promise<readonly T[]> {
  try {
    return [await ask(range)];
  } catch (error) {
    if (!isTooLong(error) || rows < 2) throw error;
    tooMany(rows);
    const fewer = Math.ceil(rows / PARTS);
    const answers: T[] = [];
    for await (const part of split(range, fewer))
      answers.push(...(await inTime(ask, { split, tooMany }, { range: part, rows: fewer })));
    return answers;
  }
}

/** Whether a question was given up for its length: a smaller one may be answered in time. */
export function isTooLong(error: unknown): boolean {
  return error instanceof CrosstallyError && error.remedy === 'smaller';
}
