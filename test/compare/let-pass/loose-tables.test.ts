/** Tables of which something is let pass, compared whole: what is found depends on the values and on nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeByKey } from '../../../src/compare/unordered/buckets.ts';
import { addSuspects } from '../../../src/compare/unordered/by-key.ts';
import { sortedDifferences } from '../../../src/compare/unordered/sorted-differences.ts';
import { DEFAULTS } from '../../../src/config/config.ts';
import { verify } from '../../../src/index.ts';
import type { Config, Report } from '../../../src/index.ts';
import { planTable } from '../../../src/plan/plan-table.ts';
import { sideOf } from '../../support/in-memory.ts';
import { pairOf } from '../../support/pairs.ts';
import { column, primaryKey, table, typeOf, uniqueKey } from '../../support/shapes.ts';

const columns = [
  column('v', 'text'),
  { ...column('at', 'timestamp'), nullable: true },
  column('id', 'integer'),
  { ...column('x', 'float'), nullable: true },
];
type Row = readonly [v: string, at: string | null, id: string, x: string | null];

/** `key order` walks an index; a text key under a collation is walked by hash. */
function compare(
  source: readonly Row[],
  target: readonly Row[],
  options: Partial<Config>,
  byHash = false,
): Promise<Report> {
  const id = byHash ? { name: 'id', type: typeOf('text'), nullable: false } : column('id', 'integer');
  const shape = { columns: columns.map((one) => (one.name === 'id' ? id : one)), keys: [primaryKey('id')] };
  return verify({ source: sideOf(source, shape), target: sideOf(target, shape), ...options }).report();
}

const changedOf = (report: Report): Record<string, readonly string[]> =>
  Object.fromEntries(
    (report.tables[0]?.differences ?? []).map(({ key, columns }) => [key['id'] ?? '', [...(columns ?? [])].sort()]),
  );

const MOST = 1000;
const timeText = (milliseconds: number): string =>
  new Date(Date.UTC(2024, 0, 1) + milliseconds)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.?0*Z$/, '');

const cell = fc.record({
  text: fc.boolean(),
  at: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: null }),
  later: fc.constantFrom(0, 1, 500, 999, 1000, 1001, 3000, -1000, -1001),
  x: fc.option(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => x === 0 || Math.abs(x) > 1e-290),
    { nil: null },
  ),
  more: fc.constantFrom(0, 1e-12, 0.9e-6, 1.1e-6, 1, -1e-9),
});

