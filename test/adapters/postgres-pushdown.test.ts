/** What PostgreSQL's own hash functions leave out must not be left out of a digest. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChunkDigest, Pushdown } from '../../src/adapter.ts';
import type { Form } from '../../src/model/form.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { opened, shapeOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { sqlSubject } from './sql-subject.ts';

let subject: Subject;
let tables = 0;

beforeAll(async () => {
  subject = await sqlSubject('postgres');
});
afterAll(() => subject[Symbol.asyncDispose]());

async function pushdownOf<T>(
  columns: Readonly<Record<string, [type: string, form: Form]>>,
  rows: readonly string[],
  use: (pushdown: Pushdown | undefined) => Promise<T>,
  alike = false,
): Promise<T> {
  const table = `digest_${String(tables++)}`;
  const declared = Object.entries(columns).map(([name, [type]]) => `${name} ${type}`);
  const values = rows.map((row, i) => `(${String(i)}, ${row})`).join(', ');
  await subject.server?.run(
    `create table ${table} (id int primary key, ${declared.join(', ')}); insert into ${table} values ${values}`,
  );
  return opened(subject, async (database) => {
    const shape = await shapeOf(database, subject.schema, table);
    const forms = Object.fromEntries(Object.entries(columns).map(([name, [, form]]) => [name, form]));
    const view = viewOf(shape, { columns: { id: 'integer', ...forms }, keyLength: 1 });
    const columnsAlike = view.columns.map((column) => ({ ...column, alike }));
    return use(database.reader({ ...view, columns: columnsAlike }).pushdowns[0]);
  });
}

function digestOf(
  columns: Readonly<Record<string, [type: string, form: Form]>>,
  rows: readonly string[],
  alike = false,
): Promise<ChunkDigest | undefined> {
  return pushdownOf(columns, rows, async (pushdown) => (await pushdown?.digest([EVERYTHING]))?.[0], alike);
}

describe('a digest of PostgreSQL', () => {
  const texts = { a: ['text', 'text'], b: ['text', 'text'] } as const satisfies Record<string, [string, Form]>;

  it.each<[string, Readonly<Record<string, [string, Form]>>, string[], string[]]>([
    ['two rows that swapped a value', texts, [`'x', 'p'`, `'y', 'q'`], [`'y', 'p'`, `'x', 'q'`]],
    ['the same edit in two rows', texts, [`'x', 'p'`, `'x', 'q'`], [`'y', 'p'`, `'y', 'q'`]],
    ['a value that moved to its neighbour', texts, [`'ab', 'c'`], [`'a', 'bc'`]],
    ['NULL that moved to its neighbour', texts, [`null, 'x'`], [`'x', null`]],
    ['NULL and the empty text', texts, [`null, 'x'`], [`'', 'x'`]],
    ['zero and NULL', { f: ['float8', 'float'] }, ['0'], ['null']],
    ['zero and NULL, of a float of 4 bytes', { f: ['float4', 'float'] }, ['-0'], ['null']],
    ['zero and NULL, of an integer', { n: ['int', 'integer'] }, ['0'], ['null']],
    ['false and NULL', { b: ['boolean', 'integer'] }, ['false'], ['null']],
    ['no bytes and NULL', { b: ['bytea', 'bytes'] }, [`''`], ['null']],
    ['the first day and NULL', { d: ['date', 'date'] }, [`'2000-01-01'`], ['null']],
    ['midnight and NULL', { t: ['time', 'time'] }, [`'00:00'`], ['null']],
    ['no uuid and NULL', { u: ['uuid', 'uuid'] }, [`'00000000-0000-0000-0000-000000000000'`], ['null']],
    ['a sign', { n: ['numeric', 'decimal'] }, ['5'], ['-5']],
    ['a power of ten', { n: ['numeric', 'decimal'] }, ['1'], ['10000']],
    ['the upper half of 64 bits', { n: ['bigint', 'integer'] }, ['1'], ['4294967296']],
    ['both halves of 64 bits', { n: ['bigint', 'integer'] }, ['0'], ['-1']],
    ['the last digit', { n: ['numeric(9,4)', 'decimal'] }, ['1.5'], ['1.5001']],
    ['a small number', { n: ['smallint', 'integer'] }, ['1'], ['2']],
    ['padded texts', { c: ['char(9)', 'trimmed'] }, [`'a'`], [`' a'`]],
    ['an empty padded text and NULL', { c: ['char(9)', 'trimmed'] }, [`''`], ['null']],
    ['the last bit', { f: ['float8', 'float'] }, ['0.3'], ['0.30000000000000004']],
    ['a time', { t: ['timestamptz', 'instant'] }, [`'2024-01-01'`], [`'2024-01-01 00:00:00.000001'`]],
    ['a day and its hours', { i: ['interval', 'native'] }, [`'1 day'`], [`'24:00'`]],
    ['a month and its days', { i: ['interval', 'native'] }, [`'1 mon'`], [`'30 days'`]],
    ['letter case', { c: ['text collate "und-x-icu"', 'text'] }, [`'a'`], [`'A'`]],
  ])('tells %s apart', async (_what, columns, source, target) => {
    for (const alike of [false, true]) {
      const [here, there] = [await digestOf(columns, source, alike), await digestOf(columns, target, alike)];
      expect(here?.rows).toBe(source.length);
      expect(here?.hash).not.toBe(there?.hash);
      expect(await digestOf(columns, source, alike)).toEqual(here);
    }
  });

  it.each<[string, Readonly<Record<string, [string, Form]>>, Readonly<Record<string, [string, Form]>>, string, string]>(
    [
      ['zeros behind the point', { n: ['numeric', 'decimal'] }, { n: ['numeric(9,4)', 'decimal'] }, '1.50', '1.5'],
      ['widths of integers', { n: ['smallint', 'integer'] }, { n: ['bigint', 'integer'] }, '-7', '-7'],
      ['an integer and a numeric', { n: ['int', 'decimal'] }, { n: ['numeric', 'decimal'] }, '7', '7.00'],
      ['zero and minus zero', { f: ['float8', 'float'] }, { f: ['float8', 'float'] }, `'-0'`, '0'],
      ['padding', { c: ['char(9)', 'trimmed'] }, { c: ['text', 'trimmed'] }, `'a'`, `'a  '`],
      ['labels and text', { c: ['text', 'text'] }, { c: ['varchar(9)', 'text'] }, `'a'`, `'a'`],
    ],
  )('does not tell %s apart', async (_what, first, second, here, there) => {
    expect(await digestOf(first, [here])).toEqual(await digestOf(second, [there]));
  });

  it('of several ranges comes in their order, each with its rows', async () => {
    const ranges = [
      { after: ['4'], through: null },
      { after: null, through: ['1'] },
      { after: ['1'], through: ['4'] },
    ];
    const rows = Array.from({ length: 9 }, (_, i) => String(i));
    const digests = await pushdownOf({ n: ['int', 'integer'] }, rows, async (pushdown) => pushdown?.digest(ranges));
    expect(digests?.map((digest) => digest.rows)).toEqual([4, 2, 3]);
    const whole = await digestOf({ n: ['int', 'integer'] }, rows);
    const sum = (digests ?? []).reduce((total, { hash }) => total + hash, 0n);
    expect(BigInt.asUintN(64, sum)).toBe(whole?.hash);
  });

  it('is not there for a form that only crosstally can make', async () => {
    const present = (type: string, form: Form): Promise<boolean> =>
      pushdownOf({ v: [type, form] }, ['null'], async (pushdown) => pushdown !== undefined);
    expect(await present('text', 'json')).toBe(false);
    expect(await present('float8', 'decimal')).toBe(false);
    expect(await present('interval', 'time')).toBe(false);
    expect(await present('jsonb', 'json')).toBe(true);
  });

  it('is calibrated alike by every session', async () => {
    const calibrate = () =>
      pushdownOf({ n: ['int', 'integer'] }, ['1'], async (pushdown) => (await pushdown?.calibrate()) ?? '');
    const hashes = (await calibrate()).split(',');
    expect(hashes.length).toBeGreaterThan(20);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect((await calibrate()).split(',')).toEqual(hashes);
  });
});
