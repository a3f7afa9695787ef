/** Tables in other engines than InnoDB: what is written to them is told, and that they have no part in a consistent view. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityOf } from '../../adapters/mysql/activity.ts';
import type { Connections } from '../../adapters/mysql/connections.ts';
import { mysql } from '../../adapters/mysql/index.ts';
import type { Database } from '../../src/adapter.ts';
import { verify } from '../../src/index.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { shapeOf, textsOf, viewOf } from './subject.ts';

const ENGINES = {
  mysql: ['MyISAM', 'MEMORY', 'CSV', 'MERGE'],
  mariadb: ['MyISAM', 'Aria', 'MEMORY', 'CSV', 'MERGE'],
} as const;

const tableIn = (engine: string): string =>
  engine === 'MERGE'
    ? `create table part (id int not null, v int not null) engine = MyISAM;
       create table t (id int not null, v int not null) engine = MERGE union = (part) insert_method = last`
    : `create table t (id int not null, v int not null) engine = ${engine}`;

const WRITES = [
  'insert into t values (1, 1), (2, 2), (3, 3)',
  'insert into t select 4, 4',
  'update t set v = v + 1 where id = 2',
  'delete from t where id = 1',
  'replace into t values (5, 5)',
  `prepare p from 'delete from t where id = 5'; execute p`,
  'delete from t',
];

async function opened<T>(database: TestDatabase, use: (side: Database) => Promise<T>): Promise<T> {
  const side = await mysql(database.url).open({ connections: 2, signal: new AbortController().signal });
  try {
    return await use(side);
  } finally {
    await side[Symbol.asyncDispose]();
  }
}

const positionOf = async (side: Database): Promise<string | null> => (await side.activity?.())?.position ?? null;

describe.each(['mysql', 'mariadb'] as const)('%s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase(engine, 'engines');
  });
  afterAll(() => database.drop());

  it.each(ENGINES[engine])('has another position after every write to a table in %s', async (kind) => {
    await database.run(`drop table if exists t, part; ${tableIn(kind)}`);
    await opened(database, async (side) => {
      side.reader(viewOf(await shapeOf(side, database.name, 't'), { columns: { id: 'integer', v: 'integer' } }));
      for (const write of WRITES) {
        const before = await positionOf(side);
        expect(before).not.toBeNull();
        await database.run(write);
        expect(await positionOf(side), write).not.toBe(before);
      }
    });
  });

  it('keeps its position while such a table is read', async () => {
    await database.run(`drop table if exists t, part; ${tableIn('MyISAM')}; insert into t values (1, 1), (2, 2)`);
    await opened(database, async (side) => {
      const view = viewOf(await shapeOf(side, database.name, 't'), { columns: { id: 'integer', v: 'integer' } });
      const reader = side.reader(view);
      // Other tests write to the same server: one quiet moment is enough.
      await expect
        .poll(
          async () => {
            const before = await positionOf(side);
            await textsOf(view, reader.frames(EVERYTHING));
            await reader.countRows?.();
            await pause(20);
            return before === (await positionOf(side));
          },
          { timeout: 30_000, interval: 50 },
        )
        .toBe(true);
    });
  });

  it('is no match over a consistent view that such a table has no part in', async () => {
    await database.run(`drop table if exists t, part; ${tableIn('MyISAM')}; insert into t values (1, 1), (2, 2)`);
    const side = mysql(database.url);
    const compare = (consistency: 'recheck' | 'snapshot') =>
      verify({ source: side, target: mysql(database.url), tables: ['t'], consistency, settle: 0 }).report();
    expect((await compare('recheck')).verdict).toBe('match');
    const report = await compare('snapshot');
    expect(report.verdict).toBe('incomplete');
    expect(report.notCompared).toMatchObject([
      { kind: 'rows', reason: expect.stringContaining('MyISAM') as string },
      { kind: 'rows', reason: expect.stringContaining('MyISAM') as string },
    ]);
  });
});

it('has no position where a table is in an engine that does not tell what is written to it', async () => {
  const ask: Connections['ask'] = (sql) =>
    Promise.resolve(sql.includes('REPLICA') ? [] : [['Innodb_lsn_current', '1']]);
  const position = async (...engines: string[]) =>
    (await activityOf({ ask, underWay: () => 0 }, { mariadb: true, engines: () => new Set(engines) })()).position;
  expect(await position('InnoDB')).toBe('1');
  expect(await position('InnoDB', 'MyISAM')).toMatch(/^1 /);
  for (const one of ['FEDERATED', 'CONNECT', 'SPIDER', 'ROCKSDB', 'S3'])
    expect(await position('InnoDB', one)).toBeNull();
});
