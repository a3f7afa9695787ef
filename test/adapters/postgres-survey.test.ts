/** One sequential scan has to say of every range what the ranges' own digests say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import type { Connections } from '../../adapters/postgres/connections.ts';
import { surveyOf } from '../../adapters/postgres/survey.ts';
import type { Pushdown } from '../../src/adapter.ts';
import { verify } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import type { Form } from '../../src/model/form.ts';
import type { Key } from '../../src/model/key.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { rangesBetween } from '../support/hashing-side.ts';
import { table } from '../support/shapes.ts';
import { sqlSubject } from './sql-subject.ts';
import { opened, shapeOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

let subject: Subject;
let tables = 0;
beforeAll(async () => {
  subject = await sqlSubject('postgres');
});
afterAll(() => subject[Symbol.asyncDispose]());

interface Keyed {
  readonly type: string;
  readonly forms: Readonly<Record<string, Form>>;
  readonly keys: readonly string[];
  readonly where?: string;
}

async function pushdownOf<T>(
  { type, forms, keys, where = undefined }: Keyed,
  use: (pushdown: Pushdown, dear: Pushdown | undefined) => Promise<T>,
): Promise<T> {
  const table = `survey_${String(tables++)}`;
  const columns = Object.keys(forms);
  await subject.server?.run(
    `create table ${table} (${columns.map((name) => `${name} ${type}`).join(', ')}, v int, primary key (${columns.join(', ')}));
     insert into ${table} values ${keys.map((key, i) => `(${columns.map(() => `'${key}'`).join(', ')}, ${String(i)})`).join(', ')}`,
  );
  return opened(subject, async (database) => {
    const shape = await shapeOf(database, subject.schema, table);
    const view = viewOf(shape, {
      columns: { ...forms, v: 'integer' },
      keyLength: columns.length,
      where: where ?? null,
    });
    const [pushdown, dear] = database.reader(view).pushdowns;
    return use(pushdown ?? expect.fail('no pushdown'), dear);
  });
}

const INTEGERS = ['-2147483648', '-7', '-1', '0', '1', '2', '3', '10', '99', '2147483647'];
const LARGEST = ['-9223372036854775808', '0', '9223372036854775806', '9223372036854775807'];
const UUIDS = ['0', '1', '7fffffffffffffffffffffffffffffff', '8', 'a0', 'ffffffffffffffffffffffffffffffff'].map((hex) =>
  hex.padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
);
const of = (id: Form): Keyed['forms'] => ({ id });

describe('a survey', () => {
  it.each<[string, Keyed, string[]]>([
    ['small integers', { type: 'int', forms: of('integer'), keys: INTEGERS }, ['-8', '-1', '1', '3', '99', '100']],
    ['beyond what the column can hold', { type: 'int', forms: of('integer'), keys: INTEGERS }, ['1', '3000000000']],
    ['large integers', { type: 'int8', forms: of('integer'), keys: INTEGERS }, ['-2147483648', '0', '2147483646']],
    ['UUIDs', { type: 'uuid', forms: of('uuid'), keys: UUIDS }, UUIDS.slice(0, 3)],
    ['the last integer', { type: 'int8', forms: of('integer'), keys: LARGEST }, ['0', '9223372036854775807']],
    ['the first and the last', { type: 'int8', forms: of('integer'), keys: LARGEST }, LARGEST],
    ['the last UUID', { type: 'uuid', forms: of('uuid'), keys: UUIDS }, [UUIDS[0] ?? '', UUIDS.at(-1) ?? '']],
    ['some of the rows', { type: 'int', forms: of('integer'), keys: INTEGERS, where: 'v % 2 = 0' }, ['-7', '2']],
    ['no key', { type: 'int', forms: of('integer'), keys: INTEGERS }, []],
  ])('of %s says what the digests of its ranges say', async (_what, keyed, parts) => {
    const keys = parts.map((part): Key => [part]);
    const [surveyed, digests] = await pushdownOf(keyed, async (pushdown) => [
      await pushdown.survey?.(keys),
      await pushdown.digest(rangesBetween(keys)),
    ]);
    expect(surveyed).toEqual(digests);
    expect(new Set(digests.map(({ hash }) => hash)).size).toBeGreaterThan(digests.length / 2);
  });

  it('is not there for keys of other kinds, nor where hashing is dear', async () => {
    const surveys = (keyed: Keyed) => pushdownOf(keyed, async ({ survey }) => survey !== undefined);
    expect(await surveys({ type: 'text', forms: of('text'), keys: ['a'] })).toBe(false);
    expect(await surveys({ type: 'int', forms: { id: 'integer', more: 'integer' }, keys: ['1'] })).toBe(false);
    const dear = (keyed: Keyed) =>
      pushdownOf(keyed, async (_cheap, sha) => sha !== undefined && sha.survey === undefined);
    expect(await dear({ type: 'int', forms: of('integer'), keys: ['1'] })).toBe(true);
  });
});

it.each([[null], ['2'], ['-1']])(
  'a survey of which a row lies at %s, in none of two ranges, is no answer',
  async (place) => {
    const askInTime = async () => [
      ['0', '1', '5'],
      [place, '1', '7'],
    ];
    const view = viewOf(table('t'), { columns: { id: 'integer' }, keyLength: 1 });
    const { survey } = surveyOf({ askInTime } as unknown as Connections, view, '1') ?? expect.fail('no survey');
    await expect(survey([['10']])).rejects.toThrow('a row lies in none of the ranges');
  },
);

describe('tables of two PostgreSQL databases', () => {
  let [source, target]: TestDatabase[] = [];
  const sides = () => [source ?? expect.fail(), target ?? expect.fail()] as const;
  beforeAll(async () => {
    [source, target] = [await freshDatabase('postgres'), await freshDatabase('postgres')];
    for (const side of sides()) {
      await side.run(`
        create table numbered (id bigint primary key, v text);
        insert into numbered select i, 'v' || i from generate_series(1, 5000) i;
        create table named (id uuid primary key, v text);
        insert into named select md5(i::text)::uuid, 'v' || i from generate_series(1, 5000) i;
        analyze`);
    }
    await sides()[1].run(`
      delete from numbered where id in (1, 50, 51, 5000) or id between 2000 and 2999;
      insert into numbered values (0, 'new'), (9000, 'new');
      update numbered set v = 'other' where id = 3333;
      delete from named where v in ('v7', 'v77');
      update named set v = 'other' where v = 'v777'`);
  });
  afterAll(async () => {
    for (const side of sides()) await side[Symbol.asyncDispose]();
  });

  const compare = (options: object): Promise<Report> => {
    const [from, to] = sides();
    return verify({ source: postgres(from.url), target: postgres(to.url), compareSchema: false, ...options }).report();
  };
  const findings = ({ tables: compared }: Report) =>
    compared.map(({ source: table, verdict, rows, differences }) => ({ table, verdict, rows, differences }));

  it('are surveyed, with the findings of the rows themselves', async () => {
    const surveyed = await compare({});
    expect(findings(surveyed)).toEqual(findings(await compare({ strategy: 'stream' })));
    expect(surveyed.tables).toMatchObject([
      { source: 'public.named', rows: { missing: 2, changed: 1 } },
      { source: 'public.numbered', rows: { missing: 1004, extra: 2, changed: 1 } },
    ]);
    expect(surveyed.tables[0]?.strategyReason).toBe('hashing costs the databases less than sending');
  });

  it('are read in pieces where a survey takes longer than a statement may', async () => {
    const where = 'id <= 1500 and pg_sleep(0.0005) is not null';
    const report = await compare({ where, tables: ['numbered'], statementTimeout: 1 });
    expect(report.tables).toMatchObject([{ verdict: 'mismatch', rows: { missing: 3, extra: 1, changed: 0 } }]);
    expect(report.usage?.source?.failures).toBeGreaterThan(0);
  }, 60_000);
});
