/** The three walks over tables in memory: what they find, how much they read for it, and what stops them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memory } from '../../adapters/memory/index.ts';
import type { Adapter, TableReader } from '../../src/adapter.ts';
import { verify } from '../../src/index.ts';
import type { Config, Report, TableReport } from '../../src/index.ts';
import type { TableShape } from '../../src/model/table.ts';
import { numbers, sideOf } from '../support/in-memory.ts';
import { column, primaryKey } from '../support/shapes.ts';

type Rows = readonly (readonly (string | null)[])[];

const SHAPES: Readonly<Record<TableReport['walk'] & string, Partial<TableShape>>> = {
  'key order': { columns: [column('id', 'integer'), column('v', 'text')] },
  'key hash': { columns: [column('id', 'text'), column('v', 'text')], keys: [{ ...primaryKey('id'), ordered: false }] },
  'row hash': { columns: [column('id', 'text'), column('v', 'text')], keys: [] },
};

async function compare(
  walk: keyof typeof SHAPES,
  [source, target]: readonly [Rows, Rows],
  options: Partial<Config> = {},
): Promise<TableReport> {
  const shape = SHAPES[walk] ?? {};
  const report = await verify({ source: sideOf(source, shape), target: sideOf(target, shape), ...options }).report();
  return only(report);
}

function only({ tables: [table] }: Report): TableReport {
  if (table === undefined) throw new Error('no table');
  return table;
}

/** What a table with a key has to say, from the rows alone. */
function expected(source: Rows, target: Rows): string[] {
  const [here, there] = [new Map(source.map(([id, v]) => [id, v])), new Map(target.map(([id, v]) => [id, v]))];
  const ids = [...new Set([...here.keys(), ...there.keys()])];
  return ids
    .flatMap((id) => {
      if (!there.has(id)) return [`missing ${String(id)}`];
      if (!here.has(id)) return [`extra ${String(id)}`];
      return here.get(id) === there.get(id) ? [] : [`changed ${String(id)} v`];
    })
    .sort();
}

function found({ differences }: TableReport): string[] {
  return differences.map(({ kind, key, columns = [] }) => [kind, Object.values(key)[0], ...columns].join(' '));
}

const cell = fc.constantFrom('a', 'b', '', null);
const side = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }).map(String), cell), {
  selector: ([id]) => id,
  maxLength: 30,
});

describe.each(['key order', 'key hash'] as const)('the walk by %s', (walk) => {
  it('finds what differs, in key order, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer({ min: 1, max: 50 }), async (source, target, chunkRows) => {
        const table = await compare(walk, [source, target], { chunkRows });
        expect(table.walk).toBe(walk);
        expect(found(table).sort()).toEqual(expected(source, target));
        const keys = table.differences.map(({ key }) => String(key['id']));
        const order = (a: string, b: string) => (walk === 'key order' ? Number(a) - Number(b) : a < b ? -1 : 1);
        expect(keys).toEqual([...keys].sort(order));
        expect(table.rows).toMatchObject({ source: source.length, target: target.length, unconfirmed: 0 });
        const counted = { missing: 0, extra: 0, changed: 0 };
        for (const { kind } of table.differences) counted[kind] += 1;
        expect(table.rows).toMatchObject(counted);
        expect(table.verdict).toBe(table.differences.length > 0 ? 'mismatch' : 'match');
      }),
      { numRuns: 25 },
    );
  });

  it('looks up the columns of as many changed rows as are listed, and counts the others', async () => {
    const source = numbers(1, 450).map(([id = '']) => [id, 'v']);
    const target = source.map(([id = '']) => [id, 'w']);
    const table = await compare(walk, [source, target], { maxDifferences: 300, chunkRows: 250 });
    expect(table.rows).toMatchObject({ changed: 450, missing: 0, extra: 0, unconfirmed: 0 });
    expect(table.differencesTruncated).toBe(true);
    expect(table.differences).toHaveLength(300);
    expect(table.differences.every(({ columns }) => columns?.join() === 'v')).toBe(true);
  });
});

describe('the walk by row hash', () => {
  const rows = (...counts: readonly (readonly [string, number])[]): Rows =>
    counts.flatMap(([v, count]) => Array.from({ length: count }, () => [v, v]));

  it('counts the copies of a row on either side', async () => {
    const table = await compare('row hash', [rows(['a', 4], ['b', 1], ['c', 2]), rows(['c', 2], ['a', 1], ['d', 3])]);
    expect(table.rows).toMatchObject({ source: 7, target: 6, missing: 4, extra: 3, changed: 0 });
    expect(table.differences.map(({ kind, count }) => `${kind} ${String(count)}`).sort()).toEqual([
      'extra 3',
      'missing 1',
      'missing 3',
    ]);
    expect(table.differences.every(({ key }) => /^[0-9a-f]{16}$/.test(String(Object.values(key)[0])))).toBe(true);
  });

  it('does not see the order of the rows', async () => {
    const list = rows(['a', 2], ['b', 3], ['c', 1]);
    expect(await compare('row hash', [list, list.toReversed()])).toMatchObject({ verdict: 'match', differences: [] });
  });

  it('reads a second time only where buckets differ', async () => {
    const list = Array.from({ length: 1000 }, (_, i) => [String(i), 'v']);
    const [source, reads] = counting(sideOf(list, SHAPES['row hash']));
    const equal = await verify({ source, target: sideOf(list.toReversed(), SHAPES['row hash']) }).report();
    expect([equal.verdict, reads.frames]).toEqual(['match', 1]);
    const other = await verify({ source, target: sideOf(list.slice(1), SHAPES['row hash']) }).report();
    expect([other.verdict, reads.frames]).toEqual(['mismatch', 3]);
    expect(only(other).rows).toMatchObject({ missing: 1, extra: 0 });
  });
});

