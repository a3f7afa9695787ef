import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Config, Report } from '../../src/index.ts';
import type { TestDatabase } from './databases.ts';

/** What two PostgreSQL databases at rest come out as, by each strategy in turn. */
export async function reportsOf(
  source: TestDatabase,
  target: TestDatabase,
  more: Partial<Config> = {},
): Promise<Report[]> {
  const reports = [];
  for (const strategy of ['stream', 'pushdown', 'auto'] as const) {
    const options = { compareSchema: false, settle: 0, strategy, ...more };
    reports.push(await verify({ source: postgres(source.url), target: postgres(target.url), ...options }).report());
  }
  return reports;
}
