/** Keys that only the user says are unique. */
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import { sideOf } from '../support/in-memory.ts';
import { column, primaryKey } from '../support/shapes.ts';

const columns = [column('a', 'integer'), column('b', 'text')];
const unproved = { columns, keys: [] };
const proved = { columns, keys: [primaryKey('a', 'b')] };
const ONCE = [
  ['1', 'x'],
  ['1', 'y'],
  ['2', 'x'],
];
const TWICE = [...ONCE, ['1', 'y']];

function compare(key: readonly string[], source = sideOf(ONCE, unproved), target = source): Promise<Report> {
  return verify({ source, target, key: [{ table: null, columns: key }] }).report();
}

describe('a key that the user names', () => {
  it('is taken where no two rows share it', async () => {
    expect(await compare(['a', 'b'])).toMatchObject({ verdict: 'match', tables: [{ key: ['a', 'b'] }] });
  });

  it.each([
    ['source', sideOf(TWICE, unproved), sideOf(ONCE, unproved)],
    ['target', sideOf(ONCE, unproved), sideOf(TWICE, unproved)],
  ])('is refused where rows of the %s share it, with one that they share', async (side, source, target) => {
    await expect(compare(['a', 'b'], source, target)).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      message: `--key a, b is not unique in public.t of the ${side}: more than one row has a = 1, b = y`,
      hint: expect.stringContaining('--key t=column,column') as string,
    });
  });

  it('is refused where one of its columns would do for nothing', async () => {
    await expect(compare(['a'])).rejects.toMatchObject({ message: expect.stringContaining('a = 1') as string });
  });

  it('is not asked about where the database proves it', async () => {
    const asked: string[] = [];
    const side = sideOf(ONCE, proved);
    const watched: typeof side = {
      label: side.label,
      open: async (options) => {
        const database = await side.open(options);
        const reader: typeof database.reader = (view) => ({
          ...database.reader(view),
          repeatedKey: async () => (asked.push('repeated'), null),
        });
        return { ...database, reader };
      },
    };
    expect(await compare(['a', 'b'], watched)).toMatchObject({ verdict: 'match' });
    expect(asked).toEqual([]);
  });
});
