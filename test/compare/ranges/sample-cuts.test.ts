import { describe, expect, it } from 'vitest';
import type { TableReader } from '../../../src/adapter.ts';
import { trackCoverage } from '../../../src/compare/ranges/coverage.ts';
import { cutTable } from '../../../src/compare/ranges/sample-cuts.ts';
import { DEFAULTS } from '../../../src/config/config.ts';
import type { Key, KeyRange } from '../../../src/model/key.ts';
import { planTable } from '../../../src/plan/plan-table.ts';
import { numbers, sideOf } from '../../support/in-memory.ts';
import { table } from '../../support/shapes.ts';

const plan = planTable({ source: table('t'), target: table('t') }, DEFAULTS);

/** A table of the numbers to 100, of which the statistics say what the test wants. */
async function readerWith(sample: readonly string[] | null, more: Partial<TableReader> = {}): Promise<TableReader> {
  const database = await sideOf(numbers(1, 100)).open({ connections: 1, signal: new AbortController().signal });
  const sampleKeys = sample === null ? {} : { sampleKeys: async () => sample.map((key): Key => [key]) };
  return { ...database.reader(plan.views.source), ...sampleKeys, ...more };
}

interface Guess {
  readonly source: TableReader;
  readonly target?: TableReader;
  readonly rows: number;
  readonly estimatedRows: number;
  readonly after?: Key;
}

async function rangesOf({ source, target = source, rows, estimatedRows, after }: Guess): Promise<KeyRange[]> {
  const ranges: KeyRange[] = [];
  const coverage = trackCoverage();
  if (after !== undefined) coverage.add({ after: null, through: after });
  for await (const range of cutTable({ source, target }, ['numeric'], {
    rows: () => rows,
    estimatedRows,
    after: after ?? null,
  })) {
    ranges.push(range);
    coverage.add(range);
  }
  coverage.assertComplete();
  return ranges;
}

const cutsOf = (ranges: readonly KeyRange[]): (string | null)[] => ranges.map(({ through }) => through?.[0] ?? null);

describe('chunks by statistics', () => {
  it('end at the sampled keys, about as many as there should be', async () => {
    const sample = ['1', '20', '40', '60', '80', '100'];
    const source = await readerWith(sample);
    expect(cutsOf(await rangesOf({ source, rows: 20, estimatedRows: 100 }))).toEqual([...sample.slice(1), null]);
    expect(cutsOf(await rangesOf({ source, rows: 40, estimatedRows: 100 }))).toEqual(['40', '80', null]);
  });

  it('ask for no walk over the keys before the last one', async () => {
    const asked: KeyRange[] = [];
    const source = await readerWith(['1', '50', '100'], {
      cutAfter: async (range) => {
        asked.push(range);
        return null;
      },
    });
    await rangesOf({ source, rows: 50, estimatedRows: 100 });
    expect(asked.every(({ after }) => after?.[0] === '100')).toBe(true);
  });

  it('are made finer between whole numbers, when the table is large', async () => {
    const source = await readerWith(['0', '40', '80']);
    const cuts = cutsOf(await rangesOf({ source, rows: 10, estimatedRows: 80 }));
    expect(cuts).toEqual(['10', '20', '30', '40', '50', '60', '70', '80', '90', '100', null]);
  });

  it('are walked where the table has grown behind the sample', async () => {
    const source = await readerWith(['1', '10', '20']);
    const cuts = cutsOf(await rangesOf({ source, rows: 10, estimatedRows: 20 }));
    expect(cuts).toEqual(['10', '20', '30', '40', '50', '60', '70', '80', '90', '100', null]);
  });

  it.each(['40', '45', '100', '120'])('begin behind %s, where an earlier run came to', async (after) => {
    const source = await readerWith(['1', '20', '40', '60', '80']);
    const ranges = await rangesOf({ source, rows: 25, estimatedRows: 100, after: [after] });
    expect(ranges[0]?.after).toEqual([after]);
    const behind = ['60', '80'].filter((key) => Number(key) > Number(after));
    expect(cutsOf(ranges).slice(0, behind.length)).toEqual(behind);
  });

  it('leave out sampled keys that are out of order, or that a side cannot write down', async () => {
    const source = await readerWith(['1', '30', '20', '30', '60', '100']);
    const target = await readerWith(null, { accepts: ([id]) => id !== '60' });
    expect(cutsOf(await rangesOf({ source, target, rows: 30, estimatedRows: 60 }))).toEqual(['30', '100', null]);
  });

  it('are walked when there are no statistics, or the table is no larger than a chunk', async () => {
    const walked = ['40', '80', null];
    const source = await readerWith(null);
    expect(cutsOf(await rangesOf({ source, rows: 40, estimatedRows: 100 }))).toEqual(walked);
    const small = await readerWith(['1', '50', '100']);
    expect(cutsOf(await rangesOf({ source: small, rows: 40, estimatedRows: 0 }))).toEqual(walked);
    expect(cutsOf(await rangesOf({ source: await readerWith([]), rows: 40, estimatedRows: 100 }))).toEqual(walked);
  });
});
