/**
 * The cases and random tables with their source as a fingerprint: it names the same rows as the side that it was taken of,
 * or says that it cannot. CROSSTALLY_FUZZ_RUNS runs more random tables.
 */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import { CrosstallyError, takeFingerprint, verify } from '../../src/index.ts';
import type { Config, Report, TableReport } from '../../src/index.ts';
import { readCases } from '../cases/case-folder.ts';
import { randomTable, tableSql } from '../cases/random-table.ts';
import { adapterFor } from '../cases/run-case.ts';
import { openSchemaSpace } from '../support/schemas.ts';
import type { LoadedSchema, SchemaSpace } from '../support/schemas.ts';
import type { TestEngine } from '../support/servers.ts';
import { temporaryFolder } from './tables.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const spaces = new Map<TestEngine, SchemaSpace>();
let files = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const engine of ['postgres', 'mysql'] as const) spaces.set(engine, await openSchemaSpace(engine));
});
afterAll(async () => {
  for (const space of spaces.values()) await space[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const spaceOf = (engine: TestEngine): SchemaSpace => spaces.get(engine) as SchemaSpace;

interface Compared {
  readonly live: Report;
  readonly held: Report;
}

/** The same comparison by the side itself and by its fingerprint, planned against the very target. */
async function bothWays(source: LoadedSchema, target: LoadedSchema, options: Partial<Config>): Promise<Compared> {
  const [here, there] = [adapterFor(source, 'pool'), adapterFor(target, 'pool')];
  const output = folder.path(`${String(files++)}.fp`);
  const { ignoreColumns, tables, exclude, schemas, columns } = { ...UNASKED, ...options };
  const asked = {
    ignoreColumns,
    exclude,
    ...(tables.length > 0 ? { tables } : {}),
    ...(schemas.length > 0 ? { schemas } : {}),
  };
  const { key = [], sourceTimeZone = null, where = null, sourceWhere = null, map = [], mapColumns = [] } = options;
  const zones = { ...(sourceTimeZone === null ? {} : { sourceTimeZone }) };
  const rows = { ...(where === null ? {} : { where }), ...(sourceWhere === null ? {} : { sourceWhere }) };
  const plan = { ...asked, ...zones, ...rows, key, map, mapColumns, ...(columns.length > 0 ? { columns } : {}) };
  await takeFingerprint({ ...plan, source: here, target: there, output, consistency: 'none' });
  const how = { compareSchema: false, consistency: 'none' as const, ...options };
  const live = await verify({ ...how, source: here, target: there }).report();
  const held = await verify({ ...how, source: fingerprint(output), target: there }).report();
  return { live, held };
}

const UNASKED = { ignoreColumns: [], tables: [], exclude: [], schemas: [], columns: [] };

/** Kinds and keys, sorted: several rows of a key have no order. */
function linesOf({ differences }: TableReport): string[] {
  return differences.map(({ kind, key }) => `${kind} ${JSON.stringify(key)}`).sort();
}

/** What a fingerprint leaves open it may say; what it says has to be what the side says. */
function expectAgreement({ live, held }: Compared): number {
  let agreed = 0;
  if (live.verdict !== 'match') expect(held.verdict).not.toBe('match');
  for (const table of live.tables) {
    const other = held.tables.find((one) => one.source === table.source && one.target === table.target);
    if (other === undefined || other.verdict === 'incomplete') continue;
    if (other.verdict === 'match') expect(table.verdict).toBe('match');
    // Where only keys could be compared, changed rows are not told, and it says so.
    if (other.columns.length < table.columns.length) continue;
    expect(linesOf(other)).toEqual(linesOf(table));
    agreed++;
  }
  return agreed;
}

const cases = readCases(fileURLToPath(new URL('../cases', import.meta.url)));
const EVERYTHING = process.env['CROSSTALLY_CASES'] === 'all';
const PAIRINGS = [
  ['postgres', 'postgres'],
  ['postgres', 'mysql'],
  ...(EVERYTHING
    ? ([
        ['mysql', 'postgres'],
        ['mysql', 'mysql'],
      ] as const)
    : []),
] as const;

describe.each(PAIRINGS)('the cases with their source as a fingerprint, %s to %s', (source, target) => {
  const fitting = cases.filter(({ pairings }) =>
    pairings.some((one) => one.source === source && one.target === target),
  );
  it.each(fitting.map((one) => [one.name, one] as const))('%s', async (name, one) => {
    const load = (engine: TestEngine, side: 'source' | 'target') =>
      spaceOf(engine).load(`fp_${source[0]}${target[0]}_${name}_${side}`.replaceAll('-', '_'), one.sql(engine, side));
    const [here, there] = [await load(source, 'source'), await load(target, 'target')];
    const options = one.expected({ source, target }).options ?? {};
    try {
      expectAgreement(await bothWays(here, there, options));
    } catch (error) {
      // There is no table at all, or an option is for a comparison of values: one sentence, and no verdict.
      if (!(error instanceof CrosstallyError)) throw error;
      expect(['PLAN_INVALID', 'CONFIG_INVALID']).toContain(error.code);
    }
    await spaceOf(source).drop(here);
    await spaceOf(target).drop(there);
  });
});

describe.each(PAIRINGS)('random tables with their source as a fingerprint, %s to %s', (source, target) => {
  const runs = Number(process.env['CROSSTALLY_FUZZ_RUNS'] ?? 6);
  it(
    'differ where they were edited, and nowhere else',
    async () => {
      const property = fc.asyncProperty(fc.array(randomTable, { minLength: 1, maxLength: 3 }), async (list) => {
        const sqlOf = (engine: TestEngine, side: 'source' | 'target') =>
          list.map((table, i) => tableSql(`t${i}`, table, engine as 'postgres' | 'mysql', side)).join('');
        const name = `fp_random_${source[0]}${target[0]}_${String(files)}`;
        const here = await spaceOf(source).load(`${name}_s`, sqlOf(source, 'source'));
        const there = await spaceOf(target).load(`${name}_t`, sqlOf(target, 'target'));
        expect(expectAgreement(await bothWays(here, there, {}))).toBe(list.length);
        await spaceOf(source).drop(here);
        await spaceOf(target).drop(there);
      });
      await fc.assert(property, { numRuns: runs });
    },
    60_000 + runs * 4_000,
  );
});
