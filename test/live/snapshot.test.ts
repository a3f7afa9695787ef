/** `consistency: snapshot` as a run knows it; what a view is, the contract of the adapters says. */
import { describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Config, Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import { numbers, sideOf } from '../support/in-memory.ts';

const TABLE = 'create table t (id bigint primary key, v int); insert into t values (1, 0), (2, 0), (3, 0)';

describe('a run over a view of each side', () => {
  it('finds what differed when it began', async () => {
    await using source = await freshDatabase('postgres', 'view');
    await using target = await freshDatabase('mariadb', 'view');
    await source.run(TABLE);
    await target.run(`${TABLE}; delete from t where id = 2`);
    const compare = (options: Partial<Config>): Promise<Report> =>
      verify({ source: postgres(source.url), target: mysql(target.url), consistency: 'snapshot', ...options }).report();
    const report = await compare({});
    expect(report.tables[0]).toMatchObject({ verdict: 'mismatch', rows: { source: 3, target: 2, missing: 1 } });

    // Longer than opening takes, and far shorter than this condition.
    const slow = { sourceWhere: 'pg_sleep(1.5) is not null', maxSnapshotAge: 3000 };
    const old = await compare({ ...slow, strategy: 'stream', chunkRows: 1 });
    expect(old.tables[0]).toMatchObject({ verdict: 'incomplete' });
    expect(old.tables[0]?.reason).toContain('SNAPSHOT_GONE');
  });

  it('is refused where a side has none to give', async () => {
    const [source, target] = [sideOf(numbers(1, 3)), sideOf(numbers(1, 3))];
    await expect(verify({ source, target, consistency: 'snapshot' }).report()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: expect.stringContaining('recheck') as string,
    });
  });
});
