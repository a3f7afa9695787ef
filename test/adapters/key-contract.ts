import { describe, expect, it } from 'vitest';
import type { TableReader } from '../../src/adapter.ts';
import type { KeyOrder } from '../../src/model/column.ts';
import { compareKeys, EVERYTHING } from '../../src/model/key.ts';
import type { Key, KeyOrders } from '../../src/model/key.ts';
import type { Form } from '../../src/model/form.ts';
import type { TableView } from '../../src/model/view.ts';
import { opened, readerOf, shapeOf, sorted, textsOf, viewOf } from './subject.ts';
import type { PlainType, Subject, TableDefinition } from './subject.ts';

/** Keys of which text order and number order differ, and texts that would break out of a statement. */
const TABLES: readonly TableDefinition[] = [
  single('integers', 'integer', [
    '2',
    '10',
    '1',
    '-5',
    '100',
    '9007199254740992',
    '9007199254740993',
    '-9223372036854775808',
  ]),
  single('decimals', 'decimal', [
    '2',
    '10',
    '0.5',
    '-0.5',
    '-10',
    '1000000000000000000000000000000000000000000000000.5',
  ]),
  single('texts', 'text', [
    '2',
    '10',
    '',
    ' ',
    'a',
    'A',
    'a ',
    'a\t',
    'ab',
    "'; drop table x; --",
    '\\',
    "\\'",
    '%',
    '_',
    'a\nb',
    'é',
    'e\u0301',
    '\ufb03',
    '😀',
    '"',
    '`',
    ';',
    '?',
    ':1',
    '$1',
  ]),
  single('bytes', 'bytes', ['', '00', '0000', '01', 'ff', '27', '5c', '00ff']),
  single('dates', 'date', ['2024-02-29', '1000-01-01', '9999-12-31', '1969-12-31', '2024-03-01']),
  single('timestamps', 'timestamp', [
    '2024-01-01 00:00:00',
    '2024-01-01 00:00:00.000001',
    '1899-12-31 23:59:59.999999',
    '9999-12-31 23:59:59.999999',
  ]),
  single('instants', 'instant', [
    '2024-10-27 00:30:00Z',
    '2024-10-27 01:30:00Z',
    '1970-01-01 00:00:01Z',
    '2024-10-27 00:30:00.5Z',
    '2038-01-19 03:14:07Z',
  ]),
  {
    name: 'composite',
    // The key is declared in another order than the columns.
    columns: { note: 'text', b: 'text', a: 'integer' },
    key: ['a', 'b'],
    rows: ['2', '10', '1'].flatMap((a) => ['', '10', '2', 'z', "'"].map((b) => [`${a}-${b}`, b, a])),
  },
  {
    name: 'threefold',
    columns: { a: 'integer', b: 'date', c: 'bytes', v: 'text' },
    key: ['a', 'b', 'c'],
    rows: ['1', '2'].flatMap((a) =>
      ['2024-01-01', '2024-01-02'].flatMap((b) => ['', '00', 'ff'].map((c) => [a, b, c, null])),
    ),
  },
  { name: 'empty', columns: { id: 'integer', v: 'text' }, key: ['id'], rows: [] },
];

function single(name: string, type: PlainType, keys: readonly string[]): TableDefinition {
  return { name, columns: { k: type, v: 'text' }, key: ['k'], rows: keys.map((key, i) => [key, `row ${String(i)}`]) };
}

const ORDERS: Readonly<Record<PlainType, KeyOrder | null>> = {
  integer: 'numeric',
  decimal: 'numeric',
  text: null,
  bytes: null,
  date: 'wall',
  timestamp: 'wall',
  instant: 'instant',
};

