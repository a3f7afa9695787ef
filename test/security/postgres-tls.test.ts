/** TLS as libpq means it, against a server of this file's own. */
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAddress } from '../../adapters/postgres/address/target.ts';
import { connections } from '../../adapters/postgres/connections.ts';
import { surroundings } from '../../adapters/sql/surroundings.ts';
import { startPrivatePostgres } from '../../src/cli/demo/private-postgres.ts';
import type { PrivatePostgres } from '../../src/cli/demo/private-postgres.ts';
import { giveToServerUser } from '../../src/cli/demo/server-user.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { newAuthority } from '../support/certificates.ts';
import type { Authority, Certificate } from '../support/certificates.ts';
import { askPostgres } from '../support/postgres-server.ts';

let server: PrivatePostgres;
let admin: string;
let authority: Authority;
let stranger: Authority;
let client: Certificate;

let settings = 0;

/** Sets up the server anew: whether it encrypts, and whom it lets in; `admin` always. */
async function configure(ssl: 'on' | 'off', rules: readonly string[]): Promise<void> {
  const lines = ['host all admin all scram-sha-256', ...rules, ''];
  await writeFile(join(server.folder, 'data', 'pg_hba.conf'), lines.join('\n'));
  const mark = String(++settings);
  await ask(admin, {}, `alter system set ssl = ${ssl}`, `alter system set test.settings = '${mark}'`);
  await ask(admin, {}, 'select pg_reload_conf()');
  // Taken over by the server a moment later, all at once.
  for (let read = ''; read !== mark;)
    [[read]] = (await ask(admin, {}, "select current_setting('test.settings')")) as [[string]];
}

type Environment = Readonly<Record<string, string>>;

/** Runs statements as crosstally connects, and answers with the rows of the last one. */
async function ask(url: string, environment: Environment, ...statements: string[]) {
  const { target, label } = readAddress(url, null, surroundings(environment));
  const controller = new AbortController();
  const server = connections({ target }, { connections: 2, signal: controller.signal, label });
  try {
    let rows: readonly (readonly (string | null)[])[] = [];
    for (const statement of statements) rows = await server.askUnpinned(statement);
    return rows;
  } finally {
    await server.close();
  }
}

const ENCRYPTED = 'select ssl::text, client_dn from pg_stat_ssl where pid = pg_backend_pid()';

function url(parameters: string, change: (url: URL) => void = () => undefined): string {
  const of = new URL(server.url);
  of.hostname = 'localhost';
  of.search = parameters;
  change(of);
  return of.href;
}

async function encrypted(parameters: string, environment: Environment = {}): Promise<string | null> {
  const [[ssl = null] = []] = await ask(url(parameters), environment, ENCRYPTED);
  return ssl;
}

async function failure(doing: Promise<unknown>): Promise<CrosstallyError> {
  const error: unknown = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CrosstallyError);
  return error as CrosstallyError;
}

beforeAll(async () => {
  [server, authority, stranger] = await Promise.all([
    startPrivatePostgres({ name: 'crosstally-test-postgres-tls', ask: askPostgres }),
    newAuthority(),
    newAuthority('somebody else'),
  ]);
  const own = await authority.sign('localhost', ['DNS:localhost']);
  client = await authority.sign('postgres');
  const [cert, key, root] = ['server.crt', 'server.key', 'root.crt'].map((name) => join(server.folder, name));
  await copyFile(own.cert, cert!);
  await copyFile(own.key, key!);
  await copyFile(authority.root, root!);
  await chmod(key!, 0o600);
  await giveToServerUser(cert!, key!, root!);
  admin = server.url.replace(/\/\/[^@]*@/, '//admin:secret@');
  await ask(server.url, {}, "create role admin login superuser password 'secret'");
  await ask(
    admin,
    {},
    `alter system set ssl_cert_file = '${cert}'`,
    `alter system set ssl_key_file = '${key}'`,
    `alter system set ssl_ca_file = '${root}'`,
  );
  await configure('on', ['host all all all scram-sha-256']);
});
afterAll(async () => {
  await server.stop();
  await authority[Symbol.asyncDispose]();
  await stranger[Symbol.asyncDispose]();
});

