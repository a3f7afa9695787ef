/** An index that leads to fewer rows than the table has: what it hides is counted, whatever the table is like. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAddress } from '../../adapters/postgres/address/target.ts';
import { describeTables } from '../../adapters/postgres/describe.ts';
import { connections } from '../../adapters/postgres/connections.ts';
import type { Connections } from '../../adapters/postgres/connections.ts';
import { BOTH_WAYS, hiddenRows } from '../../adapters/postgres/index-check.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { tableReader } from '../../adapters/postgres/reader.ts';
import { surroundings } from '../../adapters/sql/surroundings.ts';
import { verify } from '../../src/index.ts';
import type { Form } from '../../src/model/form.ts';
import type { TableView } from '../../src/model/view.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { viewOf } from './subject.ts';

const FACTS = { majorVersion: 18, encoding: 'UTF8', moneyDigits: 2 };

let database: TestDatabase;
let server: Connections;
beforeAll(async () => {
  database = await freshDatabase('postgres');
  const { target } = readAddress(database.url, null, surroundings(null));
  server = connections({ target }, { connections: 1, signal: new AbortController().signal, label: 'test' });
});
afterAll(async () => {
  await server.close();
  await database[Symbol.asyncDispose]();
});

interface Kept {
  readonly create: string;
  readonly rows: (from: number, to: number) => string;
  readonly key: Readonly<Record<string, Form>>;
  readonly index: string;
  readonly where?: string;
  readonly hidden: number;
  /** One of these is named. */
  readonly examples: readonly string[];
}

const plain = (name: string, where?: string): Omit<Kept, 'hidden' | 'examples'> => ({
  create: `create table ${name} (id int primary key, v int); create index on ${name} (v)`,
  rows: (from, to) => `insert into ${name} select i, i % 10 from generate_series(${String(from)}, ${String(to)}) i`,
  key: { id: 'integer' },
  index: `${name}_pkey`,
  ...(where === undefined ? {} : { where }),
});

const TABLES: Readonly<Record<string, Kept>> = {
  plain: { ...plain('plain'), hidden: 2, examples: ['1001', '1002'] },
  conditioned: { ...plain('conditioned', `v = 2 and id > 0 -- all`), hidden: 1, examples: ['1002'] },
  texts: {
    create: 'create table texts (k text primary key, v int)',
    rows: (from, to) => `insert into texts select 'k' || i, i from generate_series(${String(from)}, ${String(to)}) i`,
    key: { k: 'text' },
    index: 'texts_pkey',
    hidden: 2,
    examples: ['k1001', 'k1002'],
  },
  composite: {
    create: 'create table composite (a int, b bytea, v int, primary key (a, b))',
    rows: (from, to) =>
      `insert into composite select i, decode('0' || i % 10, 'hex'), i from generate_series(${String(from)}, ${String(to)}) i`,
    key: { a: 'integer', b: 'bytes' },
    index: 'composite_pkey',
    hidden: 2,
    examples: ['1001,01', '1002,02'],
  },
  parted: {
    create: `create table parted (id int primary key, v int) partition by range (id);
      create table parted_low partition of parted for values from (0) to (500);
      create table parted_high partition of parted for values from (500) to (5000)`,
    rows: (from, to) => `insert into parted select i, i from generate_series(${String(from)}, ${String(to)}) i`,
    key: { id: 'integer' },
    index: 'parted_high_pkey',
    hidden: 2,
    examples: ['1001', '1002'],
  },
};

async function viewOfTable(name: string, { key, where }: Kept): Promise<TableView> {
  const shape = (await describeTables(server, ['public'], FACTS)).find((one) => one.name === name);
  return viewOf(shape ?? expect.fail('no table'), {
    columns: key,
    keyLength: Object.keys(key).length,
    where: where ?? null,
  });
}

/** Rows that the index is not told of. */
async function hide(side: Pick<TestDatabase, 'run'>, index: string, insert: string): Promise<void> {
  const ready = (is: boolean) =>
    `update pg_index set indisready = ${String(is)}, indisunique = ${String(is)} where indexrelid = '${index}'::regclass`;
  await side.run(`${ready(false)}; ${insert}; ${ready(true)}`);
}

