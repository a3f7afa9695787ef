/** Where an address comes from, and in which order: as libpq documents it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAddress } from '../../adapters/postgres/address/target.ts';
import type { Address } from '../../adapters/postgres/address/target.ts';
import { surroundings } from '../../adapters/sql/surroundings.ts';
import { CrosstallyError } from '../../src/errors.ts';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'crosstally-test-home-'));
});
afterAll(() => rm(home, { recursive: true }));

function read(url: string, environment: Readonly<Record<string, string>> = {}): Address {
  return readAddress(url, null, surroundings({ HOME: home, ...environment }));
}

function refusal(url: string, environment: Readonly<Record<string, string>> = {}): CrosstallyError {
  try {
    read(url, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(CrosstallyError);
    expect(inspect(error)).not.toContain('geheim');
    return error as CrosstallyError;
  }
  throw new Error(`${url} was not refused`);
}

const file = (name: string, text: string, mode = 0o600): Promise<void> => writeFile(join(home, name), text, { mode });

describe('a URL', () => {
  it.each([
    ['postgres://u:p@h:5433/d', { host: 'h', port: 5433, user: 'u', database: 'd' }, 'p'],
    ['postgresql://u@h', { host: 'h', port: 5432, database: 'u' }, undefined],
    ['POSTGRES://u@h/d', { host: 'h' }, undefined],
    ['postgres://u:p%40%3A%2F%23%25@h/d', { host: 'h' }, 'p@:/#%'],
    ['postgres://u:p@ss:w#rd@h/d', { host: 'h' }, 'p@ss:w#rd'],
    ['postgres://u@[::1]:5433/d', { host: '::1', port: 5433 }, undefined],
    ['postgres://u@%2Fvar%2Frun%2Fmine/d', { host: '/var/run/mine' }, undefined],
    ['postgres://u@/d?host=/var/run/mine&port=6', { host: '/var/run/mine', port: 6 }, undefined],
    ['postgres:///d?user=u&password=p%26q&host=h', { host: 'h', user: 'u' }, 'p&q'],
    ['postgres://u:p/q/r@h/d', { host: 'h', database: 'd' }, 'p/q/r'],
    ['postgres://u:@h/d', { host: 'h' }, undefined],
    ['postgres://u@h/m%C3%BCll%20%2F', { database: 'müll /' }, undefined],
    ['postgres://u@h/d?options=-c%20search_path%3Dshop', { options: '-c search_path=shop' }, undefined],
    ['postgres://u@h/d?application_name=gate', { applicationName: 'gate' }, undefined],
    ['postgres://u@h/d?connect_timeout=1', { patienceMs: 2000 }, undefined],
    ['postgres://u@h/d?keepalives=1&target_session_attrs=any', { host: 'h' }, undefined],
  ])('%s', (url, expected, password) => {
    const { target } = read(url);
    expect(target).toMatchObject(expected);
    expect(target.password()).toBe(password);
  });

  it('names its schema, which is no parameter of libpq', () => {
    expect(read('postgres://u@h/d?schema=shop').schema).toBe('shop');
  });

  it('is labelled without its password, and prints without it', () => {
    const address = read('postgres://u:geheim@[::1]/d');
    expect(address.label).toBe('[::1]:5432/d');
    expect(inspect(address, { depth: 9, showHidden: true })).not.toContain('geheim');
  });

  it.each([
    ['postgres://u:geheim@h:x/d', /host or port/],
    ['postgres://u:geheim@h:70000/d', /1 to 65535/],
    ['postgres://u:1/geheim@h/d', /not a PostgreSQL URL/],
    ['postgres://u:1?geheim@h/d', /not a PostgreSQL URL/],
    ['postgres://u:geheim%@h/d', /two hexadecimal digits/],
    ['postgres://u:geheim@h/d?sslmod=require', /has a parameter sslmod/],
    ['postgres://u:geheim@h/d?geheim=1&x', /without a value/],
    ['postgres://u:geheim@h1,h2/d', /several hosts/],
    ['postgres://u:geheim@/d?host=h1,h2', /several hosts/],
    ['postgres://u:geheim@h/d?target_session_attrs=primary', /target_session_attrs, which is not supported/],
    ['postgres://u:geheim@h/d?require_auth=scram-sha-256', /require_auth, which is not supported/],
    ['postgres://u:geheim@h/d?gssencmode=require', /gssencmode, which is not supported/],
    ['postgres://u:geheim@h/d?connect_timeout=soon', /connect_timeout/],
  ])('%s is refused in one sentence', (url, sentence) => {
    const error = refusal(url);
    expect(error.code).toBe('ADAPTER_URL_INVALID');
    expect(error.message).toMatch(sentence);
    expect(error.hint).toMatch(/./);
  });

  it('with a misspelt parameter is told the near one', () => {
    expect(refusal('postgres://u@h/d?sslmod=require').hint).toBe('is sslmode meant?');
  });
});

describe('a URL without a database', () => {
  it('says that the name of the user was taken', () => {
    expect(read('postgres://u:geheim@h').notices).toEqual([
      "h:5432/u: the URL names no database, so that the user's name was taken",
    ]);
    expect(read('postgres://u@h/d').notices).toEqual([]);
    expect(read('postgres://u@h', { PGDATABASE: 'd' }).notices).toEqual([]);
  });
});

describe('the environment', () => {
  const environment = {
    PGHOST: 'eh',
    PGPORT: '7',
    PGUSER: 'eu',
    PGDATABASE: 'ed',
    PGPASSWORD: 'ep',
    PGOPTIONS: '-c a=b',
  };

  it('stands in for what the URL leaves out', () => {
    const { target } = read('postgres://', environment);
    expect(target).toMatchObject({ host: 'eh', port: 7, user: 'eu', database: 'ed', options: '-c a=b' });
    expect(target.password()).toBe('ep');
  });

  it('counts for less than the URL', () => {
    const { target } = read('postgres://u:p@h:8/d', environment);
    expect(target).toMatchObject({ host: 'h', port: 8, user: 'u', database: 'd' });
    expect(target.password()).toBe('p');
  });

  it('counts for nothing when the caller hands in none', () => {
    const { target } = readAddress('postgres://u@h', null, surroundings(null));
    expect(target).toMatchObject({ host: 'h', user: 'u', database: 'u' });
    expect(target.password()).toBeUndefined();
  });

  it('is refused like a URL', () => {
    expect(refusal('postgres://u@h', { PGTARGETSESSIONATTRS: 'primary' }).message).toMatch(/^the environment asks for/);
    expect(refusal('postgres://u@h', { PGSSLMODE: 'maybe' }).message).toMatch(/sslmode/);
  });
});

describe('a service', () => {
  const text =
    '# ours\n[other]\nhost=no\n\n[shop]\nhost=sh\nport=9\n# comment\ndbname=sd\nuser=su\npassword=sp=1\n[end]\nhost=no\n';

  it('comes from ~/.pg_service.conf, PGSERVICEFILE or the system’s folder, behind the URL and before the environment', async () => {
    await file('.pg_service.conf', text);
    await file('services', text.replace('sh\n', 'named\n'));
    await mkdir(join(home, 'system'), { recursive: true });
    await file('system/pg_service.conf', '[far]\nhost=far\n');
    const { target } = read('postgres://u@/?service=shop', { PGHOST: 'eh', PGOPTIONS: '-c a=b' });
    expect(target).toMatchObject({ host: 'sh', port: 9, database: 'sd', user: 'u', options: '-c a=b' });
    expect(target.password()).toBe('sp=1');
    expect(read('postgres://', { PGSERVICE: 'shop', PGUSER: 'eu' }).target).toMatchObject({ host: 'sh', user: 'su' });
    expect(read('postgres://?service=shop', { PGSERVICEFILE: join(home, 'services') }).target.host).toBe('named');
    expect(read('postgres://?service=far', { PGSYSCONFDIR: join(home, 'system') }).target.host).toBe('far');
  });

  it('that is not there, names another one or a parameter that is none is refused', async () => {
    await file('.pg_service.conf', '[a]\nservice=b\n[c]\ngeheim\n[d]\nhots=x\n');
    expect(refusal('postgres://?service=shop').code).toBe('ADAPTER_SETTINGS_INVALID');
    expect(refusal('postgres://?service=a').hint).toMatch(/cannot name another/);
    expect(refusal('postgres://?service=c').message).toMatch(/line that cannot be read/);
    expect(refusal('postgres://?service=d').message).toMatch(/service d has a parameter hots/);
    expect(refusal('postgres://?service=d&servicefile=/no/such').message).toMatch(/\/no\/such does not exist/);
  });
});

describe('a password file', () => {
  const lines = [
    '# host:port:database:user:password',
    'h:5432:d:somebody:wrong',
    'h:5433:*:u:other port',
    'h:*:d\\:1:u:with \\:colon and \\\\:behind',
    '::1:*:*:*:never',
    '\\:\\:1:*:*:*:v6',
    'localhost:*:*:u:by socket',
    '*:*:d:u:first fit',
    '*:*:*:u:last',
  ].join('\n');

  it.each([
    ['postgres://u@h/d', 'first fit'],
    ['postgres://u@h:5433/d', 'other port'],
    ['postgres://u@h/d:1', 'with :colon and \\'],
    ['postgres://u@[::1]/d', 'v6'],
    ['postgres://u@%2Ftmp/d', 'by socket'],
    ['postgres://u@%2Felsewhere/x', 'last'],
    ['postgres://nobody@h/d', undefined],
    ['postgres://u:given@h/d', 'given'],
  ])('%s', async (url, password) => {
    await file('.pgpass', lines);
    expect(read(url).target.password()).toBe(password);
  });

  it('is named by PGPASSFILE or passfile, and counts for less than PGPASSWORD', async () => {
    await file('elsewhere', '*:*:*:*:e\n');
    const PGPASSFILE = join(home, 'elsewhere');
    expect(read('postgres://u@h', { PGPASSFILE }).target.password()).toBe('e');
    expect(read(`postgres://u@h?passfile=${PGPASSFILE}`).target.password()).toBe('e');
    expect(read('postgres://u@h', { PGPASSFILE, PGPASSWORD: 'p' }).target.password()).toBe('p');
  });

  it('that others may read is ignored, and that is said', async () => {
    await rm(join(home, '.pgpass'), { force: true });
    await file('.pgpass', '*:*:*:*:geheim\n', 0o640);
    const { target, notices } = read('postgres://u@h/d');
    expect(target.password()).toBeUndefined();
    expect(notices).toEqual([expect.stringMatching(/\.pgpass is ignored: others may read it · hint: chmod 600/)]);
  });
});
