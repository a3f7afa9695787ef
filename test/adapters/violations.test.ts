/** No answer is not the answer none. */
import { describe, expect, it } from 'vitest';
import { findViolations } from '../../adapters/sql/violations.ts';

const DIALECT = {
  name: (name: string) => name,
  table: ({ name }: { readonly name: string }) => name,
  text: (expression: string) => expression,
};
const INTENDED = {
  kind: 'not null',
  table: { schema: 's', name: 't' },
  columns: ['a'],
  references: null,
  expression: null,
  key: ['id'],
} as const;

describe('the rows that violate a constraint', () => {
  it.each([[[]], [[[]]], [[[null]]], [[['']]], [[['x']]], [[['1'], ['2']]]])(
    'cannot be counted by the answer %j',
    async (answer) => {
      await expect(findViolations(INTENDED, DIALECT, () => Promise.resolve(answer))).rejects.toThrow(/had no answer/);
    },
  );

  it('are none by the answer 0, which asks for no key', async () => {
    const asked: string[] = [];
    const ask = (sql: string) => Promise.resolve(asked.push(sql) === 1 ? [['0']] : [['wrong']]);
    expect(await findViolations(INTENDED, DIALECT, ask)).toEqual({ rows: 0, sample: [] });
    expect(asked).toHaveLength(1);
  });
});
