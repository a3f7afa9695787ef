/** Of what moment a fingerprint is, beside somebody who writes all the time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import { takeFingerprint, verify } from '../../src/index.ts';
import { withMembers } from '../../src/run/with-members.ts';
import { connectTo, freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { instant, items, manyItems, temporaryFolder } from './tables.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A side beside which somebody writes from the moment on at which it is open. */
function besideWriter(side: Adapter, write: () => Promise<void>): { adapter: Adapter; stop: () => Promise<number> } {
  let [writing, writes] = [true, 0];
  let writer: Promise<void> | null = null;
  const adapter = withMembers(side, {
    open: async (options) => {
      const database = await side.open(options);
      await write();
      writer ??= (async () => {
        for (; writing; writes++) await write();
      })();
      return database;
    },
  });
  const stop = async (): Promise<number> => {
    writing = false;
    await writer;
    return writes;
  };
  return { adapter, stop };
}

describe.each(['postgres', 'mysql', 'mariadb'] as const)('a fingerprint of %s', (engine) => {
  let database: TestDatabase;
  const side = (): Adapter => (engine === 'postgres' ? postgres(database.url) : mysql(database.url));
  beforeAll(async () => {
    database = await freshDatabase(engine, 'moment');
    const values = Array.from({ length: 400 }, (_, i) => `(${String(i)}, 0)`).join();
    for (const name of ['first', 'second']) {
      await database.run(
        `create table ${name} (id int primary key, v int not null); insert into ${name} values ${values}`,
      );
    }
  });
  afterAll(() => database.drop());

  async function takenBesideWriter(options: { readonly consistency?: 'none' }): Promise<string> {
    const output = folder.path(`${engine} ${options.consistency ?? 'one view'}.fp`);
    const session = await connectTo(database);
    const write = (): Promise<void> =>
      session.run(
        'update first set v = v + 1; update second set v = v + 1; insert into second select max(id) + 1, 0 from second',
      );
    const { adapter, stop } = besideWriter(side(), write);
    try {
      await takeFingerprint({ ...options, source: adapter, output, chunkRows: 50 });
    } finally {
      expect(await stop()).toBeGreaterThan(0);
      await session.run('update first set v = 0; update second set v = 0; delete from second where id >= 400');
      await session.end();
    }
    return output;
  }

  it('is of the moment at which it was begun', async () => {
    const before = fingerprint(await takenBesideWriter({}));
    const report = await verify({ source: before, target: side(), compareSchema: false }).report();
    expect(report).toMatchObject({ verdict: 'match', source: { fingerprint: { consistent: true } } });
    const position = report.source.fingerprint?.position ?? '';
    // MySQL gives no GTID unless it is told to: then it is the number of its log.
    expect(position).toMatch(engine === 'postgres' ? /^[0-9A-F]+\/[0-9A-F]+$/ : /^\d[\d\w:,-]*$/);
  });

  it('says that it is of none where it was read chunk by chunk', async () => {
    const before = fingerprint(await takenBesideWriter({ consistency: 'none' }));
    const report = await verify({ source: before, target: side(), compareSchema: false }).report();
    expect(report).toMatchObject({ verdict: 'mismatch', source: { fingerprint: { consistent: false } } });
  });
});

it('rows are newer than the last look at one without a moment, not than its first', async () => {
  const output = folder.path('since.fp');
  await takeFingerprint({ source: items(manyItems(3)), output });
  const before = fingerprint(output);
  const readUntil = (moment: string): Adapter =>
    withMembers(before, {
      open: async (options) => {
        const database = await before.open(options);
        if (database.fingerprint === undefined) throw new Error('no fingerprint');
        return withMembers(database, { fingerprint: { ...database.fingerprint, readUntil: moment } });
      },
    });
  const now = Date.now();
  const target = items([...manyItems(3), ['3', 'new', instant(now + 60_000)]]);
  const verdictAfter = async (moment: number): Promise<string> => {
    const how = { target, changedBy: 'written', consistency: 'none' } as const;
    return (await verify({ ...how, source: readUntil(new Date(moment).toISOString()) }).report()).verdict;
  };
  expect(await verdictAfter(now)).toBe('match');
  expect(await verdictAfter(now + 120_000)).toBe('mismatch');
});