interface Reads {
  frames: number;
  cuts: number;
  /** Rows that were delivered. */
  rows: number;
}

/** A side that counts what is asked of it. */
function counting(side: Adapter, changes: Partial<TableReader> = {}): readonly [Adapter, Reads] {
  const reads: Reads = { frames: 0, cuts: 0, rows: 0 };
  const counted = (reader: TableReader): TableReader => ({
    ...reader,
    cutAfter: (range, rows) => ((reads.cuts += 1), reader.cutAfter(range, rows)),
    async *frames(range) {
      reads.frames += 1;
      for await (const frames of reader.frames(range)) {
        reads.rows += frames.count;
        yield frames;
      }
    },
    ...changes,
  });
  const adapter: Adapter = {
    label: side.label,
    open: async (options) => {
      const database = await side.open(options);
      return { ...database, reader: (view) => counted(database.reader(view)) };
    },
  };
  return [adapter, reads];
}

describe('how much is read', () => {
  const wide = { columns: [column('id', 'integer')] };

  it('grows with the rows, not with the gaps between their keys', async () => {
    const rows = [...numbers(1, 10), ['1000000000000000']];
    const [source, here] = counting(sideOf(rows, wide));
    const [target, there] = counting(sideOf(rows, wide));
    const report = await verify({ source, target, chunkRows: 5 }).report();
    expect(report.verdict).toBe('match');
    // Eleven rows are three chunks: two are cut off, and a last question finds no further end.
    expect([here, there]).toEqual([
      { frames: 3, cuts: 3, rows: 11 },
      { frames: 3, cuts: 3, rows: 11 },
    ]);
  });

  it('stays what lies about the gap, when a band of the keys is gone', async () => {
    const all = numbers(1, 1000);
    const [source, here] = counting(sideOf(all, wide));
    const [target, there] = counting(
      sideOf(
        numbers(1, 1000, (n) => n <= 300 || n > 600),
        wide,
      ),
    );
    const report = await verify({ source, target, chunkRows: 50, maxDifferences: 1000 }).report();
    expect(only(report).rows).toMatchObject({ source: 1000, target: 700, missing: 300, extra: 0, changed: 0 });
    // Each row once, and once more those of the chunks that differ.
    expect(here.rows).toBeLessThanOrEqual(1000 + 400);
    expect(there.rows).toBeLessThanOrEqual(700 + 100);
  });
});

describe('a failure', () => {
  const failing = (changes: Partial<TableReader>): Adapter => counting(sideOf(numbers(1, 20)), changes)[0];
  const broken = () => {
    throw new Error('the cable is out');
  };

  it.each([
    ['of a stream', { frames: broken }],
    ['of a cut', { cutAfter: broken }],
  ])('%s makes the table incomplete, with what went wrong', async (_name, changes) => {
    const report = await verify({ source: sideOf(numbers(1, 20)), target: failing(changes), chunkRows: 5 }).report();
    expect(only(report)).toMatchObject({ verdict: 'incomplete', differences: [] });
    expect(only(report).reason).toContain('the cable is out');
    expect(report.verdict).toBe('incomplete');
  });

  it('of one table does not stop the others', async () => {
    const tables = (rows: string[][]) =>
      ['a', 'b', 'c'].map((name) => ({
        schema: 's',
        name,
        columns: [column('id', 'integer')],
        keys: [primaryKey('id')],
        rows,
      }));
    const half: Adapter = {
      label: 'half',
      open: async (options) => {
        const database = await memory({ tables: tables(numbers(1, 3)) }).open(options);
        return {
          ...database,
          reader: (view) => {
            const reader = database.reader(view);
            return view.table.name === 'b' ? { ...reader, frames: broken } : reader;
          },
        };
      },
    };
    const report = await verify({ source: memory({ tables: tables(numbers(1, 4)) }), target: half }).report();
    expect(report.tables.map(({ verdict }) => verdict)).toEqual(['mismatch', 'incomplete', 'mismatch']);
    expect(report.tables.map(({ rows }) => rows.missing)).toEqual([1, 0, 1]);
  });

  it('to say how many rows there were is no proof of anything', async () => {
    const raw = {
      identity: 'raw',
      async *read() {
        yield { bytes: new Uint8Array(), rows: NaN };
      },
      statement: () => '',
    };
    const report = await verify({ source: failing({ raw }), target: failing({ raw }) }).report();
    expect(only(report)).toMatchObject({ verdict: 'incomplete' });
    expect(only(report).reason).toContain('how many rows');
  });
});

describe('a row that is another one when its columns are looked up, where nobody should write', () => {
  it('is no difference, and its table is incomplete', async () => {
    const shape = SHAPES['key order'] ?? {};
    const rows: (readonly [string, string])[] = [
      ['1', 'a'],
      ['2', 'b'],
    ];
    const source = sideOf(rows, shape);
    const [target] = counting(
      sideOf(
        [
          ['1', 'a'],
          ['2', 'x'],
        ],
        shape,
      ),
      {},
    );
    // By the time that it is looked up, it is as it should be.
    const settled = await sideOf(rows, shape).open({ connections: 1, signal: new AbortController().signal });
    const late: Adapter = {
      label: 'late',
      open: async (options) => {
        const database = await target.open(options);
        return {
          ...database,
          reader: (view) => ({ ...database.reader(view), rows: (keys) => settled.reader(view).rows(keys) }),
        };
      },
    };
    const report = only(await verify({ source, target: late, consistency: 'none' }).report());
    expect(report.rows).toMatchObject({ changed: 0, unconfirmed: 1 });
    expect(report).toMatchObject({ verdict: 'incomplete', differences: [] });
    expect(report.reason).toContain('1 row is unconfirmed: it changed while it was looked at');
  });
});
