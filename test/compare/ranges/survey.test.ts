/** The first look at a whole table: with databases in memory that hash their rows. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Pushdown } from '../../../src/adapter.ts';
import { CrosstallyError } from '../../../src/errors.ts';
import { verify } from '../../../src/index.ts';
import type { Config, TableReport } from '../../../src/index.ts';
import { hashingSide } from '../../support/hashing-side.ts';
import { numbers, sideOf } from '../../support/in-memory.ts';

const SAMPLE = ['1000', '2000', '2999'].map((key) => [key]);
const SOURCE = numbers(1, 3000);
const BOUNDS = ['1', '1000', '1001', '2000', '3000'];
const TARGET = SOURCE.filter(([id]) => !BOUNDS.includes(id ?? ''));

let asked: { surveys: number; ranges: number };
beforeEach(() => {
  asked = { surveys: 0, ranges: 0 };
});

interface Situation {
  readonly rows?: readonly [source: string[][], target: string[][]];
  readonly sample?: readonly (readonly string[])[];
  /** By the servers' statistics. */
  readonly estimatedRows?: number;
  readonly rowBytes?: number;
  readonly survey?: Pushdown['survey'];
  readonly config?: Partial<Config>;
}

async function compare({ rows = [SOURCE, SOURCE], ...situation }: Situation): Promise<TableReport> {
  const { sample = SAMPLE, estimatedRows = 3000, rowBytes = null, survey, config = {} } = situation;
  const watch = (pushdown: Pushdown): Pushdown => ({
    ...pushdown,
    digest: (ranges) => ((asked.ranges += ranges.length), pushdown.digest(ranges)),
    survey: (keys) => (asked.surveys++, (survey ?? pushdown.survey ?? expect.fail('no survey'))(keys)),
  });
  const [source, target] = rows.map((side) => hashingSide(sideOf(side), { sample, estimatedRows, rowBytes }, watch));
  if (source === undefined || target === undefined) throw new Error('two sides');
  const report = await verify({ source, target, ...config }).report();
  return report.tables[0] ?? expect.fail('no table');
}

const keys = ({ differences }: TableReport) => differences.map(({ key }) => String(key['id']));

describe('a survey', () => {
  it('is all that is asked of a table that is equal', async () => {
    const table = await compare({});
    expect(table).toMatchObject({ verdict: 'match', strategy: 'pushdown', rows: { source: 3000, target: 3000 } });
    expect(asked).toEqual({ surveys: 2, ranges: 0 });
  });

  it('leaves what is unequal to be narrowed: at the ends of its ranges, before the first and behind the last', async () => {
    const table = await compare({ rows: [SOURCE, TARGET] });
    expect(keys(table)).toEqual(BOUNDS);
    expect(table).toMatchObject({ verdict: 'mismatch', rows: { source: 3000, target: 2995, missing: 5 } });
    expect(asked.surveys).toBe(2);
  });

  it('that takes too long, or is refused, is done without', async () => {
    const outOfTime = new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'too long', { remedy: 'smaller' });
    const refused = new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'no such function');
    for (const error of [outOfTime, refused]) {
      const table = await compare({ rows: [SOURCE, TARGET], survey: () => Promise.reject(error) });
      expect(keys(table)).toEqual(BOUNDS);
      expect(asked.ranges).toBeGreaterThan(0);
    }
  });

  it('that leaves out a range ends the table', async () => {
    const table = await compare({ survey: async () => [{ rows: 0, hash: 0n }] });
    expect(table).toMatchObject({
      verdict: 'incomplete',
      reason: expect.stringContaining('COVERAGE_BROKEN') as string,
    });
  });

  it.each<[string, Situation]>([
    ['where chunks of a size are asked for', { config: { chunkRows: 1000 } }],
    ['where the databases are held back', { config: { maxRowsPerSecond: 1e9 } }],
    ['where questions may have to wait', { config: { pauseFile: '/nonexistent' } }],
    ['of a table that would take minutes', { estimatedRows: 3e7, sample: [['1000']] }],
    ['of a small table', { estimatedRows: 900 }],
    ['where nothing is known of the keys', { sample: [] }],
    ['where rows are to be streamed', { config: { strategy: 'stream' } }],
  ])('is not made %s', async (_where, situation) => {
    expect(keys(await compare({ rows: [SOURCE, TARGET], ...situation }))).toEqual(BOUNDS);
    expect(asked.surveys).toBe(0);
  });

  it('leaves a range that is most of the table to be cut into chunks, where it differs', async () => {
    // Of a width of which a few hundred rows are a chunk.
    const table = await compare({ rows: [SOURCE, TARGET], sample: [['10']], rowBytes: 16_000 });
    expect(keys(table)).toEqual(BOUNDS);
    expect(asked.surveys).toBe(2);
    expect(asked.ranges).toBeGreaterThan(2);
  });

  it('takes no sample of an engine at its word', async () => {
    const sample = [['2000'], ['1000'], ['2000'], ['2500']];
    expect(keys(await compare({ rows: [SOURCE, TARGET], sample }))).toEqual(BOUNDS);
  });
});
