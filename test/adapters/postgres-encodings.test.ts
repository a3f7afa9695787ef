/**
 * Servers that keep text in other encodings than UTF-8: every strategy says the same, and what it says goes by characters.
 * Under SQL_ASCII, which knows no characters, it goes by bytes.
 */
import { expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Report, TableReport } from '../../src/index.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { keptDatabase } from '../support/kept-databases.ts';

const STRATEGIES = ['stream', 'pushdown', 'auto'] as const;
type Strategy = (typeof STRATEGIES)[number];

const database = (encoding: string, sql: string): Promise<TestDatabase> => keptDatabase('postgres', sql, encoding);

async function compare(source: TestDatabase, target: TestDatabase, strategy: Strategy): Promise<Report> {
  const adapterOf = ({ engine, url }: TestDatabase) => (engine === 'postgres' ? postgres(url) : mysql(url));
  const options = { compareSchema: false, chunkRows: 60, settle: 0, strategy };
  return verify({ source: adapterOf(source), target: adapterOf(target), ...options }).report();
}

const found = ({ tables }: Report) =>
  tables.map(({ source, verdict, reason, differences }: TableReport) => ({ source, verdict, reason, differences }));

/** The same findings by every strategy: those. */
async function findings(source: TestDatabase, target: TestDatabase): Promise<ReturnType<typeof found>> {
  const all = [];
  for (const strategy of STRATEGIES) all.push(found(await compare(source, target, strategy)));
  expect(all[1]).toEqual(all[0]);
  expect(all[2]).toEqual(all[0]);
  return all[0] ?? expect.fail('no findings');
}

/** Tables of texts in some words, with keys and without order in their bytes. */
const tablesOf = (words: readonly string[]): string => {
  const list = words.map((word) => `'${word}'`).join(', ');
  return `
    create type label as enum (${list});
    create table texts (id int primary key, t text, v varchar(40), c char(40), j json, b jsonb, a text[], e label);
    insert into texts select i, w || i, w || ' ' || i, w, to_json(w), jsonb_build_object(w, i), array[w, null, i::text], w::label
      from generate_series(1, 200) i, lateral (select (array[${list}])[1 + i % ${String(words.length)}] w) x;
    create table keyed (k text primary key, v text);
    insert into keyed select w || i, w from generate_series(1, 300) i, lateral (select (array[${list}])[1 + i % ${String(words.length)}] w) x;
    create table plain (id int primary key, n numeric, d timestamptz);
    insert into plain select i, i / 7.0, '2024-01-01' from generate_series(1, 200) i;
    analyze`;
};

/** Words that an encoding can hold, not in the order of its bytes. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  LATIN1: ['ärger', 'Øre', 'plain', 'ÿ'],
  WIN1251: ['Ёлка', 'жук', 'plain', 'Яма', '€'],
  WIN1252: ['ärger', '€', 'Š', 'plain', 'þing'],
  EUC_JP: ['あい', '日本', 'plain', 'ア'],
  SQL_ASCII: ['ärger', '日本', 'plain', '😀'],
};

const EDITS = `
  update texts set t = t || 'x' where id = 7; update texts set c = 'plain' where c <> 'plain' and id = 8;
  update texts set a = array['other'] where id = 9; delete from texts where id = 150; delete from keyed where k like '%77';
  update keyed set v = 'plain' where v <> 'plain' and k like '%8'`;

it.each(Object.entries(WORDS))(
  '%s with itself and with UTF8: equal, and then not',
  async (encoding, words) => {
    const tables = tablesOf(words);
    const source = await database(encoding, tables);
    const targets = [await database(encoding, tables), await database('UTF8', tables)];
    for (const target of targets) {
      const verdicts = (await findings(source, target)).map(({ verdict, reason }) => reason ?? verdict);
      expect(verdicts).toEqual(['match', 'match', 'match']);
      await target.run(EDITS);
    }
    // How many there are is what two servers in UTF-8 say.
    const expected = await findings(await database('UTF8', tables), await database('UTF8', `${tables};${EDITS}`));
    for (const target of targets) expect(await findings(source, target)).toEqual(expected);
  },
  120_000,
);

it('the databases hash, also where their encodings are two', async () => {
  const words = WORDS['LATIN1'] ?? [];
  for (const [from, to] of [
    ['LATIN1', 'UTF8'],
    ['LATIN1', 'LATIN1'],
  ] as const) {
    const report = await compare(
      await database(from, tablesOf(words)),
      await database(to, tablesOf(words)),
      'pushdown',
    );
    const texts = report.tables.find(({ source }) => source === 'public.plain');
    expect(texts).toMatchObject({ verdict: 'match', strategy: 'pushdown' });
    expect(report.tables.find(({ source }) => source === 'public.keyed')).toMatchObject({ verdict: 'match' });
  }
});

it('the same bytes of two encodings are different texts', async () => {
  const sql = 'create table town (id int primary key, n text, v varchar(20), c char(20))';
  const [source, target] = [await database('WIN1252', sql), await database('WIN1254', sql)];
  const insert = (name: string) =>
    `insert into town values (1, '${name}', '', ''), (2, '', '${name}', ''), (3, '', '', '${name}')`;
  await source.run(insert('Norðurþing'));
  await target.run(insert('Norğurşing'));
  const differences = ['n', 'v', 'c'].map((column, i) => ({
    kind: 'changed',
    key: { id: String(i + 1) },
    columns: [column],
  }));
  const tables = await findings(source, target);
  expect(tables).toMatchObject([{ verdict: 'mismatch', differences }]);
}, 60_000);

/** Bytes that are the text of no encoding; 2 and 3 differ in one of them. */
const STRAY = `
  create table stray (id int primary key, t text, v varchar(9), c char(9), j json);
  insert into stray values (1, E'\\xe4', E'\\xe4', E'\\xe4', E'"\\xe4"'), (2, E'a\\xe4\\xff', 'ok', E'\\xe4', null),
    (3, E'a\\xe4\\xfe', 'ok', E'\\xe4', E'{"a": "\\xff"}');
  create table strayed (k text primary key, v int); insert into strayed values (E'\\xe4', 1), (E'\\xe5', 2), ('ä', 3)`;

