import type { Run, TemporaryFile } from './temporary-file.ts';

/** Goes through sorted items. */
export interface Cursor<T> {
  /** Undefined behind the last one. */
  current(): T | undefined;
  /** To the next item; to be waited for when it answers with a promise. */
  advance(): Promise<void> | null;
}

/** Items in memory. */
export function arrayCursor<T>(items: readonly T[]): Cursor<T> {
  let at = 0;
  return { current: () => items[at], advance: () => (at++, null) };
}

/** Items of a run in a file, some read ahead. */
export async function fileCursor<T>(file: TemporaryFile, run: Run, unpack: (text: string) => T): Promise<Cursor<T>> {
  let [items, at, next]: [T[], number, number] = [[], 0, run.start];
  async function fill(): Promise<void> {
    const { texts, end } = await file.read(next, run.end);
    [items, at, next] = [texts.map(unpack), 0, end];
  }
  await fill();
  return {
    current: () => items[at],
    advance: () => (++at < items.length || next >= run.end ? null : fill()),
  };
}
