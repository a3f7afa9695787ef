/**
 * Sorts more than fits into memory. What comes is collected; when there is enough of it, it is sorted and written to a
 * temporary file as a run; in the end the runs are merged.
 */
import { arrayCursor, fileCursor } from './cursor.ts';
import { merged } from './heap.ts';
import { temporaryFile } from './temporary-file.ts';
import type { Run, TemporaryFile } from './temporary-file.ts';

export interface Sorting<T> {
  readonly compare: (a: T, b: T) => number;
  /** Two neighbours as one; null when they stay two. */
  readonly join: (a: T, b: T) => T | null;
  /** As text, and back. */
  readonly pack: (item: T) => string;
  readonly unpack: (text: string) => T;
  /** Items that are held in memory. */
  readonly most: number;
}

export class Sorter<T> implements AsyncDisposable {
  readonly #sorting: Sorting<T>;
  #runs: Run[] = [];
  #items: T[] = [];
  #file: TemporaryFile | null = null;
  /** One run is written after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(sorting: Sorting<T>) {
    this.#sorting = sorting;
  }

  /** To be waited for when it answers with a promise. */
  add(item: T): Promise<void> | null {
    this.#items.push(item);
    return this.#items.length < this.#sorting.most ? null : this.#makeRoom();
  }

  /** Forgets what was added. */
  clear(): void {
    [this.#items, this.#runs] = [[], []];
  }

  /** All of it in order, some at a time. To be asked once. */
  async *sorted(): AsyncGenerator<readonly T[]> {
    this.#sortItems();
    const file = this.#file;
    if (file === null) {
      yield this.#items;
      return;
    }
    const { compare, unpack } = this.#sorting;
    const cursors = await Promise.all(this.#runs.map((run) => fileCursor(file, run, unpack)));
    yield* this.#joined(merged([...cursors, arrayCursor(this.#items)], compare));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close();
  }

  /** Equal items may become few: then there is no need for a run. */
  #makeRoom(): Promise<void> | null {
    this.#sortItems();
    if (this.#items.length * 2 < this.#sorting.most) return null;
    const texts = this.#items.map(this.#sorting.pack);
    this.#items = [];
    this.#writing = this.#writing.then(async () => {
      this.#file ??= await temporaryFile();
      this.#runs.push(await this.#file.append(texts));
    });
    return this.#writing;
  }

  #sortItems(): void {
    const { compare, join } = this.#sorting;
    const joined: T[] = [];
    for (const item of this.#items.sort(compare)) {
      const last = joined.at(-1);
      const both = last === undefined ? null : join(last, item);
      if (both === null) joined.push(item);
      else joined[joined.length - 1] = both;
    }
    this.#items = joined;
  }

  /** Neighbours that are one may come from two runs, and from two batches. */
  async *#joined(batches: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
    let last: T | undefined;
    for await (const batch of batches) {
      const joined: T[] = [];
      for (const item of batch) {
        const both = last === undefined ? null : this.#sorting.join(last, item);
        if (both === null && last !== undefined) joined.push(last);
        last = both ?? item;
      }
      yield joined;
    }
    if (last !== undefined) yield [last];
  }
}
