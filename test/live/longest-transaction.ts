import { setTimeout as pause } from 'node:timers/promises';
import { connectTo } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

const QUESTIONS = {
  postgres: (name: string) =>
    `select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0) as seconds from pg_stat_activity
     where datname = '${name}' and application_name = 'crosstally'`,
  mysql: (name: string) =>
    `select coalesce(max(timestampdiff(microsecond, t.trx_started, now(6))) / 1e6, 0) as seconds
     from information_schema.innodb_trx t join information_schema.processlist p on p.id = t.trx_mysql_thread_id
     where p.db = '${name}' and t.trx_is_read_only = 1`,
};

/** Watches how long crosstally's transactions in a database become, until it is asked. */
export function watchTransactions(database: TestDatabase): () => Promise<number> {
  const sql = QUESTIONS[database.engine === 'postgres' ? 'postgres' : 'mysql'](database.name);
  let [longest, running] = [0, true];
  const watching = (async () => {
    const session = await connectTo(database);
    while (running) {
      const [row] = await session.query<{ seconds: string | number }>(sql);
      longest = Math.max(longest, Number(row?.seconds ?? 0));
      await pause(100);
    }
    await session.end();
  })();
  watching.catch(() => undefined);
  return async () => {
    running = false;
    await watching;
    return longest;
  };
}