it('bytes that are no text are compared as bytes, by every strategy', async () => {
  const [source, target] = [await database('SQL_ASCII', STRAY), await database('SQL_ASCII', STRAY)];
  expect((await findings(source, target)).map(({ verdict, reason }) => reason ?? verdict)).toEqual(['match', 'match']);
  await target.run(`
    update stray set t = E'a\\xe4\\xfd' where id = 3; update stray set j = E'"\\xe5"' where id = 1; update stray set c = E'\\xe5' where id = 2;
    delete from strayed where v = 1; update strayed set v = 9 where v = 2`);
  const ids = ['1', '2', '3'];
  expect(await findings(source, target)).toMatchObject([
    { verdict: 'mismatch', differences: ids.map((id) => ({ kind: 'changed', key: { id } })) },
    {
      verdict: 'mismatch',
      differences: [
        { kind: 'missing', key: { k: '\udcffnot UTF-8: e4' } },
        { kind: 'changed', key: { k: '\udcffnot UTF-8: e5' } },
      ],
    },
  ]);
}, 60_000);

it('bytes that are no text are equal to none', async () => {
  const [source, target] = [
    await database('SQL_ASCII', STRAY),
    await database('UTF8', STRAY.replaceAll('E', '').replace(/\\x(..)/g, '?$1')),
  ];
  const tables = await findings(source, target);
  expect(tables.map(({ verdict, differences }) => [verdict, differences.length])).toEqual([
    ['mismatch', 3],
    ['mismatch', 4],
  ]);
}, 60_000);

it.each(['LATIN1', 'WIN1252', 'EUC_JP'])(
  'a key that a server in %s cannot have is extra',
  async (encoding) => {
    const sql = `create table keyed (k text primary key, v text); insert into keyed select i::text, 'v' from generate_series(1, 200) i`;
    const [source, target] = [await database(encoding, sql), await database('UTF8', sql)];
    await target.run(`insert into keyed values ('😀', 'new'), ('100 ☃', 'new')`);
    const tables = await findings(source, target);
    expect(tables).toMatchObject([{ verdict: 'mismatch', differences: [{ kind: 'extra' }, { kind: 'extra' }] }]);
  },
  60_000,
);

it('bytes that are no text equal no text of MySQL that reads as what is written down of them', async () => {
  const source = await database(
    'SQL_ASCII',
    String.raw`create table t (k varchar(40) primary key, v varchar(40));
    insert into t values ('a', E'\xe4'), (E'\xe5', 'same')`,
  );
  await using target = await freshDatabase('mysql');
  await target.run(`create table t (k varchar(40) collate utf8mb4_bin primary key, v varchar(40)) charset utf8mb4;
    insert into t values ('a', concat(char(0 using utf8mb4), 'not UTF-8: e4')), (concat(char(0 using utf8mb4), 'not UTF-8: e5'), 'same')`);
  const [table] = await findings(source, target);
  expect(table?.differences.map(({ kind }) => kind).sort()).toEqual(['changed', 'extra', 'missing']);
}, 60_000);

it.each(['LATIN1', 'SQL_ASCII'])(
  'a server in %s against MySQL',
  async (encoding) => {
    const sql = `create table t (id int primary key, v varchar(40)); insert into t values (1, 'ärger'), (2, 'Øre'), (3, 'same')`;
    const source = await database(encoding, sql);
    await using target = await freshDatabase('mysql');
    await target.run(sql);
    expect(await findings(source, target)).toMatchObject([{ verdict: 'match' }]);
    await target.run(`update t set v = 'aerger' where id = 1`);
    expect(await findings(source, target)).toMatchObject([
      { verdict: 'mismatch', differences: [{ kind: 'changed', key: { id: '1' } }] },
    ]);
  },
  60_000,
);
