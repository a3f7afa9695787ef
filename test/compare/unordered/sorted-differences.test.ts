import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnmatchedRow } from '../../../src/compare/rows/rows-by-key.ts';
import { sortedDifferences } from '../../../src/compare/unordered/sorted-differences.ts';
import { compareTallies, Tally } from '../../../src/compare/rows/rows-by-key.ts';
import type { Difference } from '../../../src/model/difference.ts';
import type { KeyOrders } from '../../../src/model/key.ts';

/** With room for so few rows in memory that nearly all of them go through the file. */
async function sorted(rows: readonly UnmatchedRow[], orders: KeyOrders, keyed = true, most = 5): Promise<Difference[]> {
  await using found = sortedDifferences(orders, keyed, most);
  for (const row of rows) await found.add(row);
  const all: Difference[] = [];
  for await (const some of found.differences()) all.push(...some);
  return all;
}

function inMemory(rows: readonly UnmatchedRow[], orders: KeyOrders): Difference[] {
  const tallies = { source: new Tally(), target: new Tally() };
  for (const { side, key, hash } of rows) tallies[side].add(key, hash);
  return compareTallies(tallies, orders);
}

const rowsWith = (part: fc.Arbitrary<string | null>) =>
  fc.array(
    fc.record({
      side: fc.constantFrom('source' as const, 'target' as const),
      key: fc.tuple(part, fc.constantFrom('1', '2')),
      hash: fc.bigInt({ min: 0n, max: 3n }).map((n) => n * 0x4000_0000_0000_0000n),
    }),
    { maxLength: 60 },
  );

describe('differences that are sorted outside of memory', () => {
  it.each([
    ['numbers', fc.constantFrom('9', '10', '-3', '0.5'), ['numeric', 'numeric']],
    [
      'texts',
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 3 }),
        fc.constantFrom('', '[1]', 'a b', '\ud83d\ude00', '\uffee'),
      ),
      [null, null],
    ],
    ['texts and NULL', fc.constantFrom('a', null), [null, null]],
  ] as const)('are those found in memory, in the same order: %s', async (_name, part, orders) => {
    await fc.assert(
      fc.asyncProperty(rowsWith(part), async (rows) => {
        expect(await sorted(rows, orders)).toEqual(inMemory(rows, orders));
      }),
    );
  });

  it('keep the mark of a key that is no text', async () => {
    const keys = Array.from({ length: 20 }, (_, i) => [i % 2 === 0 ? `\udcff0x98${i} (cp1251)` : `\ufffd${i}`]);
    const rows = keys.map((key) => ({ side: 'source' as const, key, hash: 1n }));
    expect(await sorted(rows, [null])).toEqual(inMemory(rows, [null]));
  });

  it('are counted without a key, however many copies there are', async () => {
    const copies = (side: 'source' | 'target', key: string, n: number): UnmatchedRow[] =>
      Array.from({ length: n }, () => ({ side, key: [key], hash: BigInt(`0x${key}`) }));
    const rows = [...copies('source', 'bb', 2000), ...copies('target', 'aa', 7), ...copies('target', 'bb', 1500)];
    expect(await sorted(rows, [null], false)).toEqual([
      { kind: 'extra', key: ['aa'], count: 7 },
      { kind: 'missing', key: ['bb'], count: 500 },
    ]);
  });

  it('come a hundred thousand at a time, one key or many', async () => {
    await using found = sortedDifferences([null], true, 10_000);
    for (let i = 0; i < 150_000; i++) await found.add({ side: 'source', key: [String(i)], hash: 1n });
    for (let i = 0; i < 60_000; i++) await found.add({ side: 'target', key: [null], hash: BigInt(i) });
    const sizes: number[] = [];
    for await (const some of found.differences()) sizes.push(some.length);
    expect(sizes).toEqual([100_000, 100_000, 10_000]);
  });

  it('forgets what a failed reading had added', async () => {
    await using found = sortedDifferences(['numeric'], true, 5);
    for (let i = 0; i < 23; i++) await found.add({ side: 'source', key: [String(i)], hash: 1n });
    found.clear();
    for (let i = 0; i < 12; i++) await found.add({ side: 'target', key: [String(i)], hash: 1n });
    const all: string[] = [];
    for await (const some of found.differences()) all.push(...some.map(({ kind, key }) => `${kind} ${String(key[0])}`));
    expect(all).toEqual(Array.from({ length: 12 }, (_, i) => `extra ${i}`));
  });
});