export function keyContract(engine: string, get: () => Subject): void {
  describe('walks the key', () => {
    for (const table of TABLES) {
      it(`of ${table.name}: ranges tile it, whatever their size`, async () => {
        await get().make(table);
        await opened(get(), async (database) => {
          const { reader, view } = await readerOf(database, get().schema, table);
          const everything = expectedRows(table, view);
          expect(sorted(await textsOf(view, reader.frames(EVERYTHING)))).toEqual(sorted(everything));
          expect(await reader.lastKey()).toEqual(everything.at(-1)?.slice(0, view.keyLength) ?? null);
          for (const size of [1, 2, 3, 1000]) await tiles({ reader, view, size, everything, table });
        });
      });

      it(`of ${table.name}: finds rows by key`, async () => {
        await opened(get(), async (database) => {
          const { reader, view } = await readerOf(database, get().schema, table);
          await findsRows({ reader, view, everything: expectedRows(table, view) });
        });
      });
    }

    // Whether a key repeats was asked when a fingerprint was taken: it is told by that key alone, and has no condition.
    const repeats = engine === 'fingerprint' ? it.skip : it;
    repeats('names one that repeats, if any does', async () => {
      const rows = [
        ['1', 'a', 'x'],
        ['1', 'A', 'y'],
        ['1', 'a ', 'x'],
        ['2', null, 'x'],
        ['2', null, 'x'],
        ['3', 'x', 'dup'],
        ['3', 'x', 'dup 2'],
      ];
      const table = { name: 'repeating', columns: { n: 'integer', t: 'text', v: 'text' }, key: [], rows } as const;
      await get().make(table);
      await opened(get(), async (database) => {
        const shape = await shapeOf(database, get().schema, 'repeating');
        const repeated = async (where: string | null, ...names: ('n' | 't' | 'v')[]): Promise<Key | null> => {
          const columns = Object.fromEntries(names.map((name) => [name, table.columns[name] as Form]));
          const view = viewOf(shape, { columns, keyLength: names.length, ordered: false, where });
          return (await database.reader(view).repeatedKey?.()) ?? null;
        };
        expect(await repeated(null, 'n', 't')).toEqual(['3', 'x']);
        expect(await repeated(null, 't', 'v')).toBeNull();
        if (get().server === null) return;
        expect(await repeated('n < 3 or n > 3', 'n', 't')).toBeNull();
        expect(await repeated('n < 2', 'n')).toEqual(['1']);
      });
    });

    it('bounds it by values that no row has', async () => {
      await opened(get(), async (database) => {
        const rowsOf = async (name: string, after: Key | null, through: Key | null): Promise<number> => {
          const table = TABLES.find((one) => one.name === name) as TableDefinition;
          const { reader, view } = await readerOf(database, get().schema, table);
          return (await textsOf(view, reader.frames({ after, through }))).length;
        };
        expect(await rowsOf('integers', ['1'], ['9'])).toBe(1);
        expect(await rowsOf('integers', ['99999999999999999999999'], null)).toBe(0);
        expect(await rowsOf('integers', null, ['99999999999999999999999'])).toBe(8);
        expect(await rowsOf('timestamps', ['2023-12-31 23:59:59.5'], null)).toBe(3);
        expect(await rowsOf('instants', ['1950-01-01 00:00:00Z'], null)).toBe(5);
        expect(await rowsOf('instants', null, ['1950-01-01 00:00:00Z'])).toBe(0);
        expect(await rowsOf('instants', null, ['9999-01-01 00:00:00Z'])).toBe(5);
        expect(await rowsOf('composite', ['1', 'zz'], ['2', '1'])).toBe(2);
      });
    });
  });
}

/** The rows in the order of the view's columns, in key order. */
function expectedRows(table: TableDefinition, view: TableView): Key[] {
  const names = Object.keys(table.columns);
  const orders = ordersOf(table);
  const rows = table.rows.map((row) => view.columns.map(({ name }) => row[names.indexOf(name)] ?? null));
  return rows.sort((a, b) => compareKeys(orders, a.slice(0, view.keyLength), b.slice(0, view.keyLength)));
}

function ordersOf(table: TableDefinition): KeyOrders {
  return table.key.map((name) => ORDERS[table.columns[name] ?? 'text']);
}

interface Walk {
  readonly reader: TableReader;
  readonly view: TableView;
  readonly size: number;
  readonly everything: readonly Key[];
  readonly table: TableDefinition;
}

async function tiles({ reader, view, size, everything }: Walk): Promise<void> {
  let after: Key | null = null;
  for (let done = 0; done <= everything.length; done += size) {
    const expected = everything.slice(done, done + size);
    const cut: Key | null = await reader.cutAfter({ after, through: null }, size);
    expect(cut).toEqual(expected.length === size ? expected.at(-1)?.slice(0, view.keyLength) : null);
    const rows = await textsOf(view, reader.frames({ after, through: cut }));
    expect(sorted(rows)).toEqual(sorted(expected));
    if (cut === null) return;
    expect(reader.accepts(cut)).toBe(true);
    expect(await reader.cutAfter({ after, through: cut }, size + 1), 'beyond the end of a range').toBeNull();
    after = cut;
  }
  throw new Error('the walk did not end');
}

async function findsRows({ reader, view, everything }: Pick<Walk, 'reader' | 'view' | 'everything'>): Promise<void> {
  const keys = everything.map((row) => row.slice(0, view.keyLength));
  expect(await textsOf(view, reader.rows([]))).toEqual([]);
  expect(sorted(await textsOf(view, reader.rows(keys)))).toEqual(sorted(everything));
  for (const [i, key] of keys.entries()) {
    expect(await textsOf(view, reader.rows([key])), JSON.stringify(key)).toEqual([everything[i]]);
  }
  // More than fit into one statement, the last of them as important as the first.
  const [first] = keys;
  if (first === undefined) return;
  const many = [...Array<Key>(1200).fill(first), ...keys];
  const repeated = await textsOf(view, reader.rows(many));
  expect(new Set(repeated.map((row) => JSON.stringify(row)))).toEqual(
    new Set(everything.map((row) => JSON.stringify(row))),
  );
}
