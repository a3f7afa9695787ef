import { describe, expect, it } from 'vitest';
import type { TableReader } from '../../src/adapter.ts';
import { assertSameTables } from '../../src/compare/same-table.ts';
import { DEFAULTS } from '../../src/config/config.ts';
import type { Sides } from '../../src/model/side.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { table } from '../support/shapes.ts';

const planned = planTable(
  { source: table('t', { definition: 'one' }), target: table('u', { definition: 'two' }) },
  DEFAULTS,
);

/** Readers that know nothing but what their table is by now; undefined for one that cannot tell. */
function readers(source: string | null | undefined, target: string | null | undefined): Sides<TableReader> {
  const reader = (now: string | null | undefined) =>
    (now === undefined ? {} : { definition: async () => now }) as unknown as TableReader;
  return { source: reader(source), target: reader(target) };
}

describe('tables', () => {
  it('are the same while their definitions are', async () => {
    await expect(assertSameTables(planned, readers('one', 'two'))).resolves.toBeUndefined();
  });

  it('are taken to be the same where a side cannot tell', async () => {
    await expect(assertSameTables(planned, readers(undefined, undefined))).resolves.toBeUndefined();
    const unknown = planTable({ source: table('t'), target: table('u') }, DEFAULTS);
    await expect(assertSameTables(unknown, readers('one', 'two'))).resolves.toBeUndefined();
  });

  it.each([
    ['altered in the source', readers('other', 'two'), ['public.t of the source was altered']],
    ['gone from the target', readers('one', null), ['public.u of the target is gone during the run']],
    ['both', readers(null, 'other'), ['public.t of the source is gone', 'public.u of the target was altered']],
    ['altered, and the other side cannot tell', readers(undefined, 'other'), ['public.u of the target was altered']],
  ])('are others when one is %s', async (_what, now, words) => {
    const error: unknown = await assertSameTables(planned, now).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'TABLE_CHANGED', hint: expect.stringContaining('run again') as string });
    for (const word of words) expect(String(error)).toContain(word);
    expect(String(error)).not.toContain('(');
  });

  it('tell what ended the comparison', async () => {
    const cause = new Error('column v does not exist');
    await expect(assertSameTables(planned, readers('other', 'two'), cause)).rejects.toMatchObject({
      message: expect.stringContaining('(column v does not exist)') as string,
      cause,
    });
    await expect(assertSameTables(planned, readers('one', 'two'), cause)).resolves.toBeUndefined();
  });
});
