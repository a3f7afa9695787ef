import { expect, it } from 'vitest';
import { rangeCondition } from '../../adapters/mysql/range.ts';
import { CrosstallyError } from '../../src/errors.ts';
import type { Form } from '../../src/model/form.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import type { TestDatabase } from '../support/databases.ts';
import { opened, readerOf, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject, TableDefinition } from './subject.ts';

/** The rows of a table that a range or a list of keys yields. */
export async function read(
  subject: Subject,
  table: string,
  columns: Readonly<Record<string, Form>>,
  asked: KeyRange | readonly Key[],
): Promise<Key[]> {
  return opened(subject, async (database) => {
    const view = viewOf(await shapeOf(database, subject.schema, table), { columns, keyLength: 1 });
    const reader = database.reader(view);
    return textsOf(view, Array.isArray(asked) ? reader.rows(asked as Key[]) : reader.frames(asked as KeyRange));
  });
}

const ZERO = '0000-00-00 00:00:00Z';

export function ranges(subject: () => Subject, server: () => TestDatabase): void {
  it('puts a bound before 1970 behind the zero timestamp, for which MySQL would take it', async () => {
    await server().run(`
      set sql_mode = '';
      create table ts (k timestamp not null default '2000-01-01', b int, primary key (k, b));
      insert into ts values (0, 1), ('1970-01-01 00:00:01', 1), ('2024-01-01', 1)`);
    const columns = { k: 'instant', b: 'integer' } as const;
    for (const bound of ['0001-01-01 00:00:00Z', '1960-05-05 05:05:05.5Z', '1970-01-01 00:00:00Z']) {
      expect(await read(subject(), 'ts', columns, { after: [bound], through: null })).toHaveLength(2);
      expect(await read(subject(), 'ts', columns, { after: null, through: [bound] })).toEqual([[ZERO, '1']]);
    }
    expect(await read(subject(), 'ts', columns, [['1960-05-05 05:05:05Z'], [ZERO]])).toEqual([[ZERO, '1']]);
    await opened(subject(), async (database) => {
      const view = viewOf(await shapeOf(database, subject().schema, 'ts'), { columns, keyLength: 2 });
      const rows = (after: Key | null, through: Key | null): Promise<Key[]> =>
        textsOf(view, database.reader(view).frames({ after, through }));
      expect(await rows(['1960-01-01 00:00:00Z', '0'], null)).toHaveLength(2);
      expect(await rows(null, ['1960-01-01 00:00:00Z', '0'])).toEqual([[ZERO, '1']]);
    });
  });

  it('finds both ends of a composite range in the primary key', async () => {
    const definition: TableDefinition = {
      name: 'pairs',
      columns: { a: 'integer', b: 'integer', v: 'text' },
      key: ['a', 'b'],
      rows: [...Array(2000).keys()].map((i) => [String(Math.floor(i / 200)), String(i % 200), 'x']),
    };
    await subject().make(definition);
    await server().run('analyze table pairs');
    await opened(subject(), async (database) => {
      const { view, reader } = await readerOf(database, subject().schema, definition);
      expect(reader.statements()[0]).toContain('ORDER BY `a`, `b` LIMIT 1');
      const condition = rangeCondition(view, { after: ['3', '50'], through: ['3', '70'] });
      const [plan] = await server().query<Record<string, string>>(
        `${subject().engine === 'mysql' ? 'explain format=traditional' : 'explain'} select * from pairs${condition}`,
      );
      expect(plan).toMatchObject({ type: 'range', key: 'PRIMARY', key_len: '16' });
      expect(Number(plan?.['rows'])).toBeLessThan(40);
    });
  });
}

