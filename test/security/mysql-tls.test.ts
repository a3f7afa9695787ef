/** TLS and logins as the clients of MySQL and MariaDB mean them, against servers of this file's own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAddress } from '../../adapters/mysql/address/target.ts';
import type { MysqlTarget } from '../../adapters/mysql/address/target.ts';
import { connections } from '../../adapters/mysql/connections.ts';
import { surroundings } from '../../adapters/sql/surroundings.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { newAuthority } from '../support/certificates.ts';
import type { Authority, Certificate } from '../support/certificates.ts';
import { startMariadb, startMysql } from '../support/mysql-server.ts';
import type { Server } from '../support/server.ts';
import { serverUrls } from '../support/servers.ts';

const flavours = ['mysql', 'mariadb'] as const;
type Flavour = (typeof flavours)[number];

let servers: Readonly<Record<Flavour, Server>>;
let authority: Authority;
let stranger: Authority;
let client: Certificate;

beforeAll(async () => {
  [authority, stranger] = await Promise.all([newAuthority(), newAuthority('somebody else')]);
  const named = await authority.sign('localhost', ['DNS:localhost']);
  const numbered = await authority.sign('number', ['IP:127.0.0.1']);
  client = await authority.sign('client');
  await stranger.sign('client');
  const options = ({ cert, key }: Certificate): string[] => [
    `--ssl-ca=${authority.root}`,
    `--ssl-cert=${cert}`,
    `--ssl-key=${key}`,
  ];
  const [mysql, mariadb] = await Promise.all([startMysql(options(named)), startMariadb(options(numbered))]);
  servers = { mysql, mariadb };
  const accounts = `create user tls@'%' identified by 'p' require ssl; create user x509@'%' identified by 'p' require x509;
    create user plain@'%' identified by 'p'`;
  for (const flavour of flavours) await administer(flavour, accounts);
});
afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  await authority[Symbol.asyncDispose]();
  await stranger[Symbol.asyncDispose]();
});

async function administer(flavour: Flavour, statements: string): Promise<void> {
  const connection = await createConnection({ uri: servers[flavour].url, multipleStatements: true });
  await connection.query(statements).finally(() => connection.end());
}

/** Asks as crosstally connects; `change` is for what no URL can say. */
async function ask(url: string, sql: string, change: Partial<MysqlTarget> = {}) {
  const { target, label } = readAddress(url, null, surroundings(null));
  const signal = new AbortController().signal;
  const server = connections({ target: { ...target, ...change } }, { connections: 1, signal, label });
  try {
    return await server.ask(sql);
  } finally {
    await server.close();
  }
}

const CIPHER = "show session status like 'Ssl_cipher'";

function url(flavour: Flavour, query: string, { user = 'plain', host = 'localhost' } = {}): string {
  return `${flavour}://${user}:p@${host}:${new URL(servers[flavour].url).port}/?${query}`;
}

async function encrypted(...given: Parameters<typeof url>): Promise<boolean> {
  const [[, cipher = null] = []] = await ask(url(...given), CIPHER);
  return (cipher ?? '') !== '';
}

async function failure(doing: Promise<unknown>): Promise<CrosstallyError> {
  const error: unknown = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CrosstallyError);
  return error as CrosstallyError;
}

