import { describe, expect, it } from 'vitest';
import { flowOf } from '../../adapters/mysql/flow.ts';
import type { Flow } from '../../adapters/mysql/flow.ts';

/** A source that pushes rows one to `last`, a batch being three of them. */
function numbers(last: number): { flow: Flow; taken: number[]; push: () => void } {
  const taken: number[] = [];
  let [next, paused] = [1, false];
  const push = (): void => {
    paused = false;
    while (!paused && next <= last) {
      const row = next++;
      flow.row(() => taken.push(row) % 3 === 0);
    }
    if (!paused) flow.end(null);
  };
  const flow: Flow = flowOf({ pause: () => (paused = true), resume: push });
  return { flow, taken, push };
}

describe('a flow of rows', () => {
  it.each([0, 1, 3, 7, 9])('hands %i of them out in batches, and waits for the consumer in between', async (last) => {
    const { flow, taken, push } = numbers(last);
    const sizes: number[] = [];
    push();
    for await (const _ of flow.batches()) {
      const size = taken.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(taken.length, 'while the consumer is busy').toBe(size);
      sizes.push(size);
    }
    expect(taken).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    expect(Math.max(...sizes.map((size, i) => size - (sizes[i - 1] ?? 0)))).toBeLessThanOrEqual(3);
  });

  it('throws what goes wrong while the consumer is busy, also behind the last row', async () => {
    for (const last of [4, 3]) {
      const { flow, push } = numbers(last);
      push();
      const reading = (async () => {
        for await (const _ of flow.batches()) flow.end(new Error('the connection broke'));
      })();
      await expect(reading).rejects.toThrow('the connection broke');
    }
  });

  it('throws what goes wrong before the first row, and in taking one', async () => {
    const broken = flowOf({ pause: () => undefined, resume: () => undefined });
    broken.end(new Error('refused'));
    await expect(broken.batches().next()).rejects.toThrow('refused');
    const unreadable = flowOf({ pause: () => undefined, resume: () => undefined });
    const first = unreadable.batches().next();
    unreadable.row(() => {
      throw new Error('no frame');
    });
    unreadable.end(null);
    await expect(first).rejects.toThrow('no frame');
  });
});
