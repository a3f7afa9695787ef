import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Form } from '../../src/model/form.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { adapterOf } from './sql-subject.ts';
import { opened, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** Settings of server and account that change what a session prints, each to its worst. */
interface Hostile {
  /** Makes an account with nothing but SELECT, whose sessions start out like this. */
  readonly make: (user: string, database: string) => string;
  readonly undo: (user: string) => string;
  readonly table: string;
  readonly columns: Readonly<Record<string, Form>>;
  readonly row: readonly string[];
}

const INIT = `set time_zone = ''+05:00'', sql_mode = ''ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH,NO_BACKSLASH_ESCAPES'', sql_select_limit = 1, character_set_results = latin1, collation_connection = latin1_swedish_ci, autocommit = 0`;

const MYSQL: Hostile = {
  // init_connect runs for accounts without special rights only: no other test notices.
  make: (user, database) => `
    create user ${user}@'%' identified by 'secret'; grant select on \`${database}\`.* to ${user}@'%';
    set global init_connect = '${INIT}'`,
  undo: (user) => `set global init_connect = ''; drop user ${user}@'%'`,
  table: `
    create table pinned (id int primary key, d float, t timestamp(6) null, c char(5), \`x ж\` varchar(20) character set utf8mb4);
    insert into pinned values (1, 1.234567, '2024-06-01 12:00:00', 'a', 'ä€😀\\\\'), (2, 0, null, '', '"')`,
  columns: { id: 'integer', d: 'float', t: 'instant', c: 'trimmed', 'x ж': 'text' },
  row: ['1', String(Math.fround(1.234567)), '2024-06-01 12:00:00Z', 'a', 'ä€😀\\'],
};

const HOSTILE: Readonly<Record<TestEngine, Hostile>> = {
  mysql: MYSQL,
  mariadb: MYSQL,
  postgres: {
    make: (user, database) => `
      create role ${user} login password 'secret'; grant connect on database "${database}" to ${user};
      grant usage on schema public to ${user}; grant select on all tables in schema public to ${user};
      alter role ${user} set timezone = 'Asia/Tokyo'; alter role ${user} set datestyle = 'German, DMY';
      alter role ${user} set intervalstyle = 'sql_standard'; alter role ${user} set extra_float_digits = -15;
      alter role ${user} set bytea_output = 'escape'; alter role ${user} set search_path = 'nowhere';
      alter role ${user} set client_encoding = 'LATIN1'; alter role ${user} set standard_conforming_strings = off`,
    undo: (user) => `drop owned by ${user}; drop role ${user}`,
    table: `
      create table pinned (id int primary key, d float8, t timestamptz, c bytea, x text, i interval, f float8[], u date);
      insert into pinned values
        (1, 1.0/3, '2024-06-01 12:00:00+00', '\\x00ff', 'ä€😀\\', '1 mon -2 days 3:00', '{0.30000000000000004}', '2024-06-01'),
        (2, 0, null, '', '"', null, null, null)`,
    columns: { id: 'integer', d: 'float', t: 'instant', c: 'bytes', x: 'text', i: 'native', f: 'native', u: 'date' },
    row: [
      '1',
      String(1 / 3),
      '2024-06-01 12:00:00Z',
      '00ff',
      'ä€😀\\',
      '1 mon -2 days +03:00:00',
      '{0.30000000000000004}',
      '2024-06-01',
    ],
  },
};

export function pinningContract(engine: TestEngine, get: () => Subject): void {
  it('whose settings on server and account change nothing, with the right to SELECT and no other', async () => {
    const { make, undo, table, columns, row } = HOSTILE[engine];
    const server = get().server as TestDatabase;
    const user = `hostile_${randomBytes(4).toString('hex')}`;
    await server.run(`${engine === 'postgres' ? '' : "set time_zone = '+00:00';"} ${table}`);
    await server.run(make(user, server.name));
    try {
      const url = new URL(server.url);
      [url.username, url.password] = [user, 'secret'];
      const found = await opened(
        get(),
        async (database) => {
          const view = viewOf(await shapeOf(database, get().schema, 'pinned'), { columns, keyLength: 1 });
          const reader = database.reader(view);
          const rows = await textsOf(view, reader.frames(EVERYTHING));
          expect(await reader.cutAfter(EVERYTHING, 2)).toEqual(['2']);
          expect(await textsOf(view, reader.rows([['1']]))).toEqual([rows[0]]);
          return rows;
        },
        { adapter: adapterOf(engine, url.href) },
      );
      expect(found).toHaveLength(2);
      expect(found[0]).toEqual(row);
    } finally {
      await server.run(undo(user));
    }
  });

  it('in a session that cannot write', async () => {
    await get().make({ name: 'unwritten', columns: { id: 'integer' }, key: ['id'], rows: [['1']] });
    const readOnly =
      engine === 'postgres'
        ? `current_setting('transaction_read_only') = 'on'`
        : `@@${engine === 'mysql' ? 'transaction_read_only' : 'tx_read_only'} = 1 and @@lock_wait_timeout = 5`;
    await opened(get(), async (database) => {
      const shape = await shapeOf(database, get().schema, 'unwritten');
      const view = viewOf(shape, { columns: { id: 'integer' }, keyLength: 1, where: readOnly });
      expect(await textsOf(view, database.reader(view).frames(EVERYTHING))).toEqual([['1']]);
    });
  });
}
