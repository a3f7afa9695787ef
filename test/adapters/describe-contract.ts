import { describe, expect, it } from 'vitest';
import type { TestEngine } from '../support/servers.ts';
import type { TestDatabase } from '../support/databases.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { quoteName } from './sql-subject.ts';
import { hasServer, opened, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

export function describeContract(engine: string, get: () => Subject): void {
  describe('describes tables', () => {
    it('with their columns in declared order and their key in key order', async () => {
      await get().make({
        name: 'described',
        columns: { v: 'text', b: 'date', a: 'integer' },
        key: ['a', 'b'],
        rows: [],
      });
      await opened(get(), async (database) => {
        const shape = await shapeOf(database, get().schema, 'described');
        expect(shape).toMatchObject({ schema: get().schema, kind: 'table', hiddenRows: null });
        expect(shape.columns.map(({ name, nullable, type }) => [name, nullable, type.kind, type.order])).toEqual([
          ['v', true, 'text', 'bytes'],
          ['b', false, 'date', 'wall'],
          ['a', false, 'integer', 'numeric'],
        ]);
        expect(shape.keys).toMatchObject([{ columns: ['a', 'b'], primary: true, nullable: false, ordered: true }]);
      });
    });

    it('of the schemas that were asked for, and no others', async () => {
      await opened(get(), async (database) => {
        expect(await database.schemas()).toContain(get().schema);
        expect(database.defaultSchema).toBe(get().schema);
        expect(await database.describe([])).toEqual([]);
        expect(await database.describe(['no such schema'])).toEqual([]);
        expect(await database.schemas()).not.toContain('information_schema');
      });
    });

    if (hasServer(engine)) describeOnServer(engine, () => get().server as TestDatabase, get);
  });
}

const NAMES = [
  'order',
  'Lead-1',
  'Mixed Case',
  'dot.ted',
  `quo'te`,
  'dou"ble',
  'back`tick',
  'ünïcödé',
  'x'.repeat(63),
  '%s',
  '?',
  ':1',
  '\\',
];

function describeOnServer(engine: TestEngine, server: () => TestDatabase, get: () => Subject): void {
  it('and columns with hostile names, and reads them', async () => {
    for (const name of NAMES) {
      await get().make({ name, columns: { [name]: 'integer', v: 'text' }, key: [name], rows: [['1', name]] });
    }
    await opened(get(), async (database) => {
      for (const name of NAMES) {
        const shape = await shapeOf(database, get().schema, name);
        const view = viewOf(shape, { columns: { [name]: 'integer', v: 'text' }, keyLength: 1 });
        const reader = database.reader(view);
        expect(await textsOf(view, reader.frames({ after: ['0'], through: ['1'] }))).toEqual([['1', name]]);
        expect(await reader.cutAfter(EVERYTHING, 1)).toEqual(['1']);
      }
    });
  });

  it('and tells which keys can serve', async () => {
    await server().run(KEYS[engine]);
    await opened(get(), async (database) => {
      const { keys } = await shapeOf(database, get().schema, 'keys');
      const found = keys.map(({ name, columns, primary, nullable, ordered }) => [
        name,
        columns,
        primary,
        nullable,
        ordered,
      ]);
      expect(found.filter(([name]) => name !== 'u_hidden')).toEqual([
        [keys.find((key) => key.primary)?.name, ['id'], true, false, true],
        ['u_descending', ['d', 'id'], false, false, false],
        ['u_nullable', ['n'], false, true, true],
        ['u_two', ['b', 'a'], false, false, true],
      ]);
      expect(keys.find((key) => key.name === 'u_hidden')?.ordered).not.toBe(true);
    });
  });

  it('with views, which hold no rows of their own, and generated and hidden columns, which do', async () => {
    const q = (name: string): string => quoteName(engine, name);
    const hidden = engine === 'postgres' ? '' : ', h int invisible default 7';
    await server().run(`
      create table base (id int primary key, twice int generated always as (id * 2) stored ${hidden});
      insert into base (id) values (21);
      create view ${q('a view')} as select id from base`);
    await opened(get(), async (database) => {
      expect((await shapeOf(database, get().schema, 'a view')).kind).toBe('view');
      const base = await shapeOf(database, get().schema, 'base');
      expect(base.columns.map(({ name }) => name)).toEqual(['id', 'twice', ...(engine === 'postgres' ? [] : ['h'])]);
      const view = viewOf(base, {
        columns: Object.fromEntries(base.columns.map(({ name }) => [name, 'integer' as const])),
      });
      expect(await textsOf(view, database.reader(view).frames(EVERYTHING))).toEqual([
        ['21', '42', ...(engine === 'postgres' ? [] : ['7'])],
      ]);
    });
  });

  it('and reads only what a condition keeps, which cannot break out of its place', async () => {
    await get().make({
      name: 'narrowed',
      columns: { a: 'integer', b: 'integer' },
      key: ['a'],
      rows: [
        ['1', '1'],
        ['2', '9'],
        ['3', '9'],
        ['4', '4'],
      ],
    });
    await opened(get(), async (database) => {
      const shape = await shapeOf(database, get().schema, 'narrowed');
      const view = viewOf(shape, { columns: { a: 'integer' }, keyLength: 1, where: 'b < 2 or b > 8 -- a comment' });
      const reader = database.reader(view);
      expect(await textsOf(view, reader.frames({ after: ['1'], through: ['2'] }))).toEqual([['2']]);
      expect(await textsOf(view, reader.frames(EVERYTHING))).toEqual([['1'], ['2'], ['3']]);
      expect(await textsOf(view, reader.rows([['1'], ['4']]))).toEqual([['1']]);
      expect(await reader.cutAfter(EVERYTHING, 3)).toEqual(['3']);
      expect(await reader.cutAfter(EVERYTHING, 4)).toBeNull();
      expect(reader.statements().join('\n')).toContain('narrowed');
    });
  });
}

const COLUMNS = 'id int primary key, a int not null, b int not null, d int not null, n int, t varchar(50) not null';
const SHARED = 'create unique index u_two on `keys` (b, a); create unique index u_nullable on `keys` (n);';

const KEYS: Readonly<Record<TestEngine, string>> = {
  postgres: `create table keys (${COLUMNS}); ${SHARED.replaceAll('`', '')}
    create unique index u_descending on keys (d desc, id);
    create unique index u_expression on keys (lower(t));
    create unique index u_partial on keys (a) where a > 0;
    create index not_unique on keys (a)`,
  mysql: `create table \`keys\` (${COLUMNS}); ${SHARED}
    create unique index u_descending on \`keys\` (d desc, id);
    create unique index u_expression on \`keys\` ((lower(t)));
    create unique index u_prefix on \`keys\` (t(10));
    create unique index u_hidden on \`keys\` (a, id) invisible;
    create index not_unique on \`keys\` (a)`,
  mariadb: `create table \`keys\` (${COLUMNS}); ${SHARED}
    create unique index u_descending on \`keys\` (d desc, id);
    create unique index u_prefix on \`keys\` (t(10));
    create unique index u_hidden on \`keys\` (a, id) ignored;
    create index not_unique on \`keys\` (a)`,
};
