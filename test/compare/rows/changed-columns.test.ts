/** Which columns of a changed row differ, by another look at it. */
import { describe, expect, it } from 'vitest';
import { nameChangedColumns } from '../../../src/compare/rows/changed-columns.ts';
import { DEFAULTS } from '../../../src/config/config.ts';
import type { Config } from '../../../src/config/config.ts';
import type { Difference } from '../../../src/model/difference.ts';
import { planTable } from '../../../src/plan/plan-table.ts';
import type { MemoryValue } from '../../../adapters/memory/index.ts';
import { sideOf } from '../../support/in-memory.ts';
import { pairOf } from '../../support/pairs.ts';
import { column, primaryKey, table } from '../../support/shapes.ts';

// The key is neither the first column nor alone, and the columns of the target are in another order.
const KEY = [primaryKey('b', 'id')];
const SOURCE = { columns: ['a', 'b', 'id', 'z'].map((name) => column(name, name === 'id' ? 'integer' : 'text')) };
const TARGET = { columns: SOURCE.columns.toReversed() };
type Row = readonly [a: MemoryValue, b: MemoryValue, id: MemoryValue, z: MemoryValue];

async function named(
  [source, target]: readonly [readonly Row[], readonly Row[]],
  differences: readonly Difference[],
  config: Partial<Config> = {},
) {
  const [here, there] = [
    { ...SOURCE, keys: KEY },
    { ...TARGET, keys: KEY },
  ];
  const plan = planTable({ source: table('t', here), target: table('t', there) }, { ...DEFAULTS, ...config });
  const sides = {
    source: sideOf(source, here),
    target: sideOf(
      target.map((row) => row.toReversed()),
      there,
    ),
  };
  return nameChangedColumns(await pairOf(sides, plan), differences);
}

const changed = (id: string): Difference => ({ kind: 'changed', key: ['k', id] });

describe('the columns of a changed row', () => {
  it('are those that differ, in the order in which they are declared', async () => {
    const rows: readonly [readonly Row[], readonly Row[]] = [
      [
        ['1', 'k', '1', '1'],
        ['1', 'k', '2', null],
        [null, 'k', '3', ''],
      ],
      [
        ['2', 'k', '1', '2'],
        ['1', 'k', '2', ''],
        [null, 'k', '3', 'x'],
      ],
    ];
    expect(await named(rows, ['1', '2', '3'].map(changed))).toEqual([
      { ...changed('1'), columns: ['a', 'z'] },
      { ...changed('2'), columns: ['z'] },
      { ...changed('3'), columns: ['z'] },
    ]);
  });

  it('are not looked up for rows that only one side has', async () => {
    const others: readonly Difference[] = [
      { kind: 'missing', key: ['k', '1'] },
      { kind: 'extra', key: ['k', '2'] },
    ];
    expect(await named([[], []], others)).toEqual(others);
  });

  it('are none when the row is equal by now, or gone from a side: it would not hold still', async () => {
    const row: Row = ['1', 'k', '1', '1'];
    expect(await named([[row], [row]], [changed('1')])).toEqual([null]);
    expect(await named([[row], []], [changed('1')])).toEqual([null]);
    expect(await named([[], [row]], [changed('1')])).toEqual([null]);
  });

  it('are not told where several rows share the key', async () => {
    const rows: readonly Row[] = [
      ['1', 'k', '1', '1'],
      ['2', 'k', '1', '1'],
    ];
    expect(await named([rows, [['3', 'k', '1', '1']]], [changed('1')])).toEqual([changed('1')]);
    expect(await named([[['3', 'k', '1', '1']], rows], [changed('1')])).toEqual([changed('1')]);
  });

  it('are told of more rows than one statement asks for', async () => {
    const ids = Array.from({ length: 401 }, (_, i) => String(i));
    const rows = (z: string): readonly Row[] => ids.map((id) => ['1', 'k', id, z]);
    const found = await named([rows('x'), rows('y')], ids.map(changed));
    expect(found).toEqual(ids.map((id) => ({ ...changed(id), columns: ['z'] })));
  });

  it('are without those that differ in nothing but what the user lets pass', async () => {
    const rows: readonly [readonly Row[], readonly Row[]] = [[['x', 'k', '1', 'a ']], [['X', 'k', '1', 'b']]];
    expect(await named(rows, [changed('1')], { foldCase: ['a'] })).toEqual([{ ...changed('1'), columns: ['z'] }]);
    expect(await named(rows, [changed('1')])).toEqual([{ ...changed('1'), columns: ['a', 'z'] }]);
  });
});
