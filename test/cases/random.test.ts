/**
 * Random tables in real servers. The differences are known beforehand, from the values themselves and without a line of
 * what is tested. CROSSTALLY_FUZZ_RUNS runs more of them, CROSSTALLY_FUZZ_SEED repeats a failed run.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchemaSpace, type SchemaSpace } from '../support/schemas.ts';
import { reportOf } from './run-case.ts';
import { differenceLines, randomTable, reportedLines, tableSql, type RandomTable } from './random-table.ts';

const runs = Number(process.env['CROSSTALLY_FUZZ_RUNS'] ?? 25);
const seed = process.env['CROSSTALLY_FUZZ_SEED'];
const engines = ['postgres', 'mysql'] as const;
const pairings = engines.flatMap((source) => engines.map((target) => ({ source, target })));

const spaces = new Map<(typeof engines)[number], SchemaSpace>();
let loads = 0;

beforeAll(async () => {
  for (const engine of engines) spaces.set(engine, await openSchemaSpace(engine));
});

afterAll(async () => {
  for (const one of spaces.values()) await one[Symbol.asyncDispose]();
});

describe.each(pairings)('random tables, $source to $target', (pairing) => {
  const space = (side: 'source' | 'target') => spaces.get(pairing[side]) as SchemaSpace;
  const load = (tables: readonly RandomTable[], side: 'source' | 'target') => {
    const sql = tables.map((table, i) => tableSql(`t${i}`, table, pairing[side], side)).join('');
    return space(side).load(`random_${loads++}`, sql);
  };

  it(
    'differ where they were edited, and nowhere else',
    async () => {
      const tables = fc.array(randomTable, { minLength: 1, maxLength: 4 });
      const chunkRows = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(null));
      const property = fc.asyncProperty(
        tables,
        chunkRows,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('auto' as const, 'pushdown' as const, 'stream' as const),
        async (list, rows, concurrency, strategy) => {
          const [source, target] = await Promise.all([load(list, 'source'), load(list, 'target')]);
          const report = await reportOf({ source, target }, { chunkRows: rows, concurrency, strategy }, 'pool');
          for (const [i, table] of list.entries()) {
            const found = report.tables.find(({ source: name }) => name?.endsWith(`.t${i}`));
            expect(found?.reason).toBeUndefined();
            expect(reportedLines(table, found?.differences ?? [])).toEqual(differenceLines(table));
            expect(found?.rows).toMatchObject({ source: table.source.length, target: table.target.length });
          }
          const differs = list.some((table) => differenceLines(table).length > 0);
          expect(report.verdict).toBe(differs ? 'mismatch' : 'match');
          await Promise.all([space('source').drop(source), space('target').drop(target)]);
        },
      );
      await fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) });
    },
    60_000 + runs * 2_000,
  );
});
