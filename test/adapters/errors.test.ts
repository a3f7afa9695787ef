/** What may help against an error, by what the server calls it. */
import { describe, expect, it } from 'vitest';
import { translateError as mysql } from '../../adapters/mysql/errors.ts';
import { translateError as postgres } from '../../adapters/postgres/errors.ts';

describe.each([
  ['a session that was terminated', '57P01', 'again'],
  ['a server that crashed', '57P02', 'again'],
  ['a server that starts up', '57P03', 'again'],
  ['no connection left', '53300', 'again'],
  ['a lock', '55P03', 'again'],
  ['a deadlock', '40P01', 'again'],
  ['a standby that had to go on', '40001', 'again'],
  ['a connection that is gone', '08006', 'again'],
  ['a reset connection', 'ECONNRESET', 'again'],
  ['a statement timeout', '57014', 'smaller'],
  ['a wrong password', '28P01', null],
  ['a missing privilege', '42501', null],
  ['a missing table', '42P01', null],
])('PostgreSQL: %s', (_, code, remedy) => {
  it(`${code} is asked ${remedy ?? 'once'}`, () => {
    expect(postgres(Object.assign(new Error('no'), { code }), 'asking').remedy).toBe(remedy);
  });
});

describe('MySQL: TLS', () => {
  it.each([
    ['HANDSHAKE_NO_SSL_SUPPORT', /ssl-mode=PREFERRED or ssl-mode=DISABLED/],
    ['ER_SECURE_TRANSPORT_REQUIRED', /ssl-mode=REQUIRED, VERIFY_CA or VERIFY_IDENTITY/],
  ])('of %s is told the modes that would work', (code, hint) => {
    const error = mysql(Object.assign(new Error('no'), { code }), 'connecting');
    expect(error).toMatchObject({ code: 'ADAPTER_TLS_FAILED', hint: expect.stringMatching(hint) as string });
  });
});

describe.each([
  ['a killed connection', { code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, 'again'],
  ['a killed session', { errno: 1927 }, 'again'],
  ['a server that shuts down', { code: 'ER_SERVER_SHUTDOWN', errno: 1053 }, 'again'],
  ['too many connections', { code: 'ER_CON_COUNT_ERROR', errno: 1040 }, 'again'],
  ['too many of this account', { code: 'ER_TOO_MANY_USER_CONNECTIONS', errno: 1203 }, 'again'],
  ['a deadlock', { code: 'ER_LOCK_DEADLOCK', errno: 1213 }, 'again'],
  ['a lock', { code: 'ER_LOCK_WAIT_TIMEOUT', errno: 1205 }, 'again'],
  ['a statement timeout of MySQL', { code: 'ER_QUERY_TIMEOUT', errno: 3024 }, 'smaller'],
  ['a statement timeout of MariaDB', { errno: 1969 }, 'smaller'],
  ['a killed statement', { code: 'ER_QUERY_INTERRUPTED', errno: 1317 }, 'smaller'],
  ['a wrong password', { code: 'ER_ACCESS_DENIED_ERROR', errno: 1045 }, null],
  ['a missing table', { code: 'ER_NO_SUCH_TABLE', errno: 1146 }, null],
])('MySQL: %s', (_, error, remedy) => {
  it(`is asked ${remedy ?? 'once'}`, () => {
    expect(mysql(Object.assign(new Error('no'), error), 'asking').remedy).toBe(remedy);
  });
});

it.each([
  ['PostgreSQL', postgres],
  ['MySQL', mysql],
])('%s: nobody waits for a server that never answered, as the URL may be wrong', (_, translate) => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(translate(refused, 'connecting').remedy).toBeNull();
  expect(translate(refused, 'connecting', true).remedy).toBe('again');
});
