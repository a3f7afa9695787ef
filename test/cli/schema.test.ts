/** The schema gate on the command line: `crosstally schema`, and what it adds to `verify`. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { freshDatabase, type TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';

const TABLES = `create table orders (id int primary key, customer int, note text);
  insert into orders values (1, 10, 'a'), (2, 20, 'b')`;

let source: TestDatabase;
let target: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [source, target, other] = await Promise.all([
    freshDatabase('postgres', 'cli_source'),
    freshDatabase('postgres', 'cli_target'),
    freshDatabase('postgres', 'cli_other'),
  ]);
  for (const database of [source, target, other]) await database.run(TABLES);
  await source.run(`create index by_customer on orders (customer); comment on table orders is 'of customers'`);
  await other.run('create index by_customer on orders (customer)');
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop(), other.drop()]);
});

const schema = (to: TestDatabase, ...flags: string[]) => runCli(['schema', source.url, to.url, ...flags]);
const verify = (to: TestDatabase, ...flags: string[]) => runCli(['verify', source.url, to.url, '--quiet', ...flags]);

describe('crosstally schema', () => {
  it('is a mismatch with a blocker, names it and prints the statement as it can be copied', async () => {
    const run = await schema(target);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/^MISMATCH {2}do not cut over: definitions: 1 blocker, 1 note\n/);
    expect(run.stdout).toContain('blocker  missing index by_customer (btree (customer)): queries that go by it');
    const fix = 'create index concurrently "by_customer" on "public"."orders" using btree ("customer");';
    expect(run.stdout.split('\n')).toContain(fix);
    expect(run.stdout).toContain('1 note not listed');
  });

  it('is a match with nothing but notes, and a mismatch for who is strict', async () => {
    expect((await schema(other)).exitCode).toBe(0);
    expect((await schema(other, '--strict')).exitCode).toBe(1);
    expect((await schema(other, '--strict', '--schema-ignore', 'table.comment')).exitCode).toBe(0);
  });

  it('prints JSON that validates', async () => {
    const run = await schema(target, '--format', 'json');
    const report = JSON.parse(run.stdout) as Report;
    const contract = JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8')) as object;
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
    addFormats.default(ajv);
    const validate = ajv.compile(contract);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    expect(report.tables).toEqual([]);
    expect(report.schema?.map(({ severity, name }) => `${severity} ${name}`)).toEqual([
      'blocker by_customer',
      'note orders',
    ]);
  });

  it('cannot tell when there is no table', async () => {
    const run = await schema(target, '--exclude', '*');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('exclude');
  });

  it('refuses what concerns rows, and a pattern that cannot be read', async () => {
    for (const flags of [
      ['--where', 'id > 1'],
      ['--schema-ignore', 'a['],
    ]) {
      const run = await schema(target, ...flags);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toMatch(/^crosstally: CONFIG_INVALID: .*\nhint: ./m);
    }
  });
});

describe('crosstally verify', () => {
  it('has the definitions in the same verdict', async () => {
    const run = await verify(target);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/^MISMATCH {2}do not cut over: definitions: 1 blocker, 1 note\n/);
    expect(run.stdout).toMatch(/match {2}orders +2 +2 /);
    expect((await verify(other)).stdout).toMatch(
      /^MATCH {2}the table is equal, row for row: 2 rows · definitions: 1 note\n/,
    );
  });

  it('compares rows alone when asked to, and says so', async () => {
    const run = await verify(target, '--no-schema');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('definitions not compared');
    expect(run.stdout).not.toContain('by_customer');
  });

  it('still takes --schema for the names of schemas', async () => {
    expect((await verify(other, '--schema', 'public')).exitCode).toBe(0);
  });
});
