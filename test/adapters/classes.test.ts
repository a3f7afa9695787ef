/** An adapter may be written as classes: nobody in the core copies one, or takes a method off it. */
import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../src/adapter.ts';
import { compareSchemas, plan, verify } from '../../src/index.ts';
import type { Config, Report } from '../../src/index.ts';
import type { TableShape } from '../../src/model/table.ts';
import { ClassSide } from '../support/class-side.ts';
import type { Asked } from '../support/class-side.ts';
import { sideOf } from '../support/in-memory.ts';
import { column, primaryKey } from '../support/shapes.ts';

const ROWS = 300;
const all = Array.from({ length: ROWS }, (_, i) => [String(i + 1), 'v']);
const damaged = all.filter((_row, i) => i !== 40).map((row, i) => (i === 200 ? [String(row[0]), 'x'] : row));

const SHAPES: Readonly<Record<string, Partial<TableShape>>> = {
  'key order': { columns: [column('id', 'integer'), column('v', 'text')] },
  'key hash': { columns: [column('id', 'text'), column('v', 'text')], keys: [{ ...primaryKey('id'), ordered: false }] },
  'row hash': { columns: [column('id', 'text'), column('v', 'text')], keys: [] },
};

const LIMITS: Partial<Config> = { maxRowsPerSecond: 1e9, maxLoad: 1e6, maxLag: 1e6 };
const WAYS: readonly (readonly [string, Partial<Config>])[] = [
  ['streamed', { strategy: 'stream', chunkRows: 50 }],
  ['pushed down', { strategy: 'pushdown', chunkRows: 50 }],
  ['pushed down at a pace', { strategy: 'pushdown', chunkRows: 50, ...LIMITS }],
  ['streamed at a pace', { strategy: 'stream', ...LIMITS }],
  ['by a key that the user names', { key: [{ table: null, columns: ['id'] }] }],
  ['without another look', { consistency: 'none' }],
];

const findings = ({ verdict, tables }: Report): unknown =>
  tables.map(({ rows, differences, reason, walk }) => ({ verdict, rows, differences, reason, walk }));

describe.each(Object.entries(SHAPES))('by %s', (_walk, shape) => {
  it.each(WAYS)('classes on either side find what other adapters find, %s', async (_way, options) => {
    const sides = (): readonly [Adapter, Adapter] => [sideOf(all, shape), sideOf(damaged, shape)];
    const run = async ([source, target]: readonly [Adapter, Adapter]): Promise<unknown> =>
      findings(await verify({ source, target, settle: 20, compareSchema: false, ...options }).report());
    const expected = await run(sides());
    expect(JSON.stringify(expected)).toContain('mismatch');
    const [source, target] = sides();
    expect(await run([new ClassSide(source), new ClassSide(target)])).toEqual(expected);
    expect(await run([new ClassSide(source), target])).toEqual(expected);
    expect(await run([source, new ClassSide(target)])).toEqual(expected);
  });
});

it('all that a class can do is asked of it', async () => {
  const asked: Asked = new Map();
  const shape = SHAPES['key order'] ?? {};
  const side = (rows: readonly (readonly string[])[]): Adapter => new ClassSide(sideOf(rows, shape), asked);
  for (const [, options] of WAYS) {
    await verify({ source: side(all), target: side(damaged), settle: 20, ...options }).report();
  }
  await plan({ source: side(all), target: side(damaged) });
  await compareSchemas({ source: side(all), target: side(damaged) });
  const optional = ['sampleKeys', 'definition', 'usage', 'activity', 'read', 'digest', 'rowHashes', 'dispose'];
  expect([...asked.keys()]).toEqual(expect.arrayContaining(optional));
});
