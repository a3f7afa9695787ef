/**
 * Verification beside an application that writes to both databases: never a match while a row is lost, no false alarm, no
 * wait for a writer, no long transaction. `npm run test:soak` does it for minutes and tells the figures.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Adapter, Config, TableReport } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { makeTables, startWriting } from './dual-writer.ts';
import type { DualWriter } from './dual-writer.ts';
import { watchTransactions } from './longest-transaction.ts';
import { PLANTED, RESTLESS, TABLES } from './scenes.ts';

const ASKED = process.env['CROSSTALLY_SOAK_SECONDS'];
/** Of passes of each kind; one pass at least. */
const SECONDS = Number(ASKED ?? 1);
const ROWS = 20_000;
const LAG = 200;
const SETTLE = 2_500;

const PAIRINGS: readonly (readonly [TestEngine, TestEngine])[] = [
  ['postgres', 'postgres'],
  ['mysql', 'mysql'],
  ['mariadb', 'mariadb'],
  ['postgres', 'mysql'],
  ['mariadb', 'postgres'],
  ...(ASKED === undefined
    ? []
    : ([
        ['mysql', 'postgres'],
        ['postgres', 'mariadb'],
      ] as const)),
];

/** The ways of the passes in turn. */
const WAYS: readonly Partial<Config>[] = [{}, { strategy: 'stream' }, { strategy: 'pushdown' }, { chunkRows: 500 }];

interface Tables {
  readonly ordered: TableReport;
  readonly hashed: TableReport;
  readonly keyless: TableReport;
}

