/** Runs a case for a pairing, in every way that must not change what is found. */
import { expect } from 'vitest';
import { mysql, type MysqlPool } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify, type Adapter, type Config, type Report } from '../../src/index.ts';
import type { LoadedSchema } from '../support/schemas.ts';
import type { Case, Pairing } from './case-folder.ts';
import { swapped, type Expected } from './expected.ts';
import { expectedFindings, findingsOf, type Schemas } from './findings.ts';
import { brokenPromises } from './promises.ts';

/** `pool`: through connections that are shared by many runs, which is quicker; else by URL. */
export function adapterFor({ engine, url, name, pool }: LoadedSchema, by: 'url' | 'pool' = 'url'): Adapter {
  if (engine === 'postgres') return postgres(by === 'url' ? url : pool, { schema: name });
  return mysql(by === 'url' ? url : (pool as MysqlPool), { schema: name });
}

/** Verifies and holds the report against its promises. */
export async function reportOf(
  schemas: Schemas,
  options: Partial<Config>,
  by: 'url' | 'pool' = 'url',
): Promise<Report> {
  const sides = { source: adapterFor(schemas.source, by), target: adapterFor(schemas.target, by) };
  const report = await verify({ compareSchema: false, settle: 0, ...options, ...sides }).report();
  expect(brokenPromises(report)).toEqual([]);
  return report;
}

export async function runCase(one: Case, pairing: Pairing, schemas: Schemas): Promise<void> {
  const expected = one.expected(pairing);
  const base = await expectRun(expected, schemas, 'url');
  for (const variant of variants(one, pairing)) {
    const report = await reportOf(schemas, { ...expected.options, ...variant }, 'pool');
    expect(findingsOf(report, schemas), JSON.stringify(variant)).toEqual(base);
  }
  if (!isThorough(pairing)) return;
  const options = swappedOptions(expected.options ?? {});
  await expectRun({ ...swapped(expected, one.file.whenSwapped ?? {}), options }, swapSides(schemas), 'pool');
}

async function expectRun(expected: Expected, schemas: Schemas, by: 'url' | 'pool') {
  const report = await reportOf(schemas, expected.options ?? {}, by);
  const findings = findingsOf(report, schemas);
  expect(findings).toEqual(expectedFindings(expected, findings, schemas));
  for (const part of expected.warnings ?? []) expect(report.warnings.join('\n')).toContain(part);
  return findings;
}

const EVERYTHING = process.env['CROSSTALLY_CASES'] === 'all';

/** A pairing within an engine and one across are looked at from all sides in every test run, the others in a long one. */
function isThorough({ source, target }: Pairing): boolean {
  return EVERYTHING || (target === 'postgres' && source !== 'mariadb');
}

/** Ways to go about it, without every combination: some of them in every test run, all in a long one. */
function variants({ file }: Case, pairing: Pairing): readonly Partial<Config>[] {
  if (!isThorough(pairing)) return [];
  const chunkRows = file.chunkRows ?? [1, 2, 7];
  const all = chunkRows.map((rows, i) => ({
    chunkRows: rows,
    concurrency: i % 2 === 0 ? 4 : 1,
    strategy: i % 2 === 0 ? ('pushdown' as const) : ('stream' as const),
  }));
  return EVERYTHING ? all : all.slice(pairing.source === pairing.target ? -2 : -1);
}

function swapSides<T>({ source, target }: { readonly source: T; readonly target: T }): { source: T; target: T } {
  return { source: target, target: source };
}

function swappedOptions(options: Partial<Config>): Partial<Config> {
  return {
    ...options,
    ...(options.map === undefined ? {} : { map: options.map.map(swapSides) }),
    ...(options.mapColumns === undefined
      ? {}
      : { mapColumns: options.mapColumns.map((mapping) => ({ ...mapping, ...swapSides(mapping) })) }),
    sourceWhere: options.targetWhere ?? null,
    targetWhere: options.sourceWhere ?? null,
    sourceTimeZone: options.targetTimeZone ?? null,
    targetTimeZone: options.sourceTimeZone ?? null,
  };
}
