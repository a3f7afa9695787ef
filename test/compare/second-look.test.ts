/** Changed rows are looked at again, to name their columns: what that may and may not turn them into. */
import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../src/adapter.ts';
import { verify } from '../../src/index.ts';
import type { Report, TableReport } from '../../src/index.ts';
import { sideOf } from '../support/in-memory.ts';
import { column, primaryKey } from '../support/shapes.ts';

function only({ tables: [table] }: Report): TableReport {
  if (table === undefined) throw new Error('no table');
  return table;
}

describe('the second look at a changed row', () => {
  const shape = { columns: [column('id', 'integer'), column('v', 'text')] };
  const [source, target] = [sideOf([['1', 'a']], shape), sideOf([['1', 'x']], shape)];
  /** A side whose look-ups answer from other rows than its streams. */
  const lookingUp = (side: Adapter, rows: readonly (readonly string[])[]): Adapter => ({
    label: side.label,
    open: async (options) => {
      const [database, other] = await Promise.all([side.open(options), sideOf(rows, shape).open(options)]);
      return {
        ...database,
        reader: (view) => ({ ...database.reader(view), rows: (keys) => other.reader(view).rows(keys) }),
      };
    },
  });

  it.each([
    ['source', { source: lookingUp(source, []), target }],
    ['target', { source, target: lookingUp(target, []) }],
  ])('is in doubt when the row has gone from the %s where nobody should write', async (_side, sides) => {
    const table = only(await verify({ ...sides, consistency: 'none' }).report());
    expect(table).toMatchObject({ verdict: 'incomplete', rows: { changed: 0, unconfirmed: 1 }, differences: [] });
  });

  it.each([
    ['extra', 'source', { source: lookingUp(source, []), target }],
    ['missing', 'target', { source, target: lookingUp(target, []) }],
  ])('finds it %s when it has gone from the %s by then', async (kind, _side, sides) => {
    const table = only(await verify(sides).report());
    expect(table).toMatchObject({ verdict: 'mismatch', rows: { changed: 0, [kind]: 1, unconfirmed: 0 } });
    expect(table.differences).toEqual([{ kind, key: { id: '1' } }]);
  });

  it.each([
    [
      'source',
      {
        source: lookingUp(source, [
          ['1', 'a'],
          ['1', 'b'],
        ]),
        target,
      },
    ],
    [
      'target',
      {
        source,
        target: lookingUp(target, [
          ['1', 'x'],
          ['1', 'y'],
        ]),
      },
    ],
  ])('names no columns when several rows of the %s have its key by then', async (_side, sides) => {
    const table = only(await verify(sides).report());
    expect(table.differences).toEqual([{ kind: 'changed', key: { id: '1' } }]);
  });
});

describe('a changed row whose key a side cannot look up', () => {
  it('is named without its columns', async () => {
    const shape = (kind: 'date' | 'timestamp') => ({
      columns: [column('d', kind), column('v', 'text')],
      keys: [primaryKey('d')],
    });
    const source = sideOf(
      [
        ['2024-01-01', 'a'],
        ['2024-01-02', 'b'],
      ],
      shape('date'),
    );
    const target = sideOf(
      [
        ['2024-01-01 00:00:00', 'a'],
        ['2024-01-02 00:00:00', 'c'],
      ],
      shape('timestamp'),
    );
    const table = only(await verify({ source, target, key: 'd' }).report());
    expect(table).toMatchObject({ walk: 'key hash', verdict: 'mismatch', rows: { changed: 1, unconfirmed: 0 } });
    expect(table.differences).toEqual([{ kind: 'changed', key: { d: '2024-01-02 00:00:00' } }]);
  });
});
