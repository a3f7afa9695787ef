import { describe, expect, it } from 'vitest';
import type { TableReader } from '../../../src/adapter.ts';
import { trackCoverage } from '../../../src/compare/ranges/coverage.ts';
import { cutRange, splitRange } from '../../../src/compare/ranges/cut.ts';
import { streamDigests } from '../../../src/compare/digests/digest.ts';
import { loadHashing } from '../../../src/compare/digests/hash.ts';
import { narrow } from '../../../src/compare/ranges/narrow.ts';
import { DEFAULTS } from '../../../src/config/config.ts';
import { EVERYTHING } from '../../../src/model/key.ts';
import type { Key, KeyRange } from '../../../src/model/key.ts';
import type { Sides } from '../../../src/model/side.ts';
import { planTable } from '../../../src/plan/plan-table.ts';
import { numbers, sideOf } from '../../support/in-memory.ts';
import { table } from '../../support/shapes.ts';

const plan = planTable({ source: table('t'), target: table('t') }, DEFAULTS);

async function readers(source: string[][], target: string[][]): Promise<Sides<TableReader>> {
  const open = async (rows: string[][], side: 'source' | 'target'): Promise<TableReader> => {
    const database = await sideOf(rows).open({ connections: 1, signal: new AbortController().signal });
    return database.reader(plan.views[side]);
  };
  return { source: await open(source, 'source'), target: await open(target, 'target') };
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function leaves(sides: Sides<TableReader>, rows: Sides<number>): Promise<KeyRange[]> {
  const strategy = { ...streamDigests(sides, await loadHashing()), leafRows: 10 };
  const narrowing = { readers: sides, orders: ['numeric'] as const, strategy, equal: () => undefined };
  return collect(narrow(narrowing, { range: EVERYTHING, rows }));
}

function holds(ranges: readonly KeyRange[], key: number): boolean {
  return ranges.some(
    ({ after, through }) =>
      (after === null || Number(after[0]) < key) && (through === null || key <= Number(through[0])),
  );
}

describe('narrow', () => {
  it('leaves a small range as it is', async () => {
    expect(await leaves(await readers(numbers(1, 10), numbers(2, 10)), { source: 10, target: 9 })).toEqual([
      EVERYTHING,
    ]);
  });

  it('finds both rows at the two ends, in few and small pieces', async () => {
    const ranges = await leaves(await readers(numbers(1, 900), numbers(2, 899)), { source: 900, target: 898 });
    expect(holds(ranges, 1) && holds(ranges, 900)).toBe(true);
    expect(ranges.length).toBe(2);
    expect(holds(ranges, 450)).toBe(false);
  });

  it('finds rows that only the target has, below, within and above', async () => {
    const source = numbers(5, 795, (n) => n !== 277);
    const ranges = await leaves(await readers(source, numbers(1, 800)), { source: 790, target: 800 });
    for (const key of [1, 4, 277, 796, 800]) expect(holds(ranges, key)).toBe(true);
    expect(holds(ranges, 500)).toBe(false);
  });

  it('reads at once what lacks so many rows that hardly a piece can be equal', async () => {
    const sides = await readers(
      numbers(1, 800),
      numbers(1, 800, (n) => n % 5 !== 0),
    );
    let digests = 0;
    const stream = streamDigests(sides, await loadHashing());
    const strategy = { leafRows: 10, digest: (ranges: readonly KeyRange[]) => (digests++, stream.digest(ranges)) };
    const narrowing = { readers: sides, orders: ['numeric'] as const, strategy, equal: () => undefined };
    expect(await collect(narrow(narrowing, { range: EVERYTHING, rows: { source: 800, target: 640 } }))).toEqual([
      EVERYTHING,
    ]);
    expect(digests).toBe(0);
    // Not what would not fit into memory.
    await collect(narrow(narrowing, { range: EVERYTHING, rows: { source: 800_000, target: 640_000 } }));
    expect(digests).toBe(1);
  });

  it('ends when every row is different', async () => {
    const ranges = await leaves(await readers(numbers(1, 200), numbers(201, 400)), { source: 200, target: 200 });
    for (const key of [1, 200, 201, 400]) expect(holds(ranges, key)).toBe(true);
  });
});

describe('splitRange', () => {
  const split = (sides: Sides<TableReader>, range: KeyRange): Promise<readonly KeyRange[]> =>
    splitRange(sides, ['numeric'], range, { side: 'target', rows: 4 });

  it('tiles a range by the rows of one side', async () => {
    const sides = await readers(numbers(1, 100), numbers(11, 40));
    expect(await split(sides, { after: ['20'], through: ['30'] })).toEqual([
      { after: ['20'], through: ['24'] },
      { after: ['24'], through: ['28'] },
      { after: ['28'], through: ['30'] },
    ]);
    expect(await split(sides, { after: ['20'], through: ['28'] })).toHaveLength(2);
    expect(await split(sides, { after: ['90'], through: null })).toEqual([{ after: ['90'], through: null }]);
  });

  it.each([[['5'], ['5']], [['9'], ['7']], [['31']]])('trusts no adapter that cuts at %j', async (...cuts) => {
    const sides = await readers(numbers(1, 30), numbers(1, 30));
    const target = { ...sides.target, cuts: async () => cuts.map((cut) => [cut].flat()) };
    await expect(split({ ...sides, target }, { after: ['3'], through: ['30'] })).rejects.toThrow(/not where its index/);
  });

  it('leaves out a cut that the other side cannot write down', async () => {
    const sides = await readers(numbers(1, 12), numbers(1, 12));
    const source = { ...sides.source, accepts: ([id]: Key) => id !== '4' };
    const ranges = await split({ ...sides, source }, EVERYTHING);
    expect(ranges.map(({ through }) => through?.[0] ?? null)).toEqual(['8', '12', null]);
  });
});

describe('cutRange', () => {
  const cut = async (sides: Sides<TableReader>, rows: number): Promise<KeyRange[]> =>
    collect(cutRange(sides, ['numeric'], EVERYTHING, rows));

  it.each([
    [0, 0],
    [1, 1],
    [9, 3],
    [10, 3],
    [11, 3],
    [100, 7],
  ])('tiles the key line of %i rows in chunks of %i', async (count, rows) => {
    const coverage = trackCoverage();
    const ranges = await cut(await readers(numbers(1, count), []), Math.max(rows, 1));
    for (const range of ranges) coverage.add(range);
    coverage.assertComplete();
    expect(ranges.length).toBe(Math.floor(count / Math.max(rows, 1)) + 1);
  });

  it('makes no chunk with more rows than asked for on either side', async () => {
    const [source, target] = [numbers(1, 10).concat([['1000000']]), numbers(500, 900)];
    const ranges = await cut(await readers(source, target), 20);
    for (const { after, through } of ranges) {
      const inside = target.filter(
        ([id]) => Number(id) > Number(after?.[0] ?? 0) && Number(id) <= Number(through?.[0] ?? 1e9),
      );
      expect(inside.length).toBeLessThanOrEqual(20);
    }
    expect(ranges.length).toBeLessThan(30);
  });

  it('ends a chunk at the nearer of both cuts', async () => {
    const [dense, sparse] = [numbers(1, 60), numbers(1, 120, (n) => n % 2 === 0)];
    for (const [source, target] of [
      [dense, sparse],
      [sparse, dense],
    ] as const) {
      const ranges = await cut(await readers(source, target), 10);
      const ends = ranges.map(({ through }) => through?.[0] ?? null);
      expect(ends).toEqual(['10', '20', '30', '40', '50', '60', '80', '100', '120', null]);
    }
  });

  it('cuts within a range, and makes no empty one at its end', async () => {
    const sides = await readers(numbers(1, 30), numbers(1, 30));
    const within = { after: ['2'], through: ['12'] };
    expect(await collect(cutRange(sides, ['numeric'], within, 5))).toEqual([
      { after: ['2'], through: ['7'] },
      { after: ['7'], through: ['12'] },
    ]);
  });

  it('says where a cut beyond its range was, and what to do', async () => {
    const sides = await readers(numbers(1, 10), numbers(1, 10));
    const source = { ...sides.source, cutAfter: async () => ['9'] };
    const cutting = collect(cutRange({ ...sides, source }, ['numeric'], { after: null, through: ['5'] }, 2));
    await expect(cutting).rejects.toMatchObject({
      code: 'COVERAGE_BROKEN',
      message: expect.stringContaining('["9"]') as string,
      hint: expect.stringContaining('--key') as string,
    });
  });

  it('trusts no adapter: a cut that is not inside its range is an error', async () => {
    const sides = await readers(numbers(1, 10), numbers(1, 10));
    const lying = (cuts: readonly (Key | null)[]): Sides<TableReader> => {
      const answers = [...cuts];
      return { ...sides, source: { ...sides.source, cutAfter: async () => answers.shift() ?? null } };
    };
    await expect(cut(lying([['3'], ['3']]), 100)).rejects.toThrow(/not where its index put it/);
    await expect(cut(lying([['3'], ['2']]), 100)).rejects.toThrow(/not where its index put it/);
  });

  it('steps over a key that the other side cannot write down', async () => {
    const sides = await readers(numbers(1, 20), numbers(1, 20));
    const target = { ...sides.target, accepts: ([id]: Key) => id !== '5' && id !== '10' };
    const ranges = await cut({ ...sides, target }, 5);
    expect(ranges.map(({ through }) => through?.[0] ?? null)).toEqual(['20', null]);
  });
});
