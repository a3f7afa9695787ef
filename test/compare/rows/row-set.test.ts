import { describe, expect, it } from 'vitest';
import { loadHashing } from '../../../src/compare/digests/hash.ts';
import { hashRow, RowSet, unmatchedRows } from '../../../src/compare/rows/row-set.ts';
import { FrameWriter } from '../../../src/model/frame.ts';
import type { Frames } from '../../../src/model/frame.ts';

/** Rows of a key and a value. */
function framesOf(rows: readonly (readonly [string | null, string])[]): Frames {
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

/** @param hash by default the real one; a test of clashes gives its own. */
async function setOf(
  rows: readonly (readonly [string | null, string])[],
  hash?: (row: number) => bigint,
): Promise<RowSet> {
  const hashing = await loadHashing();
  const [set, frames] = [new RowSet(1), framesOf(rows)];
  for (let row = 0; row < frames.count; row++) set.add(frames, row, hash?.(row) ?? hashRow(frames, row, hashing.hash));
  return set;
}

const keyText = (key: Buffer): string | null => (key.readInt32BE(0) < 0 ? null : key.subarray(4).toString());

describe('a set of rows', () => {
  it('keeps hash and key of each, however many and large they are', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [`${'k'.repeat(i % 40)}${i}`, 'v'] as const);
    const huge = [['x'.repeat(100_000), 'v'] as const, [null, 'v'] as const, ['', 'v'] as const];
    const set = await setOf([...rows, ...huge], (row) => BigInt(row) * 0x1_0000_0001n);
    expect(set.count).toBe(5003);
    for (const [i, [key]] of [...rows, ...huge].entries()) {
      expect(set.hash(i)).toBe(BigInt(i) * 0x1_0000_0001n);
      expect(keyText(set.key(i))).toBe(key);
    }
    expect(set.lowHash(5002)).toBe(5002);
  });
});

describe('striking out', () => {
  it('leaves what only one side has, and takes each row against one row', async () => {
    const source = await setOf([
      ['1', 'a'],
      ['2', 'b'],
      ['2', 'b'],
      ['3', 'c'],
      ['4', 'd'],
    ]);
    const target = await setOf([
      ['4', 'd'],
      ['2', 'b'],
      ['3', 'x'],
      ['1', 'a'],
      ['1', 'a'],
      ['5', 'e'],
    ]);
    const { source: lost, target: gained } = unmatchedRows({ source, target });
    expect([...lost].map((row) => keyText(source.key(row))).sort()).toEqual(['2', '3']);
    expect([...gained]).toEqual([2, 4, 5]);
  });

  it('takes rows of one hash and two keys for two rows', async () => {
    const source = await setOf(
      [
        ['1', 'a'],
        ['2', 'a'],
        ['3', 'a'],
      ],
      () => 7n,
    );
    const target = await setOf(
      [
        ['2', 'a'],
        ['9', 'a'],
      ],
      () => 7n,
    );
    const { source: lost, target: gained } = unmatchedRows({ source, target });
    expect([...lost].sort()).toEqual([0, 2]);
    expect([...gained]).toEqual([1]);
  });

  it('tells hashes apart by both halves', async () => {
    const source = await setOf([['1', 'a']], () => 7n);
    const target = await setOf([['1', 'a']], () => 7n + 2n ** 32n);
    expect(unmatchedRows({ source, target })).toEqual({ source: [0], target: [0] });
  });

  it('works on none', async () => {
    const [none, one] = [await setOf([]), await setOf([['1', 'a']])];
    expect(unmatchedRows({ source: none, target: none })).toEqual({ source: [], target: [] });
    expect(unmatchedRows({ source: none, target: one })).toEqual({ source: [], target: [0] });
    expect(unmatchedRows({ source: one, target: none })).toEqual({ source: [0], target: [] });
  });

  it('finds thousands of rows in any order', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => [String(i), 'v'] as const);
    const [source, target] = [await setOf(rows), await setOf(rows.slice(1).toReversed())];
    expect(unmatchedRows({ source, target })).toEqual({ source: [0], target: [] });
  });
});
