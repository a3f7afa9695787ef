/** Where a command takes its options from: the folder it is run in, variables, a file with several pairs. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { freshDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';

let source: TestDatabase;
let target: TestDatabase;
let other: TestDatabase;
let folder = '';

beforeAll(async () => {
  [source, target, other] = await Promise.all([
    freshDatabase('postgres', 'pairs_source'),
    freshDatabase('postgres', 'pairs_target'),
    freshDatabase('mariadb', 'pairs_other'),
  ]);
  for (const database of [source, target, other]) {
    await database.run('create table orders (id int primary key); insert into orders values (1), (2), (3)');
    await database.run('create table scratch_old (id int primary key)');
  }
  await target.run('delete from orders where id = 2');
});
afterAll(() => Promise.all([source.drop(), target.drop(), other.drop(), rm(folder, { recursive: true })]));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-folder-'));
});

async function write(text: string): Promise<void> {
  await writeFile(join(folder, 'crosstally.yaml'), text);
}

const run = (args: readonly string[], env: Record<string, string> = {}) => runCli(args, { cwd: folder, env });

describe('crosstally.yaml in the working directory', () => {
  it('is taken, and that is said, on stderr and in the report', async () => {
    await write(`source: ${source.url}\ntarget: ${target.url}\nexclude: '*_old'\nwhere: id <> 2`);
    const { exitCode, stdout, stderr } = await run(['verify', '--schema', 'public']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('options are taken from crosstally.yaml; --no-config leaves it alone');
    expect(stdout).toMatch(
      /Options from elsewhere than the command line\n {2}exclude: crosstally\.yaml:3\n {2}where: crosstally\.yaml:4/,
    );
  });

  it('is left alone where a file is named, or none is wanted', async () => {
    await write('tables: nothing-of-the-kind');
    await writeFile(join(folder, 'named.yaml'), 'where: id <> 2');
    const sides = [source.url, target.url];
    expect(await run(['verify', ...sides, '--no-config'])).toMatchObject({ exitCode: 1 });
    const named = await run(['verify', ...sides, '--config', 'named.yaml']);
    expect(named).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('are taken from') as string });
    expect(await run(['verify', ...sides], { CROSSTALLY_CONFIG: 'named.yaml' })).toMatchObject({ exitCode: 0 });
  });

  it('gives way to a variable, and that to a flag; the report says which it was', async () => {
    await write('where: id = 1\nstrict: true');
    const args = ['verify', source.url, target.url, '--format', 'json', '--quiet'];
    const report = JSON.parse((await run(args, { CROSSTALLY_WHERE: 'id > 1' })).stdout) as Report;
    expect(report).toMatchObject({
      verdict: 'mismatch',
      optionsFrom: { where: 'CROSSTALLY_WHERE', strict: 'crosstally.yaml:2' },
    });
    const flagged = JSON.parse(
      (await run([...args, '--where', 'id = 1'], { CROSSTALLY_WHERE: 'id > 1' })).stdout,
    ) as Report;
    expect(flagged).toMatchObject({ verdict: 'match', optionsFrom: { strict: 'crosstally.yaml:2' } });
    expect(flagged.optionsFrom).not.toHaveProperty('where');
  });
});

describe('several pairs in one file', () => {
  const pairs = (more = ''): string =>
    `${more}\npairs:\n  first: { source: '${source.url}', target: '${other.url}' }\n  second: { source: '${source.url}', target: '${target.url}' }`;

  it('have one verdict, each its report', async () => {
    await write(pairs());
    const { exitCode, stdout } = await run(['verify', '--quiet']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /== first ==\n\nMATCH {2}[\s\S]*== second ==\n\nMISMATCH {2}[\s\S]*\nMISMATCH {2}2 pairs: first match, second mismatch\n$/,
    );
    expect((await run(['verify', '--quiet', '--pair', 'first'])).exitCode).toBe(0);
    expect((await run(['schema', '--quiet'])).exitCode).toBe(0);
    expect((await run(['plan', '--quiet'])).exitCode).toBe(0);
  });

  it('are one object for a program, in which each report is one of its own', async () => {
    await write(pairs('format: json\noutput: report.json'));
    const { exitCode, stderr } = await run(['verify']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('MISMATCH  2 pairs: first match, second mismatch');
    const { verdict, pairs: answers } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      verdict: string;
      pairs: { name: string; answer: Report }[];
    };
    expect([verdict, ...answers.map(({ name, answer }) => `${name} ${answer.verdict}`)]).toEqual([
      'mismatch',
      'first match',
      'second mismatch',
    ]);
    const schema = JSON.parse(await readFile(new URL('../../report.schema.json', import.meta.url), 'utf8')) as object;
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    const validate = ajv.compile(schema);
    for (const { answer } of answers) expect(validate(answer)).toBe(true);
  });

  it('go on where one cannot be opened, and cannot match then', async () => {
    await write(pairs().replace(target.url, 'postgres://nobody@127.0.0.1:1/nothing'));
    const { exitCode, stdout } = await run(['verify', '--quiet']);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(
      /== second ==\n\ncrosstally: ADAPTER_CONNECT_FAILED[\s\S]*\nINCOMPLETE {2}2 pairs: first match, second incomplete\n$/,
    );
  });
});

describe('crosstally init', () => {
  it('writes a file that verify takes as it is, without the passwords', async () => {
    const passwords = [source, target].map(({ url }) => new URL(url).password);
    const made = await run(['init', source.url, target.url, '--exclude', '*_old']);
    expect(made).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.stringContaining('written: crosstally.yaml') as string,
    });
    const text = await readFile(join(folder, 'crosstally.yaml'), 'utf8');
    expect(passwords.filter((password) => password === '' || text.includes(password))).toEqual([]);
    expect(text).toContain('# compared, 1:\n#   public.orders, by id');
    expect(text).toMatch(/^source: .*\$\{SOURCE_PASSWORD\}@/m);
    expect(text).toMatch(/^exclude:\n {2}- "\*_old"$/m);
    expect(text).toMatch(/^# concurrency: 4$/m);
    const env = { SOURCE_PASSWORD: passwords[0] ?? '', TARGET_PASSWORD: passwords[1] ?? '' };
    const { exitCode, stdout } = await run(['verify', '--quiet'], env);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: expect.stringContaining('exclude: crosstally.yaml:') as string,
    });
  });

  it('keeps secrets of the environment out of the file, and says what false means', async () => {
    const env = {
      CROSSTALLY_TOKEN: 'geheim-geheim-geheim',
      CROSSTALLY_WEBHOOK: 'https://a/geheim,x',
      CROSSTALLY_AGAINST: 'mysql://u:geheim@a/b',
    };
    const { stdout } = await run(['init', source.url, target.url, '--output', '-'], { ...env, CROSSTALLY_STRICT: '1' });
    expect(stdout).toMatch(/^strict: true$/m);
    expect(stdout).not.toContain('geheim');
    expect(stdout).toContain('# false: compare rows alone\n# compareSchema: true');
  });

  it('writes over nothing', async () => {
    await write('# mine');
    expect(await run(['init', source.url, target.url])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('crosstally.yaml is there already') as string,
    });
    expect((await run(['init', source.url, target.url, '--output', '-'])).stdout).toContain('# --- The two sides ---');
    expect(await readFile(join(folder, 'crosstally.yaml'), 'utf8')).toBe('# mine');
  });
});