describe('a server that encrypts and need not', () => {
  it.each([
    ['', 'true'],
    ['sslmode=disable', 'false'],
    ['sslmode=allow', 'false'],
    ['sslmode=prefer', 'true'],
    ['sslmode=require', 'true'],
    ['sslmode=require&channel_binding=disable', 'true'],
    ['ssl=true', 'true'],
  ])('?%s: encrypted is %s', async (parameters, expected) => {
    expect(await encrypted(parameters)).toBe(expected);
  });

  it('is checked against the named root certificate', async () => {
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      expect(await encrypted(`sslmode=${mode}&sslrootcert=${authority.root}`)).toBe('true');
    }
    expect(await encrypted('', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: authority.root })).toBe('true');
  });

  it.each(['require', 'verify-ca', 'verify-full'])('%s refuses one that another authority signed', async (mode) => {
    const error = await failure(encrypted(`sslmode=${mode}&sslrootcert=${stranger.root}`));
    expect(error.code).toBe('ADAPTER_TLS_FAILED');
    expect(error.hint).toMatch(/root certificate/);
  });

  it('prefer goes on in the clear when the certificate is another authority’s', async () => {
    expect(await encrypted(`sslmode=prefer&sslrootcert=${stranger.root}`)).toBe('false');
  });

  it('verify-full refuses another host’s certificate, verify-ca does not look', async () => {
    const address = (mode: string): string =>
      url(`sslmode=${mode}&sslrootcert=${authority.root}`, (of) => void (of.hostname = '127.0.0.1'));
    const error = await failure(ask(address('verify-full'), {}, ENCRYPTED));
    expect(error.code).toBe('ADAPTER_TLS_FAILED');
    expect(error.hint).toMatch(/another host’s/);
    expect(await ask(address('verify-ca'), {}, ENCRYPTED)).toEqual([['true', null]]);
  });

  it('verify-full goes by the name also where hostaddr stands for it', async () => {
    const given = `sslmode=verify-full&sslrootcert=${authority.root}&hostaddr=127.0.0.1`;
    expect(await ask(url(given), {}, ENCRYPTED)).toEqual([['true', null]]);
    const wrong = url(given, (of) => void (of.hostname = 'elsewhere.invalid'));
    expect((await failure(ask(wrong, {}, ENCRYPTED))).code).toBe('ADAPTER_TLS_FAILED');
  });

  it('takes ~/.postgresql/root.crt: require is verify-ca then', async () => {
    const home = join(authority.folder, 'home');
    await mkdir(join(home, '.postgresql'), { recursive: true });
    await copyFile(stranger.root, join(home, '.postgresql', 'root.crt'));
    expect((await failure(encrypted('sslmode=require', { HOME: home }))).code).toBe('ADAPTER_TLS_FAILED');
    await copyFile(authority.root, join(home, '.postgresql', 'root.crt'));
    expect(await encrypted('sslmode=require', { HOME: home })).toBe('true');
    expect(await encrypted('sslmode=verify-full', { HOME: home })).toBe('true');
    await rm(home, { recursive: true });
  });

  it('sslrootcert=system means verify-full, and does not know a test’s authority', async () => {
    expect((await failure(encrypted('sslrootcert=system'))).code).toBe('ADAPTER_TLS_FAILED');
    expect(await encrypted('sslrootcert=system', { SSL_CERT_FILE: authority.root })).toBe('true');
    const weak = await failure(encrypted('sslrootcert=system&sslmode=require'));
    expect(weak).toMatchObject({ code: 'ADAPTER_URL_INVALID' });
  });

  it.each([
    ['sslmode=verify-full', 'ADAPTER_SETTINGS_INVALID', /needs a root certificate/],
    ['sslmode=require&sslrootcert=/no/such/file', 'ADAPTER_SETTINGS_INVALID', /\/no\/such\/file does not exist/],
    ['sslmode=always', 'ADAPTER_URL_INVALID', /sslmode has an unknown value/],
    ['sslmode=prefer&sslnegotiation=direct', 'ADAPTER_URL_INVALID', /too weak/],
    ['sslmode=require&ssl_min_protocol_version=TLSv9', 'ADAPTER_URL_INVALID', /ssl_min_protocol_version/],
    ['channel_binding=require', 'ADAPTER_URL_INVALID', /not supported/],
  ])('?%s is %s', async (parameters, code, sentence) => {
    const error = await failure(encrypted(parameters));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    expect(error.hint).not.toBeNull();
  });
});

describe('a server with rules of its own', () => {
  it('lets a client certificate in, with a key that nobody else may read', async () => {
    await configure('on', ['hostssl all all all cert']);
    const given = (key: string): string => `sslmode=require&sslcert=${client.cert}&sslkey=${key}`;
    const without = url(given(client.key), (of) => void (of.password = ''));
    expect(await ask(without, {}, ENCRYPTED)).toEqual([['true', '/CN=postgres']]);
    expect((await failure(encrypted('sslmode=require'))).code).toBe('ADAPTER_AUTH_FAILED');

    const open = join(authority.folder, 'open.key');
    await copyFile(client.key, open);
    await chmod(open, 0o644);
    const error = await failure(encrypted(given(open)));
    expect(error).toMatchObject({ code: 'ADAPTER_SETTINGS_INVALID', hint: `chmod 600 ${open}` });

    const other = await stranger.sign('postgres');
    expect((await failure(encrypted(given(other.key)))).hint).toMatch(/another certificate/);
    const broken = join(authority.folder, 'broken.key');
    await writeFile(broken, 'no key at all', { mode: 0o600 });
    expect((await failure(encrypted(given(broken)))).code).toBe('ADAPTER_SETTINGS_INVALID');
    await configure('on', ['host all all all scram-sha-256']);
  });

  it('allow and prefer try the other way when this one is refused', async () => {
    await configure('on', ['hostnossl all all all reject', 'hostssl all all all scram-sha-256']);
    expect(await encrypted('sslmode=allow')).toBe('true');
    expect((await failure(encrypted('sslmode=disable'))).code).toBe('ADAPTER_AUTH_FAILED');
    await configure('on', ['hostssl all all all reject', 'hostnossl all all all scram-sha-256']);
    expect(await encrypted('sslmode=prefer')).toBe('false');
    expect((await failure(encrypted('sslmode=require'))).code).toBe('ADAPTER_AUTH_FAILED');
    const wrong = await failure(
      ask(
        url('', (of) => void (of.password = 'wrong')),
        {},
        ENCRYPTED,
      ),
    );
    expect(wrong.message).toMatch(/password authentication failed/);
    await configure('on', ['host all all all scram-sha-256']);
  });

  it('without TLS is refused by require and taken by prefer', async () => {
    await configure('off', ['host all all all scram-sha-256']);
    expect(await encrypted('sslmode=prefer')).toBe('false');
    const error = await failure(encrypted('sslmode=require'));
    expect(error).toMatchObject({ code: 'ADAPTER_TLS_FAILED' });
    expect(error.hint).toMatch(/switch ssl on/);
    await configure('on', ['host all all all scram-sha-256']);
  });
});
