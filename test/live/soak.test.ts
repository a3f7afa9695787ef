/**
 * Verification beside an application that writes to both databases: no false alarm, no wait for a writer, no long
 * transaction. `npm run test:soak` does it for minutes and tells the figures.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Adapter, Config, Report } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { DRIFTED, HOT, makeTables, startWriting } from './dual-writer.ts';
import type { DualWriter } from './dual-writer.ts';
import { watchTransactions } from './longest-transaction.ts';

const SECONDS = Number(process.env['CROSSTALLY_SOAK_SECONDS'] ?? 3);
const ROWS = 20_000;
const LAG = 200;
const NOTHING_DIFFERS = { missing: 0, extra: 0, changed: 0 };

const PAIRINGS: readonly (readonly [TestEngine, TestEngine])[] = [
  ['postgres', 'postgres'],
  ['mysql', 'mysql'],
  ['postgres', 'mysql'],
  ...(process.env['CROSSTALLY_SOAK_SECONDS'] === undefined ? [] : ([['mariadb', 'postgres']] as const)),
];

describe.each(PAIRINGS)('beside live writes, %s to %s', (from, to) => {
  let [source, target] = [null, null] as unknown as [TestDatabase, TestDatabase];
  let writer = null as unknown as DualWriter;
  const passes = { clean: 0, alarms: 0 };
  let transactions: (() => Promise<number>)[] = [];

  beforeAll(async () => {
    [source, target] = await Promise.all([freshDatabase(from, 'live'), freshDatabase(to, 'live')]);
    await Promise.all([makeTables(source, ROWS), makeTables(target, ROWS)]);
    transactions = [source, target].map(watchTransactions);
    writer = startWriting({ source, target }, { rows: ROWS, lag: LAG, seed: 42 });
  });

  afterAll(async () => {
    await writer.stop();
    const longest = await Promise.all(transactions.map((ask) => ask()));
    const { writes, longestWait } = writer.written;
    console.log(
      `${from} to ${to}: ${String(writes)} writes, ${String(passes.clean)} passes, ${String(passes.alarms)} false alarms, ` +
        `longest wait of a writer ${longestWait.toFixed(0)} ms, longest transaction ${Math.max(...longest).toFixed(2)} s`,
    );
    await Promise.all([source.drop(), target.drop()]);
    // Far below what a lock held for a chunk or a table would make of it, far above a slow machine.
    expect(longestWait).toBeLessThan(5_000);
    expect(Math.max(...longest)).toBeLessThan(10);
  });

  const pass = (options: Partial<Config> = {}): Promise<Report> =>
    verify({ source: adapterOf(source), target: adapterOf(target), chunkRows: 2_000, ...options }).report();

  it(
    'every pass over equal databases matches, row counts and all',
    async () => {
      const end = performance.now() + SECONDS * 1000;
      do {
        const report = await pass();
        passes.clean++;
        for (const { source: name, verdict, reason, rows } of report.tables) {
          // Nothing says which row of a table without a key a written one was: no difference, but no match either.
          const keyless = name?.endsWith('keyless') === true && rows.unconfirmed > 0;
          if (verdict !== 'match' && !keyless) passes.alarms++;
          expect({ name, verdict, reason, rows }).toEqual({
            ...{ name, verdict: keyless ? 'incomplete' : 'match', reason: keyless ? reason : undefined },
            rows: { ...NOTHING_DIFFERS, source: rows.source, target: rows.source, unconfirmed: rows.unconfirmed },
          });
        }
      } while (performance.now() < end);
    },
    SECONDS * 1000 + 60_000,
  );

  it('a row that drifted is found, and only it; one rewritten all the time is unconfirmed', async () => {
    await target.run(`update ordered set v = -1 where id = ${String(DRIFTED)}; delete from hashed where id = 'K12'`);
    writer.heat(true);
    const report = await pass({ settle: 2_500 });
    writer.heat(false);
    await target.run(`update ordered set v = 0 where id = ${String(DRIFTED)}`);
    const tables = new Map(report.tables.map((table) => [table.source?.split('.').at(-1), table]));
    expect(tables.get('ordered')).toMatchObject({
      verdict: 'mismatch',
      rows: { missing: 0, extra: 0, changed: 1, unconfirmed: 1 },
      differences: [{ kind: 'changed', key: { id: String(DRIFTED) }, columns: ['v'] }],
    });
    expect(tables.get('hashed')).toMatchObject({
      rows: { missing: 1, extra: 0, changed: 0, unconfirmed: 0 },
      differences: [{ kind: 'missing', key: { id: 'K12' } }],
    });
    expect(tables.get('keyless')).toMatchObject({ rows: NOTHING_DIFFERS, differences: [] });
    expect(tables.get('ordered')?.differences).not.toContainEqual(
      expect.objectContaining({ key: { id: String(HOT) } }),
    );
  });
});

function adapterOf({ engine, url }: TestDatabase): Adapter {
  return engine === 'postgres' ? postgres(url) : mysql(url);
}