describe.each(flavours)('a %s server that encrypts', (flavour) => {
  it.each([
    ['', true],
    ['ssl-mode=DISABLED', false],
    ['ssl-mode=preferred', true],
    ['ssl-mode=REQUIRED', true],
    ['ssl_mode=REQUIRED', true],
    ['ssl=1', true],
    ['ssl=0', false],
    ['tls-version=TLSv1.2', true],
  ])('?%s: encrypted is %s', async (query, expected) => {
    expect(await encrypted(flavour, query)).toBe(expected);
  });

  it('is checked against the named root certificate, which alone means VERIFY_CA', async () => {
    expect(await encrypted(flavour, `ssl-mode=VERIFY_CA&ssl-ca=${authority.root}`)).toBe(true);
    for (const query of ['ssl-mode=VERIFY_CA&', 'ssl-mode=VERIFY_IDENTITY&', '']) {
      const error = await failure(encrypted(flavour, `${query}ssl-ca=${stranger.root}`));
      expect(error.code).toBe('ADAPTER_TLS_FAILED');
      expect(error.hint).toMatch(/root certificate/);
    }
    expect(await encrypted(flavour, `ssl-mode=REQUIRED&ssl-ca=${stranger.root}`)).toBe(true);
  });

  it.each(['ssl-mode=VERIFY_IDENTITY', 'ssl-verify-server-cert=1'])('%s goes by the host', async (asked) => {
    const query = `${asked}&ssl-ca=${authority.root}`;
    // One server's certificate is good for the name, the other's for the number.
    const [right, wrong] = flavour === 'mysql' ? ['localhost', '127.0.0.1'] : ['127.0.0.1', 'localhost'];
    expect(await encrypted(flavour, query, { host: right })).toBe(true);
    const error = await failure(encrypted(flavour, query, { host: wrong }));
    expect(error.code).toBe('ADAPTER_TLS_FAILED');
    expect(error.hint).toMatch(/another host’s/);
  });

  it('lets an account in that has to encrypt, or to show a certificate', async () => {
    expect(await encrypted(flavour, '', { user: 'tls' })).toBe(true);
    expect((await failure(encrypted(flavour, 'ssl-mode=DISABLED', { user: 'tls' }))).code).toBe('ADAPTER_AUTH_FAILED');
    const own = `ssl-cert=${client.cert}&ssl-key=${client.key}`;
    expect(await encrypted(flavour, own, { user: 'x509' })).toBe(true);
    expect((await failure(encrypted(flavour, '', { user: 'x509' }))).code).toBe('ADAPTER_AUTH_FAILED');
  });

  it('is not reached with files that cannot be used', async () => {
    const broken = join(authority.folder, `broken-${flavour}`);
    await writeFile(broken, 'no key at all');
    const other = join(stranger.folder, 'client.key');
    for (const [query, sentence] of [
      ['ssl-ca=/no/such/file', /\/no\/such\/file does not exist/],
      [`ssl-mode=VERIFY_CA&ssl-ca=${broken}`, /root certificate cannot be used/],
      [`ssl-cert=${client.cert}&ssl-key=${broken}`, /files cannot be used/],
      [`ssl-cert=${client.cert}&ssl-key=${other}`, /files cannot be used/],
    ] as const) {
      const error = await failure(encrypted(flavour, query));
      expect(error.code).toBe('ADAPTER_SETTINGS_INVALID');
      expect(error.message).toMatch(sentence);
      expect(error.hint).not.toBeNull();
    }
    for (const query of ['ssl-mode=ALWAYS', 'ssl-mode=VERIFY_CA', `ssl-cert=${client.cert}`, 'tls-version=TLSv9']) {
      expect((await failure(encrypted(flavour, query))).code).toBe('ADAPTER_URL_INVALID');
    }
  });
});

describe('caching_sha2_password', () => {
  /** The server forgets whom it has let in: the next login is a whole one. */
  const forget = (): Promise<unknown> => administer('mysql', 'flush privileges');

  it('sends the password over TLS, or encrypted with the server’s key', async () => {
    await forget();
    expect(await encrypted('mysql', 'ssl-mode=REQUIRED')).toBe(true);
    await forget();
    expect(await encrypted('mysql', 'ssl-mode=DISABLED')).toBe(false);
    expect(await encrypted('mysql', 'ssl-mode=DISABLED')).toBe(false);
  });

  it('takes a key on trust from this machine alone, or by the user’s leave', async () => {
    const plain = url('mysql', 'ssl-mode=DISABLED');
    await forget();
    const error = await failure(ask(plain, CIPHER, { mayAskForKey: false }));
    expect(error).toMatchObject({ code: 'ADAPTER_AUTH_FAILED' });
    expect(error.hint).toMatch(/get-server-public-key/);
    const key = join(authority.folder, 'server.pem');
    const [[, pem] = []] = await ask(servers.mysql.url, "show status like 'Caching_sha2_password_rsa_public_key'");
    await writeFile(key, pem ?? '');
    await forget();
    await ask(`${plain}&server-public-key-path=${key}`, CIPHER, { mayAskForKey: false });
    const mayAsk = (of: string): boolean => readAddress(of, null, surroundings(null)).target.mayAskForKey;
    expect(mayAsk('mysql://u@far/d')).toBe(false);
    expect(mayAsk('mysql://u@far/d?get-server-public-key=1')).toBe(true);
    expect(mayAsk('mysql://u@127.0.0.1/d')).toBe(true);
  });
});

it('a server without TLS is refused by REQUIRED and taken by PREFERRED', async () => {
  const without = new URL(serverUrls().mariadb);
  without.search = 'ssl-mode=PREFERRED';
  expect((await ask(without.href, CIPHER))[0]?.[1] ?? '').toBe('');
  without.search = 'ssl-mode=REQUIRED';
  const error = await failure(ask(without.href, CIPHER));
  expect(error.code).toBe('ADAPTER_TLS_FAILED');
});