describe.each(Object.entries(TABLES))('of the table %s', (name, kept) => {
  beforeAll(() => database.run(`${kept.create}; ${kept.rows(1, 1000)}; analyze`));

  it('a scan is held against the index of the key', async () => {
    const view = await viewOfTable(name, kept);
    const plan = (await server.ask(`explain ${hiddenRows(view)}`, [], BOTH_WAYS))
      .map(([line]) => line ?? '')
      .join('\n');
    const parts = name === 'parted' ? 2 : 1;
    expect(plan.match(/Seq Scan on/g)).toHaveLength(parts);
    expect(plan.match(/Index Scan using \w+_pkey on/g)).toHaveLength(parts);
    expect(plan).toContain('Anti Join');
    expect(plan).not.toMatch(/Bitmap|Tid|Only|Sort /);
  });

  it('hidden rows are counted', async () => {
    const view = await viewOfTable(name, kept);
    const check = tableReader(server, view, FACTS).index ?? expect.fail('no check');
    expect(await check.hiddenRows()).toEqual({ rows: 0, example: null });
    await hide(database, kept.index, kept.rows(1001, 1002));
    const found = await check.hiddenRows();
    expect(found.rows).toBe(kept.hidden);
    expect(kept.examples).toContain(found.example?.join());
    await database.run(`reindex table ${name}`);
    expect(await check.hiddenRows()).toEqual({ rows: 0, example: null });
  });
});

it('is never a match, by any strategy', async () => {
  await using target = await freshDatabase('postgres');
  const { create, rows, index } = plain('account');
  await database.run(`${create}; ${rows(1, 1998)}`);
  await target.run(`${create}; ${rows(1, 1998)}; analyze`);
  await hide(database, index, rows(1999, 2000));
  await database.run('analyze account');
  for (const strategy of ['stream', 'pushdown', 'auto'] as const) {
    const options = { compareSchema: false, settle: 0, strategy, tables: ['account'] };
    const report = await verify({ source: postgres(database.url), target: postgres(target.url), ...options }).report();
    expect(report.verdict, strategy).not.toBe('match');
  }
}, 60_000);

describe('a pass over the whole table reads the table, whatever its index and the settings of the database are', () => {
  // All of its columns are in the index: it alone would do.
  const covered = (name: string): Omit<Kept, 'hidden' | 'examples'> => ({
    create: `create table ${name} (id int, k text collate "C", primary key (id, k))`,
    rows: (from, to) => `insert into ${name} select i, 'k' || i from generate_series(${String(from)}, ${String(to)}) i`,
    key: { id: 'integer', k: 'text' },
    index: `${name}_pkey`,
  });
  const named = (name: string): Omit<Kept, 'hidden' | 'examples'> => ({
    create: `create table ${name} (k time, v int, primary key (k, v))`,
    rows: (from, to) =>
      `insert into ${name} select time '00:00' + i * interval '1 s', i from generate_series(${String(from)}, ${String(to)}) i`,
    key: { k: 'time', v: 'integer' },
    index: `${name}_pkey`,
  });
  const numbered = (name: string): Omit<Kept, 'hidden' | 'examples'> => ({
    ...plain(name),
    create: `create table ${name} (id int primary key); create table ${name}_other (id int)`,
    rows: (from, to) => `insert into ${name} select generate_series(${String(from)}, ${String(to)})`,
  });

  it.each([
    ['a small table', covered('small'), 50],
    ['a small table of which the index has a part', plain('plain_small'), 50],
    ['one that is surveyed', numbered('surveyed'), 150_000],
    ['one that is walked by hash', named('hashed'), 2000],
  ])(
    '%s',
    async (_what, { create, rows, index }, most) => {
      await using source = await freshDatabase('postgres');
      await using target = await freshDatabase('postgres');
      for (const side of [source, target]) {
        await side.run(`${create}; ${rows(1, most)}`);
        await side.run(`alter database "${side.name}" set enable_seqscan = off`);
      }
      await hide(source, index, rows(most + 1, most + 2));
      for (const side of [source, target]) await side.run('vacuum analyze');
      for (const strategy of ['stream', 'pushdown', 'auto'] as const) {
        const compared = { compareSchema: false, settle: 0, strategy, tables: [index.replace('_pkey', '')] };
        const report = await verify({
          source: postgres(source.url),
          target: postgres(target.url),
          ...compared,
        }).report();
        expect(report.verdict, strategy).not.toBe('match');
      }
    },
    60_000,
  );
});
