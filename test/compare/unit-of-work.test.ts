/** The three functions that everything which compares rows goes through, and the nouns that they carry. */
import { describe, expect, it } from 'vitest';
import { compareKeys } from '../../src/compare/compare-keys.ts';
import { compareRange, digestRange } from '../../src/compare/compare-range.ts';
import { DEFAULTS } from '../../src/config/config.ts';
import { verify } from '../../src/index.ts';
import type { Event } from '../../src/index.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TablePlan } from '../../src/model/plan.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { foldReport } from '../../src/report/fold.ts';
import { sideOf } from '../support/in-memory.ts';
import { pairOf } from '../support/pairs.ts';
import { column, primaryKey, table, typeOf } from '../support/shapes.ts';

type Rows = readonly (readonly [id: string, v: string])[];

const SOURCE: Rows = Array.from({ length: 40 }, (_, i) => [String(i + 1), 'a'] as const);
const TARGET: Rows = SOURCE.flatMap(([id, v]) => (id === '7' ? [] : [[id, id === '30' ? 'b' : v] as const]));

const INTEGER_KEY = { columns: [column('id', 'integer'), column('v', 'text')], keys: [primaryKey('id')] };
const TEXT_KEY = { ...INTEGER_KEY, columns: [{ ...column('id', 'text'), type: typeOf('text') }, column('v', 'text')] };

function sides(shape = INTEGER_KEY) {
  return { source: sideOf(SOURCE, shape), target: sideOf(TARGET, shape) };
}

function planOf(shape = INTEGER_KEY): TablePlan {
  return planTable({ source: table('t', shape), target: table('t', shape) }, DEFAULTS);
}

function throughJson<T>(noun: T): T {
  return JSON.parse(JSON.stringify(noun)) as T;
}

describe('a pair of tables', () => {
  it('is compared range by range', async () => {
    const pair = await pairOf(sides(), planOf());
    expect(await compareRange(pair, { after: null, through: ['20'] })).toEqual({
      range: { after: null, through: ['20'] },
      rows: { source: 20, target: 19 },
      differences: [{ kind: 'missing', key: ['7'] }],
      unconfirmed: 0,
    });
    expect(await compareRange(pair, { after: ['20'], through: null })).toMatchObject({
      rows: { source: 20, target: 20 },
      differences: [{ kind: 'changed', key: ['30'], columns: ['v'] }],
    });
  });

  it('is digested range by range', async () => {
    const pair = await pairOf(sides(), planOf());
    expect(await digestRange(pair, { after: ['7'], through: ['29'] })).toEqual({
      equal: true,
      rows: { source: 22, target: 22 },
    });
    expect(await digestRange(pair, EVERYTHING)).toMatchObject({ equal: false, rows: { source: 40, target: 39 } });
  });

  it.each([
    ['key order', INTEGER_KEY],
    ['key hash', TEXT_KEY],
  ])('is compared by keys, whatever its walk (%s)', async (_walk, shape) => {
    const pair = await pairOf(sides(shape), planOf(shape));
    expect(await compareKeys(pair, [['7'], ['8'], ['30'], ['99']])).toEqual({
      range: null,
      rows: { source: 3, target: 2 },
      differences: [
        ...(shape === TEXT_KEY ? [{ kind: 'changed', key: ['30'], columns: ['v'] }] : []),
        { kind: 'missing', key: ['7'] },
        ...(shape === TEXT_KEY ? [] : [{ kind: 'changed', key: ['30'], columns: ['v'] }]),
      ],
      unconfirmed: 0,
    });
  });
});

describe('the nouns are plain JSON', () => {
  it('a plan that was written and read again compares the same', async () => {
    for (const shape of [INTEGER_KEY, TEXT_KEY]) {
      const plan = planOf(shape);
      const [here, there] = [await pairOf(sides(shape), plan), await pairOf(sides(shape), throughJson(plan))];
      expect(throughJson(plan)).toEqual(plan);
      expect(await compareKeys(there, [['7'], ['30']])).toEqual(await compareKeys(here, [['7'], ['30']]));
    }
  });

  it('a result is what was written', async () => {
    const result = await compareRange(await pairOf(sides(), planOf()), EVERYTHING);
    expect(throughJson(result)).toEqual(result);
  });

  it('a report is folded alike from events that were written and read again', async () => {
    const events: Event[] = [];
    for await (const event of verify(sides()).events()) events.push(event);
    async function* told(some: readonly Event[]): AsyncGenerator<Event> {
      yield* some;
    }
    const options = { maxDifferences: 10, toolVersion: '1' };
    const report = await foldReport(told(events), options);
    expect(report.verdict).toBe('mismatch');
    expect(await foldReport(told(events.map(throughJson)), options)).toEqual(report);
  });
});
