/** Rows told apart by hashes that the databases computed: with databases in memory, and hashes as a database gives them. */
import { describe, expect, it } from 'vitest';
import type { TableReader } from '../../../src/adapter.ts';
import { compareRows } from '../../../src/compare/rows/compare-rows.ts';
import { loadHashing } from '../../../src/compare/digests/hash.ts';
import { chooseStrategy } from '../../../src/compare/digests/strategy.ts';
import { DEFAULTS } from '../../../src/config/config.ts';
import { CrosstallyError } from '../../../src/errors.ts';
import { EVERYTHING } from '../../../src/model/key.ts';
import { mapSides } from '../../../src/model/side.ts';
import { planTable } from '../../../src/plan/plan-table.ts';
import { hasherOf } from '../../support/hashing-side.ts';
import { sideOf } from '../../support/in-memory.ts';
import { column, table } from '../../support/shapes.ts';

type Rows = readonly (readonly [id: string, v: string])[];

const shape = { columns: [column('id', 'integer'), column('v', 'text')] };
const plan = planTable({ source: table('t', shape), target: table('t', shape) }, DEFAULTS);
const SOURCE: Rows = Array.from({ length: 20 }, (_, i) => [String(i), 'same'] as const);
const TARGET: Rows = SOURCE.flatMap(([id, v]) => (id === '3' ? [] : [[id, id === '7' ? 'other' : v] as const]));
const DIFFERENCES = [
  { kind: 'missing', key: ['3'] },
  { kind: 'changed', key: ['7'] },
];

async function readerOf(rows: Rows): Promise<TableReader> {
  const database = await sideOf(rows, shape).open({ connections: 1, signal: new AbortController().signal });
  return database.reader(plan.views.source);
}

describe('a few rows of which the databases hash the rows', () => {
  const compare = async (look: TableReader['rows'] | null, views = plan.views) => {
    const hashing = await loadHashing();
    const readers = { source: await readerOf(SOURCE), target: await readerOf(TARGET) };
    const reads = { whole: 0, byKey: 0 };
    const watched = mapSides(readers, (reader): TableReader => ({
      ...reader,
      frames: (range) => (reads.whole++, reader.frames(range)),
      rows: (keys) => (reads.byKey++, (look ?? reader.rows)(keys)),
    }));
    const hashers = mapSides(readers, (reader) => hasherOf(reader));
    const reading = { readers: watched, views, hash: hashing.hash, tolerance: null };
    const found = await compareRows(reading, { range: EVERYTHING, orders: ['numeric'] }, hashers);
    return { ...found, reads };
  };

  it('reads only the rows whose hashes differ', async () => {
    const { differences, rows, reads } = await compare(null);
    expect(differences).toEqual(DIFFERENCES);
    expect(rows).toEqual({ source: 20, target: 19 });
    expect(reads).toEqual({ whole: 0, byKey: 2 });
  });

  it('reads all of it when a row that differs cannot be found by its key', async () => {
    const { differences, rows, reads } = await compare(async function* () {});
    expect(differences).toEqual(DIFFERENCES);
    expect(rows).toEqual({ source: 20, target: 19 });
    expect(reads).toEqual({ whole: 2, byKey: 2 });
  });

  it('asks for no key where a side cannot be asked for it', async () => {
    const { type, ...id } = plan.views.target.columns[0] ?? expect.fail('no column');
    const views = {
      ...plan.views,
      target: { ...plan.views.target, columns: [{ ...id, type: { ...type, kind: 'json' as const } }] },
    };
    const { reads } = await compare(null, views);
    expect(reads).toEqual({ whole: 2, byKey: 0 });
  });
});

it('reads rows for good when a database refuses to hash them', async () => {
  const hashing = await loadHashing();
  const reader = await readerOf(SOURCE);
  const digest = async (): Promise<never> => {
    throw new CrosstallyError('ADAPTER_STATEMENT_FAILED', 'no such function');
  };
  const refusing: TableReader = { ...reader, pushdowns: [{ ...hasherOf(reader), digest }] };
  const chooser = await chooseStrategy('auto', {
    readers: { source: refusing, target: refusing },
    hashing,
    small: false,
  });
  const first = await chooser.next();
  expect(await first.digest([EVERYTHING])).toMatchObject([{ equal: true, rows: { source: 20 } }]);
  expect(first.rowHashes()).toBeNull();
  expect(chooser.choice()).toEqual({
    name: 'stream',
    reason: 'the databases do not hash this table: no such function',
  });
});