describe.each(PAIRINGS)('beside live writes, %s to %s', (from, to) => {
  let [source, target] = [null, null] as unknown as [TestDatabase, TestDatabase];
  let writer = null as unknown as DualWriter;
  const told = { passes: 0, unconfirmed: 0 };
  let transactions: (() => Promise<number>)[] = [];
  let longest = 0;

  beforeAll(async () => {
    [source, target] = await Promise.all([freshDatabase(from, 'live'), freshDatabase(to, 'live')]);
    await Promise.all([makeTables(source, ROWS), makeTables(target, ROWS)]);
    transactions = [source, target].map(watchTransactions);
    writer = startWriting({ source, target }, { rows: ROWS, lag: LAG, seed: 42 });
  });

  afterAll(async () => {
    await writer.stop();
    const { writes, longestWait, longestLag } = writer.written;
    console.log(
      `${from} to ${to}: ${String(writes)} writes, at most ${longestLag.toFixed(0)} ms late; ${String(told.passes)} passes, ` +
        `${String(told.unconfirmed)} rows left open, longest wait of a writer ${longestWait.toFixed(0)} ms, ` +
        `longest transaction ${longest.toFixed(2)} s`,
    );
    await Promise.all([source.drop(), target.drop()]);
  });

  const pass = async (options: Partial<Config> = {}): Promise<Tables> => {
    const sides = { source: adapterOf(source), target: adapterOf(target) };
    const { tables } = await verify({ ...sides, chunkRows: 2_000, settle: SETTLE, ...options }).report();
    told.passes++;
    const named = (name: string): TableReport => {
      const found = tables.find((table) => table.source?.endsWith(`.${name}`));
      if (found === undefined) throw new Error(`${name} was not compared`);
      told.unconfirmed += found.rows.unconfirmed;
      return found;
    };
    return { ordered: named('ordered'), hashed: named('hashed'), keyless: named('keyless') };
  };

  /** Passes one after the other for as long as was asked, each in another way. */
  const passes = async (check: (tables: Tables) => void): Promise<void> => {
    const end = performance.now() + SECONDS * 1000;
    for (let n = 0; n === 0 || performance.now() < end; n++) check(await pass(WAYS[n % WAYS.length]));
  };

  const patience = SECONDS * 1000 + 120_000;

  it(
    'every pass over equal databases matches, row counts and all',
    async () => {
      await passes((tables) => {
        for (const table of [tables.ordered, tables.hashed]) {
          expect(table).toMatchObject({ verdict: 'match', rows: NO_DIFFERENCE });
          expect(table.rows.source).toBe(table.rows.target);
        }
        expectNothingNamed(tables.keyless);
      });
    },
    patience,
  );

  it(
    'rows that are never at rest are no findings',
    async () => {
      writer.play(RESTLESS);
      const most = RESTLESS.reduce((sum, { restless }) => sum + restless, 0);
      await passes((tables) => {
        for (const table of Object.values(tables) as TableReport[]) expectNothingNamed(table);
        for (const table of [tables.ordered, tables.hashed]) expect(table.rows.unconfirmed).toBeLessThanOrEqual(most);
      });
    },
    patience,
  );

  it(
    'rows that are lost or have drifted are found, hot as they are, and no others',
    async () => {
      for (const { plant, id } of PLANTED) {
        const side = plant?.side === 'source' ? source : target;
        for (const table of TABLES) await side.run(plant?.sql(table, id) ?? 'select 1');
      }
      writer.play([...RESTLESS, ...PLANTED]);
      const found = { ordered: findings(''), hashed: findings('K') };
      await passes((tables) => {
        for (const [name, { all, certain }] of Object.entries(found)) {
          const table = tables[name as keyof Tables];
          expect(table.verdict, name).toBe('mismatch');
          expect(all).toEqual(expect.arrayContaining(named(table)));
          expect(named(table)).toEqual(expect.arrayContaining(certain));
        }
        expect(tables.keyless.verdict).not.toBe('match');
        expect(tables.keyless.rows.missing).toBeLessThanOrEqual(all('missing'));
        expect(tables.keyless.rows.extra).toBeLessThanOrEqual(all('extra'));
      });
      const once = await pass({ consistency: 'none' });
      expect([once.ordered.verdict, once.hashed.verdict, once.keyless.verdict]).not.toContain('match');
    },
    patience,
  );

  it('when writing has stopped, exactly what was planted is found', async () => {
    await writer.stop();
    longest = Math.max(...(await Promise.all(transactions.map((ask) => ask()))));
    const { ordered, hashed, keyless } = await pass();
    expect(named(ordered)).toEqual(findings('').all);
    expect(named(hashed)).toEqual(findings('K').all);
    expect(keyless).toMatchObject({
      verdict: 'mismatch',
      rows: { missing: all('missing'), extra: all('extra'), changed: 0, unconfirmed: 0 },
    });
    // Far below what a lock held for a chunk or a table would make of it, far above a slow machine.
    expect(writer.written.longestWait).toBeLessThan(5_000);
    expect(longest).toBeLessThan(10);
    // Else it was not what `settle` promises.
    expect(writer.written.longestLag).toBeLessThan(SETTLE);
  });
});

const NO_DIFFERENCE = { missing: 0, extra: 0, changed: 0, unconfirmed: 0 };

function expectNothingNamed(table: TableReport): void {
  expect(table.differences).toEqual([]);
  expect(table.rows).toMatchObject({ missing: 0, extra: 0, changed: 0 });
  expect(table.verdict, table.reason).toBe(table.rows.unconfirmed > 0 ? 'incomplete' : 'match');
}

function named({ differences }: TableReport): string[] {
  return differences.map(({ kind, key }) => `${kind} ${String(key['id'])}`).sort();
}

/** The findings of a table whose keys begin so: all that there are, and those that have to be told beside writers too. */
function findings(prefix: string): { readonly all: string[]; readonly certain: string[] } {
  const tell = ({ found, id }: (typeof PLANTED)[number]): string => `${String(found)} ${prefix}${String(id)}`;
  return { all: PLANTED.map(tell).sort(), certain: PLANTED.filter(({ restless }) => restless === 0).map(tell) };
}

/** How many rows without a key: one that has drifted is one that is missing and one that is extra. */
function all(kind: 'missing' | 'extra'): number {
  return PLANTED.filter(({ found }) => found === kind || found === 'changed').length;
}

function adapterOf({ engine, url }: TestDatabase): Adapter {
  return engine === 'postgres' ? postgres(url) : mysql(url);
}
