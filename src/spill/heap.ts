import type { Cursor } from './cursor.ts';

const BATCH = 1000;

/** Merges sorted runs: again and again the least of their first items, which a binary heap keeps on top. */
export async function* merged<T>(
  cursors: readonly Cursor<T>[],
  compare: (a: T, b: T) => number,
): AsyncGenerator<readonly T[]> {
  const heap = cursors.filter((cursor) => cursor.current() !== undefined);
  const before = (i: number, j: number): boolean => {
    const [a, b] = [heap[i]?.current(), heap[j]?.current()];
    return a !== undefined && b !== undefined && compare(a, b) < 0;
  };
  for (let i = heap.length - 1; i >= 0; i--) sink(heap, i, before);
  let batch: T[] = [];
  for (let [top] = heap; top !== undefined; [top] = heap) {
    batch.push(top.current() as T);
    const wait = top.advance();
    if (wait !== null) await wait;
    if (top.current() === undefined) removeTop(heap);
    sink(heap, 0, before);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function removeTop(heap: unknown[]): void {
  const last = heap.pop();
  if (heap.length > 0) heap[0] = last;
}

/** Down to where nothing below it comes before it. */
function sink(heap: unknown[], from: number, before: (i: number, j: number) => boolean): void {
  for (let i = from; ;) {
    const [left, right] = [2 * i + 1, 2 * i + 2];
    let least = i;
    if (left < heap.length && before(left, least)) least = left;
    if (right < heap.length && before(right, least)) least = right;
    if (least === i) return;
    [heap[i], heap[least]] = [heap[least], heap[i]];
    i = least;
  }
}
