import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToBucket,
  bucketCount,
  emptyBuckets,
  isEqualBucket,
  placeByKey,
  placeByRow,
  rowsInBuckets,
} from '../../../src/compare/unordered/buckets.ts';
import { FrameWriter } from '../../../src/model/frame.ts';
import type { Frames } from '../../../src/model/frame.ts';

function framesOf(rows: readonly (readonly (string | null)[])[]): Frames {
  const writer = new FrameWriter();
  for (const row of rows) {
    for (const value of row) {
      if (value === null) writer.null();
      else writer.column(Buffer.from(value));
    }
    writer.endRow();
  }
  return writer.take();
}

describe('the number of buckets', () => {
  it.each([
    [0, 256],
    [1, 256],
    [256 * 16, 256],
    [256 * 16 + 1, 512],
    [100_000, 8192],
    [2 ** 24, 2 ** 20],
    [1e12, 2 ** 20],
  ])('for %s rows is %s', (rows, buckets) => {
    expect(bucketCount(rows)).toBe(buckets);
  });
});

describe('the bucket of a row', () => {
  const value = fc.option(fc.string({ maxLength: 6 }));

  it('by its key is what no write to the other columns changes, and the same on both sides', () => {
    fc.assert(
      fc.property(value, value, value, value, (first, second, before, after) => {
        const place = placeByKey(2, 256);
        // Somewhere else in a batch too.
        const [here, there] = [framesOf([[first, second, before]]), framesOf([['x'], [first, second, after]])];
        expect(place(here, 0, 1n)).toBe(place(there, 1, 2n));
      }),
    );
  });

  it('by its key depends on each column of the key, NULL and the borders between them', () => {
    const place = placeByKey(2, 1 << 20);
    const keys = [
      ['a', 'b'],
      ['b', 'a'],
      ['ab', ''],
      ['', 'ab'],
      [null, 'ab'],
      ['ab', null],
      [null, null],
      ['', ''],
    ];
    expect(new Set(keys.map((key) => place(framesOf([key]), 0, 0n))).size).toBe(keys.length);
  });

  it('by its key is one of all, about as often as another', () => {
    const [buckets, rows] = [256, 256 * 64];
    const place = placeByKey(1, buckets);
    const counts = new Array<number>(buckets).fill(0);
    const frames = framesOf(Array.from({ length: rows }, (_, i) => [String(i)]));
    for (let row = 0; row < rows; row++) {
      const bucket = place(frames, row, 0n);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(20);
    expect(Math.max(...counts)).toBeLessThan(130);
  });

  it('without a key goes by the low bits of its hash', () => {
    const [place, frames] = [placeByRow(256), framesOf([['a']])];
    expect(place(frames, 0, 0xffff_ffff_ffff_ff07n)).toBe(7);
    expect(place(frames, 0, 0x1_ffn)).toBe(255);
    expect(placeByRow(1 << 20)(frames, 0, 0xffff_ffffn)).toBe((1 << 20) - 1);
  });
});

describe('two buckets', () => {
  const filled = (source: readonly bigint[], target: readonly bigint[]) => {
    const digests = emptyBuckets(4);
    for (const hash of source) addToBucket(digests.source, 2, hash);
    for (const hash of target) addToBucket(digests.target, 2, hash);
    return digests;
  };

  it('are equal with the same rows in any order, beyond 2^64 too', () => {
    const high = 2n ** 64n - 1n;
    expect(isEqualBucket(filled([high, 5n, high], [5n, high, high]), 2)).toBe(true);
    expect(isEqualBucket(filled([], []), 2)).toBe(true);
  });

  it('are unequal with another row, and with another number of rows of the same sum', () => {
    expect(isEqualBucket(filled([1n, 2n], [1n, 3n]), 2)).toBe(false);
    expect(isEqualBucket(filled([1n, 2n], [3n]), 2)).toBe(false);
    expect(isEqualBucket(filled([0n], []), 2)).toBe(false);
  });

  it('are counted on each side', () => {
    const digests = filled([1n, 2n, 3n], [1n]);
    addToBucket(digests.target, 0, 9n);
    expect(rowsInBuckets(digests)).toEqual({ source: 3, target: 2 });
    expect(isEqualBucket(digests, 1)).toBe(true);
  });
});
