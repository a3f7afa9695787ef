import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import { memory } from '../../adapters/memory/index.ts';
import type { MemoryTable } from '../../adapters/memory/index.ts';
import { takeFingerprint } from '../../src/fingerprint/take.ts';
import { verify } from '../../src/index.ts';

const integer = {
  kind: 'integer',
  native: 'int',
  identity: 'memory:int',
  order: 'numeric',
  size: null,
  fixed: false,
} as const;
const text = {
  kind: 'text',
  native: 'text',
  identity: 'memory:text',
  order: 'bytes',
  size: null,
  fixed: false,
} as const;

function items(rows: readonly (readonly string[])[]): MemoryTable {
  return {
    schema: 'main',
    name: 'items',
    columns: [
      { name: 'id', type: integer, nullable: false },
      { name: 'name', type: text, nullable: true },
    ],
    keys: [{ name: 'pk', columns: ['id'], primary: true, nullable: false, ordered: true }],
    rows,
  };
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-fp-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('names what was lost, added and changed since', async () => {
  const before = Array.from({ length: 10_000 }, (_, i) => [String(i), `name ${String(i)}`]);
  const path = join(folder, 'items.fp');
  const taken = await takeFingerprint({ source: memory({ tables: [items(before)] }), output: path });
  expect(taken).toMatchObject({ tables: 1, rows: 10_000, consistent: false });
  const after = before
    .filter((_row, i) => i < 2000 || i >= 2500)
    .map(([id = '', name = '']) => [id, id === '77' ? 'other' : name])
    .concat([['20000', 'new']]);
  const report = await verify({
    source: fingerprint(path),
    target: memory({ tables: [items(after)] }),
    settle: 0,
  }).report();
  expect(report.tables[0]).toMatchObject({
    verdict: 'mismatch',
    rows: { source: 10_000, missing: 500, changed: 1, extra: 1 },
  });
  const same = await verify({ source: memory({ tables: [items(before)] }), target: fingerprint(path) }).report();
  expect(same).toMatchObject({ verdict: 'match' });
  const both = await verify({ source: fingerprint(path), target: fingerprint(path) }).report();
  expect(both).toMatchObject({ verdict: 'match' });
});