describe('a table with tolerances', () => {
  it('differs in the rows that are not within them, by either walk and any chunk size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (cells, chunkRows) => {
        const expected: Record<string, readonly string[]> = {};
        const sides = cells.map(({ text, at, later, x, more }, i): [Row, Row] => {
          const moved = x === null ? null : x * (1 + more);
          const apart = x === null || moved === null ? 0 : Math.abs(moved - x);
          const most = 1e-6 * Math.max(Math.abs(x ?? 0), Math.abs(moved ?? 0));
          const isFar = apart > most || apart === Infinity;
          const changed = [
            ...(at !== null && Math.abs(later) > MOST ? ['at'] : []),
            ...(text ? ['v'] : []),
            ...(isFar ? ['x'] : []),
          ];
          if (changed.length > 0) expected[String(i)] = changed;
          const row = (v: string, time: number | null, float: number | null): Row => {
            return [v, time === null ? null : timeText(time), String(i), float === null ? null : String(float)];
          };
          return [row('a', at, x), row(text ? 'b' : 'a', at === null ? null : at + later, moved)];
        });
        const [source, target] = [sides.map(([one]) => one), sides.map(([, other]) => other)];
        const timeTolerance = [{ columns: null, value: MOST * 1000 }];
        const floatTolerance = [{ columns: 't.x', value: 1e-6 }];
        for (const byHash of [false, true]) {
          const report = await compare(source, target, { timeTolerance, floatTolerance, chunkRows }, byHash);
          expect(changedOf(report)).toEqual(expected);
          const { rows, verdict, walk } = report.tables[0] ?? {};
          expect(walk).toBe(byHash ? 'key hash' : 'key order');
          expect(rows).toMatchObject({
            source: cells.length,
            target: cells.length,
            missing: 0,
            extra: 0,
            changed: Object.keys(expected).length,
            unconfirmed: 0,
          });
          expect(verdict).toBe(Object.keys(expected).length === 0 ? 'match' : 'mismatch');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('counts every row beyond them, listed or not, and none that is within', async () => {
    const rows = (later: (i: number) => number): Row[] =>
      Array.from({ length: 3000 }, (_, i) => ['a', timeText(i * 10_000 + 999 + later(i)), String(i), null]);
    const timeTolerance = [{ columns: null, value: 1_000_000 }];
    const options = { timeTolerance, maxDifferences: 2, chunkRows: 700 };
    // Every row is on the other side of the border between two cells.
    const report = await compare(
      rows(() => 0),
      rows((i) => (i % 100 === 7 ? 1001 : 2)),
      options,
    );
    expect(report.tables[0]).toMatchObject({ rows: { changed: 30, unconfirmed: 0 }, differencesTruncated: true });
    const within = await compare(
      rows(() => 0),
      rows(() => 2),
      options,
    );
    expect(within).toMatchObject({ verdict: 'match', tables: [{ rows: { changed: 0, source: 3000 } }] });
    expect(within.loosened).toEqual(['time tolerance 1s: public.t.at']);
  });

  it('holds both versions of a row at the same time, however many times a large table has to be read', async () => {
    const rows = (later: number): Row[] =>
      Array.from({ length: 50 }, (_, i) => ['a', timeText(i * 10_000 + 999 + later), String(i), null]);
    const shape = table('t', { columns, keys: [primaryKey('id')] });
    const timeTolerance = [{ columns: null, value: 1_000_000 }];
    const plan = planTable({ source: shape, target: shape }, { ...DEFAULTS, timeTolerance });
    const adapters = { source: sideOf(rows(0), shape), target: sideOf(rows(2), shape) };
    const pair = await pairOf(adapters, plan);
    // Every bucket is read on its own, as if it held two million rows.
    const groupOf = Uint16Array.from({ length: 16 }, (_, i) => i + 1);
    const groups = { equalRows: 0, groupOf, count: 16 };
    await using found = sortedDifferences(['numeric'], true);
    expect(await addSuspects(pair, { groups, place: placeByKey(1, 16), found })).toEqual({ source: 50, target: 50 });
    for await (const some of found.differences()) expect(some).toEqual([]);
  });

  it('still has missing and extra rows', async () => {
    const row = (id: string): Row => ['a', timeText(Number(id)), id, '1'];
    const timeTolerance = [{ columns: null, value: 60_000_000 }];
    const report = await compare([row('1'), row('2')], [row('2'), row('3')], { timeTolerance });
    expect(report.tables[0]?.rows).toMatchObject({ missing: 1, extra: 1, changed: 0 });
  });

  it('lets text pass, and names only the columns that differ beyond that', async () => {
    const source: Row[] = [
      [' Ada ', null, '1', null],
      ['Eve', timeText(0), '2', null],
    ];
    const target: Row[] = [
      ['ada', null, '1', null],
      ['eve', timeText(1), '2', '1'],
    ];
    const options = { trim: ['v'], foldCase: ['t.v'], timeTolerance: [{ columns: null, value: 1000 }] };
    expect(changedOf(await compare(source, target, options))).toEqual({ 2: ['x'] });
    expect(changedOf(await compare(source, target, {}))).toEqual({ 1: ['v'], 2: ['at', 'v', 'x'] });
  });
});

describe('a table without a key', () => {
  const keyless = (
    options: Partial<Config>,
    source: Row[],
    target: Row[],
    keys = [uniqueKey(['v'], { nullable: true })],
  ) =>
    verify({
      source: sideOf(source, { columns, keys }),
      target: sideOf(target, { columns, keys }),
      ...options,
    }).report();
  const timeTolerance = [{ columns: null, value: 1 }];

  it('has no tolerance: which row is which would be a guess', async () => {
    const message = '--time-tolerance covers public.t.at, and the table has no key that identifies a row on both sides';
    await expect(keyless({ timeTolerance }, [], [], [])).rejects.toMatchObject({ code: 'PLAN_INVALID', message });
    await expect(keyless({ timeTolerance }, [], [])).rejects.toMatchObject({ message });
    const named = { timeTolerance, key: [{ table: null, columns: ['id'] }] };
    expect(await keyless(named, [], [], [])).toMatchObject({ verdict: 'match' });
    const nullable = { timeTolerance, key: [{ table: null, columns: ['x'] }] };
    await expect(keyless(nullable, [], [], [])).rejects.toMatchObject({ message });
  });

  it('is a multiset of what its rows count as', async () => {
    const rows = (...texts: string[]): Row[] => texts.map((text) => [text, null, '1', null]);
    const report = await keyless({ trim: ['v'] }, rows('a', ' a', 'b'), rows('a ', 'b', 'b'), []);
    expect(report.tables[0]?.rows).toMatchObject({ missing: 1, extra: 1 });
    expect((await keyless({ trim: ['v'] }, rows('a', ' a'), rows('a ', 'a'), [])).verdict).toBe('match');
  });
});
