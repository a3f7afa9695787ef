import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mysql } from '../../adapters/mysql/index.ts';
import { postgres } from '../../adapters/postgres/index.ts';
import type { Database } from '../../src/adapter.ts';
import type { TestDatabase } from '../support/databases.ts';
import type { Subject } from './subject.ts';
import { hasServer, opened } from './subject.ts';

/** What a server says of its own activity, and when that has to change. */
export function activityContract(engine: string, get: () => Subject): void {
  it('says what else is going on', async () => {
    await opened(get(), async (database) => {
      const activity = await database.activity?.();
      expect(activity?.position).not.toBeNull();
      expect(activity).toMatchObject({ lagSeconds: null });
      expect(activity?.load).toBeGreaterThanOrEqual(0);
    });
  });

  if (!hasServer(engine)) return;

  it.each([
    ['a committed row', (sql: Sql) => sql(`insert into busy values (1, 'a')`)],
    ['a changed row', (sql: Sql) => sql(`update busy set v = 'b' where id = 1`)],
    ['a transaction that began before', undefined],
    ['a deleted row', (sql: Sql) => sql('delete from busy where id = 1')],
  ])('has another position after %s', async (_what, change) => {
    const server = get().server;
    if (server === null) throw new Error('no server');
    await server.run('create table if not exists busy (id int primary key, v varchar(10))');
    await opened(get(), async (database) => {
      if (change === undefined) await server.run(`begin; insert into busy values (2, 'x')`);
      const before = await positionOf(database);
      await (change?.((sql) => server.run(sql)) ?? server.run('commit'));
      expect(await positionOf(database)).not.toBe(before);
    });
  });

  it('tells a role with SELECT alone its position', async () => {
    const { server, adapter } = get();
    if (server === null) throw new Error('no server');
    const { url, drop } = await reader(server);
    try {
      const activity = await opened(get(), (database) => Promise.resolve(database.activity?.()), {
        adapter: engine === 'postgres' ? postgres(url) : mysql(url),
      });
      expect(activity?.position, adapter.label).not.toBeNull();
      expect(activity).toMatchObject({ lagSeconds: null });
    } finally {
      await drop();
    }
  });

  it('keeps its position while nothing is written, whatever it reads itself', async () => {
    const server = get().server;
    if (server === null) throw new Error('no server');
    await opened(get(), async (database) => {
      // Other tests write to the same server: one quiet moment is enough.
      await expect
        .poll(
          async () => {
            const before = await positionOf(database);
            await server.query('select 1');
            await database.describe([get().schema]);
            await pause(20);
            return before === (await positionOf(database));
          },
          { timeout: 30_000, interval: 50 },
        )
        .toBe(true);
    });
  });
}

type Sql = (sql: string) => Promise<void>;

/** An account that may select from the subject's tables and nothing else. */
async function reader(server: TestDatabase): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `r_${server.name.slice(-12)}`;
  const [account, grant] =
    server.engine === 'postgres'
      ? [name, `grant select on all tables in schema public to ${name}`]
      : [`'${name}'@'%'`, `grant select on \`${server.name}\`.* to '${name}'@'%'`];
  const secret = server.engine === 'postgres' ? `login password 'secret'` : `identified by 'secret'`;
  await server.run(`create ${server.engine === 'postgres' ? 'role' : 'user'} ${account} ${secret}; ${grant}`);
  const url = new URL(server.url);
  [url.username, url.password] = [name, 'secret'];
  const revoke = server.engine === 'postgres' ? `drop owned by ${name}; drop role ${name}` : `drop user ${account}`;
  return { url: url.href, drop: () => server.run(revoke) };
}

async function positionOf(database: Database): Promise<string | null> {
  return (await database.activity?.())?.position ?? null;
}
