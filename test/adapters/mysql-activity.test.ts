/** Which failures end the question how far a replica is behind, and which are of the moment. */
import { expect, it } from 'vitest';
import { activityOf } from '../../adapters/mysql/activity.ts';
import type { Connections } from '../../adapters/mysql/connections.ts';
import { translateError } from '../../adapters/mysql/errors.ts';

/** Answers whatever is asked first with a failure, once it is the question about the replica. */
function failingOnce(failure: object) {
  const asked: string[] = [];
  const ask: Connections['ask'] = (sql) => {
    asked.push(sql);
    const first = asked.filter((text) => text === sql).length === 1;
    if (!sql.includes('REPLICA')) return Promise.resolve([['Innodb_lsn_current', '1']]);
    if (first) return Promise.reject(translateError(Object.assign(new Error('no'), failure), 'asking the server'));
    return Promise.resolve([Array.from({ length: 33 }, () => '7')]);
  };
  return activityOf({ ask, underWay: () => 0 }, { mariadb: false, engines: () => new Set(['InnoDB']) });
}

it('asks again how far the replica is behind after a connection was lost', async () => {
  const activity = failingOnce({ code: 'PROTOCOL_CONNECTION_LOST', fatal: true });
  await expect(activity()).rejects.toMatchObject({ code: 'ADAPTER_CONNECTION_LOST', remedy: 'again' });
  expect(await activity()).toMatchObject({ lagSeconds: 7 });
});

it('asks only once where the account may not', async () => {
  const activity = failingOnce({ code: 'ER_SPECIFIC_ACCESS_DENIED_ERROR', errno: 1227 });
  expect(await activity()).toMatchObject({ lagSeconds: null });
  expect(await activity()).toMatchObject({ lagSeconds: null });
});
