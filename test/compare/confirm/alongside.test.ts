import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mapAlongside } from '../../../src/compare/confirm/alongside.ts';

async function* numbers(): AsyncGenerator<number> {
  for (let n = 0; n < 40; n++) yield n;
}

it('many may wait at once, and nobody is told of a leak', async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error): unknown => warnings.push(warning);
  process.on('warning', hear);
  const wait = async (n: number, left: AbortSignal): Promise<number> => {
    left.addEventListener('abort', () => undefined, { once: true });
    await pause(5);
    return n;
  };
  const seen: number[] = [];
  for await (const n of mapAlongside(numbers(), { most: 100, weigh: () => 1 }, wait)) seen.push(n);
  await pause(5);
  process.off('warning', hear);
  expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => n));
  expect(warnings).toEqual([]);
});
