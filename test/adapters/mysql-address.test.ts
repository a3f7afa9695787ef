/** Where an address comes from, and in which order: as MySQL's and MariaDB's own clients document it. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readOptionFile } from '../../adapters/mysql/address/option-file.ts';
import { readAddress } from '../../adapters/mysql/address/target.ts';
import type { Address } from '../../adapters/mysql/address/target.ts';
import { surroundings } from '../../adapters/sql/surroundings.ts';
import { CrosstallyError } from '../../src/errors.ts';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'crosstally-test-home-'));
});
beforeEach(() => rm(join(home, '.my.cnf'), { force: true }));
afterAll(() => rm(home, { recursive: true }));

const file = (name: string, text: string): Promise<void> => writeFile(join(home, name), text, { mode: 0o600 });

function read(url: string, environment: Readonly<Record<string, string>> = {}): Address {
  return readAddress(url, null, surroundings({ HOME: home, ...environment }));
}

function refusal(doing: () => unknown): CrosstallyError {
  try {
    doing();
  } catch (error) {
    expect(error).toBeInstanceOf(CrosstallyError);
    expect(inspect(error)).not.toContain('geheim');
    return error as CrosstallyError;
  }
  throw new Error('it was not refused');
}

describe('a URL', () => {
  it.each([
    ['mysql://u:p@h:3307/d', { host: 'h', port: 3307, user: 'u', database: 'd', socket: null }, 'p'],
    ['mariadb://u@h', { host: 'h', port: 3306, database: null }, null],
    ['mysql://u:p%40%3A%2F@h/d', { host: 'h' }, 'p@:/'],
    ['mysql://u@[::1]:3307/d', { host: '::1', port: 3307 }, null],
    ['mysql://u@localhost/d', { host: 'localhost', socket: null }, null],
    ['mysql://u@localhost/d?socket=/run/my.sock', { socket: '/run/my.sock' }, null],
    ['mysql://u@/d?socket=/run/my.sock', { socket: '/run/my.sock', database: 'd', tls: null }, null],
    ['mysql://u@h/d?connect-timeout=3', { patienceMs: 3000 }, null],
  ])('%s', (url, expected, password) => {
    const { target, label } = read(url);
    expect(target).toMatchObject(expected);
    expect(target.password()).toBe(password);
    expect(inspect({ target, label }, { depth: 9 })).not.toContain('p@:/');
  });

  it.each([
    ['mysql://u:geheim@h:x/d', /host or port/],
    ['mysql://u:geheim@h:99999/d', /1 to 65535/],
    ['mysql://u:1/geheim@h/d', /not a MySQL URL/],
    ['mysql://u:geheim@h/d/e', /not a MySQL URL/],
    ['mysql://u:geheim@h1,h2/d', /several hosts/],
    ['mysql://u:geheim@h/d?frobnicate=1', /has a parameter frobnicate/],
    ['mysql://u:geheim@h/d?ssl-capath=x', /ssl-capath is not supported/],
    ['mysql://u:geheim@h/d?enable-cleartext-plugin=1', /not supported/],
  ])('%s is refused in one sentence', (url, sentence) => {
    const error = refusal(() => read(url));
    expect(error.code).toBe('ADAPTER_URL_INVALID');
    expect(error.message).toMatch(sentence);
    expect(error.hint).toMatch(/./);
  });

  it('with a misspelt parameter is told the near one', () => {
    expect(refusal(() => read('mysql://u@h/d?sslmode=REQUIRED')).hint).toBe('is ssl-mode meant?');
  });
});

describe('the places', () => {
  const environment = { MYSQL_HOST: 'eh', MYSQL_TCP_PORT: '7', MYSQL_PWD: 'ep' };
  const text = '[client]\nhost=fh\nuser=fu\npassword=fp\nport=8\nssl-mode=REQUIRED\ndatabase=fd\n';

  it('are the environment behind the option files behind the URL', async () => {
    const alone = read('mysql://u@', environment).target;
    expect(alone).toMatchObject({ host: 'eh', port: 7 });
    expect(alone.password()).toBe('ep');
    await file('.my.cnf', text);
    const { target } = read('mysql://', environment);
    expect(target).toMatchObject({ host: 'fh', port: 8, user: 'fu', database: 'fd', tls: { mayFallBack: false } });
    expect(target.password()).toBe('fp');
    const given = read('mysql://u:p@h:9/d?ssl-mode=DISABLED', environment).target;
    expect(given).toMatchObject({ host: 'h', port: 9, user: 'u', database: 'd', tls: null });
    expect(given.password()).toBe('p');
  });

  it('are none when the caller hands in no environment', async () => {
    await file('.my.cnf', text);
    const { target } = readAddress('mysql://u@h', null, surroundings(null));
    expect(target).toMatchObject({ host: 'h', port: 3306, user: 'u', tls: { mayFallBack: true } });
    expect(target.password()).toBeNull();
  });

  it('can be told: another file, one more, none, another group', async () => {
    await file('.my.cnf', text);
    await file('one.cnf', '[client]\npassword=one\n[client-old]\npassword=old\n[clientold]\npassword=suffix\n');
    const at = join(home, 'one.cnf');
    const password = (query: string, env = {}): string | null => read(`mysql://u@h?${query}`, env).target.password();
    expect(password(`defaults-file=${at}`)).toBe('one');
    expect(password(`defaults-extra-file=${at}`)).toBe('fp');
    expect(password('no-defaults=1')).toBeNull();
    expect(password(`defaults-file=${at}&defaults-group-suffix=old`)).toBe('suffix');
    expect(password(`defaults-file=${at}`, { MYSQL_GROUP_SUFFIX: '-old' })).toBe('old');
    expect(refusal(() => password('defaults-file=/no/such.cnf')).message).toMatch(/does not exist/);
  });

  it('differ by engine in the groups that count', async () => {
    await file('.my.cnf', '[client]\nuser=c\n[client-mariadb]\nuser=m\n[client-mysql]\nuser=o\n[mysqld]\nuser=d\n');
    expect(read('mariadb://h').target.user).toBe('m');
    expect(read('mysql://h').target.user).toBe('o');
  });

  it('name a socket where the URL names no host', async () => {
    await file('.my.cnf', '[client]\nsocket=/run/my.sock\n');
    expect(read('mysql://u@/d').target.socket).toBe('/run/my.sock');
    expect(read('mysql://u@localhost/d').target.socket).toBeNull();
    expect(read('mysql://u@/d?protocol=tcp').target.socket).toBeNull();
    expect(read('mysql://u@/d', { MYSQL_HOST: 'eh' }).target.socket).toBeNull();
  });

  it.each([
    ['ssl', { mayFallBack: false, rejectUnauthorized: false }],
    ['skip-ssl', null],
    ['ssl=0', null],
    ['disable-ssl-verify-server-cert', { mayFallBack: false, rejectUnauthorized: false }],
    ['ssl-verify-server-cert', { rejectUnauthorized: true, verifyIdentity: true }],
    ['loose_ssl_mode = VERIFY_IDENTITY # as told', { rejectUnauthorized: true, verifyIdentity: true }],
  ])('know MariaDB’s words: %s', async (line, expected) => {
    await file('.my.cnf', `[client]\n${line}\n`);
    const { tls } = read('mariadb://u@h').target;
    if (expected === null) expect(tls).toBeNull();
    else expect(tls).toMatchObject(expected);
  });
});

describe('an option file', () => {
  it.each([
    ['password = plain', 'plain'],
    ['password=  with space inside  ', 'with space inside'],
    ['password="  quoted # kept "  # comment', '  quoted # kept '],
    ["password='it''s'", "it''s"],
    ['password=a#b', 'a'],
    ['password="a\\"b\\\\c\\td"', 'a"b\\c\td'],
    ['password=a\\sb\\qc', 'a b\\qc'],
    ["password=don't#cut", "don't#cut"],
    ['password=a=b', 'a=b'],
    ['password=', null],
    ['password', null],
  ])('%s', async (line, password) => {
    await file('.my.cnf', `# comment\n; another\n[client] # group\n\t${line}\n`);
    expect(read('mysql://u@h').target.password()).toBe(password);
  });

  it('includes files and folders, of which *.cnf counts', async () => {
    await mkdir(join(home, 'conf.d'), { recursive: true });
    await file('conf.d/b.cnf', '[client]\nport=2\n');
    await file('conf.d/a.cnf', '[client]\nport=1\nuser=a\n');
    await file('conf.d/z.txt', '[client]\nport=9\n');
    await file('more.cnf', '[client]\npassword=more\n');
    await file('.my.cnf', `[client]\npassword=first\n!include ${home}/more.cnf\n!includedir conf.d\n`);
    const { target } = read('mysql://h');
    expect(target).toMatchObject({ port: 2, user: 'a' });
    expect(target.password()).toBe('more');
  });

  it('that anybody may write is ignored, and that is said', async () => {
    await file('.my.cnf', '[client]\npassword=geheim\n');
    await chmod(join(home, '.my.cnf'), 0o666);
    const { target, notices } = read('mysql://u@h');
    expect(target.password()).toBeNull();
    expect(notices).toEqual([expect.stringMatching(/\.my\.cnf is ignored: anybody may write it · hint: chmod 600/)]);
  });

  it.each([
    ['password=geheim\n', /line 1 on/],
    ['[client\npassword=geheim\n', /line 1 on/],
    ['[client]\n!includes geheim\n', /line 2 on/],
    ['!include loop.cnf\n', /line 1 on/],
  ])('%j is refused without showing a line', async (text, sentence) => {
    await file('loop.cnf', text);
    const error = refusal(() => readOptionFile(join(home, 'loop.cnf'), new Set(['client'])));
    expect(error.code).toBe('ADAPTER_SETTINGS_INVALID');
    expect(error.message).toMatch(sentence);
  });
});
