import { describe, expect, it } from 'vitest';
import { compareTallies, Tally } from '../../../src/compare/rows/rows-by-key.ts';
import type { Difference } from '../../../src/model/difference.ts';
import type { Key, KeyOrders } from '../../../src/model/key.ts';

type Rows = readonly (readonly [Key, bigint])[];

function differences(source: Rows, target: Rows, orders: KeyOrders = ['numeric']): Difference[] {
  const tally = (rows: Rows): Tally => {
    const result = new Tally();
    for (const [key, hash] of rows) result.add(key, hash);
    return result;
  };
  return compareTallies({ source: tally(source), target: tally(target) }, orders);
}

describe('compareTallies', () => {
  it('finds nothing in equal rows, whatever their order', () => {
    expect(
      differences(
        [
          [['1'], 5n],
          [['2'], 6n],
        ],
        [
          [['2'], 6n],
          [['1'], 5n],
        ],
      ),
    ).toEqual([]);
  });

  it('names missing, extra and changed rows in key order, numbers by value', () => {
    const found = differences(
      [
        [['10'], 1n],
        [['9'], 1n],
        [['100'], 1n],
      ],
      [
        [['100'], 2n],
        [['9'], 1n],
        [['-3'], 1n],
      ],
    );
    expect(found).toEqual([
      { kind: 'extra', key: ['-3'] },
      { kind: 'missing', key: ['10'] },
      { kind: 'changed', key: ['100'] },
    ]);
  });

  it('takes rows that share a key as a bag: {A,A} is not {B,B}, {A,A,B} is not {A,B,B}', () => {
    expect(
      differences(
        [
          [['1'], 1n],
          [['1'], 1n],
        ],
        [
          [['1'], 2n],
          [['1'], 2n],
        ],
      ),
    ).toHaveLength(2);
    expect(
      differences(
        [
          [['1'], 1n],
          [['1'], 1n],
          [['1'], 2n],
        ],
        [
          [['1'], 1n],
          [['1'], 2n],
          [['1'], 2n],
        ],
      ),
    ).toHaveLength(1);
    expect(
      differences(
        [
          [['1'], 1n],
          [['1'], 2n],
        ],
        [
          [['1'], 2n],
          [['1'], 1n],
        ],
      ),
    ).toEqual([]);
  });

  it('does not call two rows with NULL in their key one changed row', () => {
    expect(differences([[[null], 1n]], [[[null], 2n]])).toEqual([
      { kind: 'missing', key: [null] },
      { kind: 'extra', key: [null] },
    ]);
  });

  it('keeps keys apart whose parts run together', () => {
    const orders = [null, null];
    expect(differences([[['a', 'bc'], 1n]], [[['ab', 'c'], 1n]], orders)).toHaveLength(2);
    expect(differences([[['["a"]'], 1n]], [[['a'], 1n]], [null])).toHaveLength(2);
    expect(differences([[['null'], 1n]], [[[null], 1n]], [null])).toHaveLength(2);
  });
});
