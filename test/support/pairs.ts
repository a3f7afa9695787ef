/** Pairs of tables in memory, for tests of what compares parts of them. */
import pLimit from 'p-limit';
import type { Adapter } from '../../src/adapter.ts';
import { loadHashing } from '../../src/compare/digests/hash.ts';
import { pairTable } from '../../src/compare/table-pair.ts';
import type { Comparison, TablePair } from '../../src/compare/table-pair.ts';
import type { TablePlan } from '../../src/model/plan.ts';
import { bothSides, mapSides } from '../../src/model/side.ts';
import type { Sides } from '../../src/model/side.ts';

/** Both sides of a plan, opened. What is looked at is taken as it is found, unless told otherwise. */
export async function pairOf(
  adapters: Sides<Adapter>,
  plan: TablePlan,
  changes: Partial<Comparison> = {},
): Promise<TablePair> {
  const signal = new AbortController().signal;
  const databases = await bothSides(adapters, (adapter) => adapter.open({ connections: 1, signal }));
  const comparison: Comparison = {
    databases,
    hashing: await loadHashing(),
    strategy: 'stream',
    limit: pLimit(2),
    retry: (question) => question(),
    maxDifferences: 100,
    recheck: null,
    ...changes,
  };
  const readers = mapSides(databases, (database, side) => database.reader(plan.views[side]));
  return pairTable(comparison, plan, readers);
}