export function lookups(subject: () => Subject, server: () => TestDatabase): void {
  it('looks a text up in a character set that cannot hold it', async () => {
    await server().run(`
      create table legacy (k varchar(20) character set latin1 collate latin1_general_cs primary key);
      insert into legacy values (_utf8mb4 X'c3a9'), ('?')`);
    const found = await read(subject(), 'legacy', { k: 'text' }, [['😀'], ['é'], ['ж']]);
    expect(found).toContainEqual(['é']);
  });

  it('finds a uuid however it is written', async () => {
    const uuid = 'c0ffee00-1234-5678-9abc-def012345678';
    for (const collation of ['ascii_bin', 'utf8mb4_bin', 'latin1_swedish_ci', 'utf8mb4_general_ci']) {
      const charset = collation.split('_')[0] ?? '';
      await server().run(`
        create table ${collation} (id int, k varchar(40) character set ${charset} collate ${collation});
        insert into ${collation} values (1, 'C0ffEE00-1234-5678-9abc-DEF012345678'), (2, 'c0ffee00123456789ABCDEF012345678'),
          (3, '${uuid}  '), (4, 'Hello'), (5, null)`);
      const rows = async (key: string): Promise<unknown> =>
        (await read(subject(), collation, { k: 'uuid', id: 'integer' }, [[key]])).map(([, id]) => id).sort();
      expect(await rows(uuid), collation).toEqual(['1', '2', '3']);
      expect(await rows('hello'), collation).toEqual(['4']);
    }
  });

  it('finds a trimmed text in a collation that does not pad', async () => {
    const collation = subject().engine === 'mysql' ? 'utf8mb4_0900_ai_ci' : 'utf8mb4_nopad_bin';
    await server().run(`
      create table spaced (k varchar(20) character set utf8mb4 collate ${collation});
      insert into spaced values ('a   '), ('a'), ('b')`);
    expect(await read(subject(), 'spaced', { k: 'trimmed' }, [['a']])).toEqual([['a'], ['a']]);
  });
}

export function largeValues(subject: () => Subject, server: () => TestDatabase): void {
  it('reads a value of 5 MB to its last byte', async () => {
    await server().run(
      `create table large (id int primary key, v longtext); insert into large values (1, concat(repeat('ä', 2600000), '!'))`,
    );
    const [[, value] = []] = await read(subject(), 'large', { id: 'integer', v: 'text' }, EVERYTHING);
    expect(value?.length).toBe(2_600_001);
    expect(value?.endsWith('ä!')).toBe(true);
  });

  it('never takes a row that the server cannot send whole for one with a NULL', async () => {
    const [limit] = await server().query<Record<string, string>>('select @@max_allowed_packet as bytes');
    const size = String(Math.floor(Number(limit?.['bytes']) * 0.6));
    await server().run(`
      create table huge (id int primary key, a longblob, b longblob);
      insert into huge values (1, 'x', 'y'), (2, repeat('x', ${size}), repeat('y', ${size}));
      create table long_way (id int primary key, a linestring);
      insert into long_way values (1, st_geomfromwkb(concat(X'0102000000',
        reverse(unhex(lpad(hex(${size} div 16), 8, '0'))), repeat(X'00', 16 * (${size} div 16)))))`);
    const columns = { id: 'integer', a: 'bytes', b: 'bytes' } as const;
    // Twice as many hexadecimal digits: here it is the value's own expression that becomes NULL.
    await expect(read(subject(), 'long_way', { id: 'integer', a: 'native' }, EVERYTHING)).rejects.toMatchObject({
      code: 'ADAPTER_VALUE_UNREADABLE',
    });
    await expect(read(subject(), 'huge', columns, EVERYTHING)).rejects.toMatchObject({
      code: 'ADAPTER_VALUE_UNREADABLE',
      message: expect.stringContaining('huge') as string,
      hint: expect.stringContaining('max_allowed_packet') as string,
    });
  });

  it('throws when the statement is killed and the connection lives on', async () => {
    await server().run(`
      create table slow (id int primary key); insert into slow values (1), (2), (3);
      create view sleepy as select id, sleep(if(id = 3, 20, 0)) as s from slow`);
    const reading = read(subject(), 'sleepy', { id: 'integer', s: 'integer' }, EVERYTHING);
    const killed = expect(reading).rejects.toBeInstanceOf(CrosstallyError);
    await expect
      .poll(async () => {
        const [found] = await server().query<{ id: string }>(
          `select id from information_schema.processlist where info like '%sleepy%' and id <> connection_id() and command = 'Query' and info like 'SELECT CONCAT%'`,
        );
        if (found !== undefined) await server().run(`kill query ${found.id}`);
        return found !== undefined;
      })
      .toBe(true);
    await killed;
  });
}
