import { randomBytes } from 'node:crypto';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import type { Adapter } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { connectTo } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { TestEngine } from '../support/servers.ts';
import { adapterOf } from './sql-subject.ts';
import { opened, shapeOf, textsOf, viewOf } from './subject.ts';
import type { Subject } from './subject.ts';

const LEVELS = ['read uncommitted', 'read committed', 'repeatable read', 'serializable'] as const;
const COMMITTED = [['1'], ['2'], ['3']];

/** What is preset of how transactions are kept apart changes nothing: what is not committed is never read. */
export function isolationContract(engine: TestEngine, get: () => Subject): void {
  const server = (): TestDatabase => get().server as TestDatabase;

  /** The keys that are read, while another session has deleted a row and will not commit that. */
  async function keysBesideWriter(adapter: Adapter): Promise<unknown> {
    const writer = await connectTo(server());
    try {
      await writer.run('begin; delete from apart where id = 2');
      return await opened(
        get(),
        async (database) => {
          const shape = await shapeOf(database, get().schema, 'apart');
          // On PostgreSQL nothing else shows it: it would take predicate locks under the highest level.
          const where = engine === 'postgres' ? `current_setting('transaction_isolation') = 'read committed'` : null;
          const view = viewOf(shape, { columns: { id: 'integer' }, ...(where === null ? {} : { where }) });
          return textsOf(view, database.reader(view).frames(EVERYTHING));
        },
        { adapter, connections: 1 },
      );
    } finally {
      await writer.run('rollback');
      await writer.end();
    }
  }

  const fresh = async (): Promise<void> => {
    await server().run('drop table if exists apart');
    await get().make({ name: 'apart', columns: { id: 'integer' }, key: ['id'], rows: COMMITTED });
  };

  describe.each(LEVELS)('reads what is committed where the preset is %s', (level) => {
    it('of an account', async () => {
      await fresh();
      const user = `apart_${randomBytes(4).toString('hex')}`;
      const { make, undo } = PRESETS[engine](user, server().name, level);
      const url = new URL(server().url);
      [url.username, url.password] = [user, 'secret'];
      await server().run(make);
      try {
        expect(await keysBesideWriter(adapterOf(engine, url.href))).toEqual(COMMITTED);
      } finally {
        await server().run(undo);
      }
    });

    it('of a session of the caller’s, which it gets back', async () => {
      await fresh();
      const { pool, adapter, ask } = borrowed(engine, server(), get().schema);
      try {
        await ask(PRESET[engine](level));
        const before = await ask(SHOWN[engine]);
        expect(await keysBesideWriter(adapter)).toEqual(COMMITTED);
        expect(await ask(SHOWN[engine])).toEqual(before);
      } finally {
        await pool.end();
      }
    });
  });

  it('reads what is committed where the caller’s session has another level for its next transaction alone', async () => {
    if (engine === 'postgres') return;
    await fresh();
    const { pool, adapter, ask } = borrowed(engine, server(), get().schema);
    try {
      await ask('set transaction isolation level read uncommitted');
      expect(await keysBesideWriter(adapter)).toEqual(COMMITTED);
    } finally {
      await pool.end();
    }
  });
}

interface Borrowed {
  readonly pool: { end(): Promise<void> };
  readonly adapter: Adapter;
  readonly ask: (sql: string) => Promise<unknown>;
}

/** A pool of one session, which is asked directly too. */
function borrowed(engine: TestEngine, { url }: TestDatabase, schema: string): Borrowed {
  if (engine === 'postgres') {
    const pool = new Pool({ connectionString: url, max: 1 });
    return { pool, adapter: postgres(pool), ask: async (sql) => (await pool.query<object>(sql)).rows };
  }
  const pool = createPool({ uri: url, connectionLimit: 1 });
  return { pool, adapter: mysql(pool, { schema }), ask: async (sql) => (await pool.query(sql))[0] };
}

const PRESET: Readonly<Record<TestEngine, (level: string) => string>> = {
  postgres: (level) => `set default_transaction_isolation = '${level}'`,
  mysql: (level) => `set session transaction isolation level ${level}`,
  mariadb: (level) => `set session transaction isolation level ${level}`,
};

const SHOWN: Readonly<Record<TestEngine, string>> = {
  postgres: `select current_setting('default_transaction_isolation')`,
  mysql: 'select @@session.transaction_isolation',
  mariadb: 'select @@session.tx_isolation',
};

type Presets = (user: string, database: string, level: string) => { readonly make: string; readonly undo: string };

const MYSQL: Presets = (user, database, level) => ({
  // For accounts without special rights only: no other test notices.
  make: `create user ${user}@'%' identified by 'secret'; grant select on \`${database}\`.* to ${user}@'%';
    set global init_connect = 'set session transaction isolation level ${level}'`,
  undo: `set global init_connect = ''; drop user ${user}@'%'`,
});

const PRESETS: Readonly<Record<TestEngine, Presets>> = {
  mysql: MYSQL,
  mariadb: MYSQL,
  postgres: (user, database, level) => ({
    make: `create role ${user} login password 'secret'; grant connect on database "${database}" to ${user};
      grant usage on schema public to ${user}; grant select on all tables in schema public to ${user};
      alter role ${user} set default_transaction_isolation = '${level}'; alter role ${user} set default_transaction_deferrable = on`,
    undo: `drop owned by ${user}; drop role ${user}`,
  }),
};
