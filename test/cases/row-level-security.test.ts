/** Row-level security may hide rows from the role that looks: what is compared then is not the table. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../../adapters/postgres/index.ts';
import { verify } from '../../src/index.ts';
import type { Report, TableReport } from '../../src/index.ts';
import { freshDatabase, type TestDatabase } from '../support/databases.ts';
import { brokenPromises } from './promises.ts';

const TABLES = `
  create table notes (id int primary key, owner text, body text);
  insert into notes select n, case when n % 2 = 0 then 'me' else 'other' end, 'v' from generate_series(1, 10) n;
  create table alike (like notes including all);
  insert into alike select * from notes;
  create table unguarded (like notes including all);
  insert into unguarded select * from notes;`;
const guard = (table: string): string =>
  `alter table ${table} enable row level security; create policy mine on ${table} using (owner = 'me');`;

describe('row-level security', () => {
  const role = `reader_${randomBytes(6).toString('hex')}`;
  let source: TestDatabase;
  let target: TestDatabase;

  beforeAll(async () => {
    [source, target] = await Promise.all([freshDatabase('postgres'), freshDatabase('postgres')]);
    await source.run(`create role ${role} login password 'p@ss/word'`);
    await Promise.all(
      [source, target].map((side) => side.run(`${TABLES} grant select on all tables in schema public to ${role}`)),
    );
    await source.run(guard('notes') + guard('alike'));
    // Of the rows that the role may see, 2 and 4 differ; 1, which it may not see, is gone.
    await target.run(`delete from notes where id in (1, 2); update notes set body = 'w' where id = 4;
      delete from notes where owner = 'other'; delete from alike where owner = 'other'`);
  });

  afterAll(async () => {
    await Promise.all([source.drop(), target.drop()]);
    await using home = await freshDatabase('postgres');
    await home.run(`drop role ${role}`);
  });

  const urlOf = (database: TestDatabase): string => {
    const url = new URL(database.url);
    url.username = role;
    url.password = encodeURIComponent('p@ss/word');
    return url.href;
  };

  async function tablesOf(from: string, to: string): Promise<{ report: Report; table: (name: string) => TableReport }> {
    const report = await verify({ source: postgres(from), target: postgres(to), compareSchema: false }).report();
    expect(brokenPromises(report)).toEqual([]);
    const table = (name: string): TableReport => {
      const found = report.tables.find((one) => one.source === `public.${name}`);
      if (found === undefined) throw new Error(`no table ${name} in the report`);
      return found;
    };
    return { report, table };
  }

  it('makes a table incomplete, with the differences seen so far, and no other table', async () => {
    const { report, table } = await tablesOf(urlOf(source), urlOf(target));
    expect(report.verdict).toBe('incomplete');
    expect(table('notes')).toMatchObject({
      verdict: 'incomplete',
      reason: 'source: row-level security applies to this role and may hide rows',
      rows: { source: 5, target: 4, missing: 1, extra: 0, changed: 1 },
      differences: [
        { kind: 'missing', key: { id: '2' } },
        { kind: 'changed', key: { id: '4' }, columns: ['body'] },
      ],
    });
    expect(table('unguarded').verdict).toBe('match');
    expect(report.notCompared).toContainEqual(
      expect.objectContaining({ kind: 'rows', name: 'public.notes', affectsVerdict: true }),
    );
  });

  it('never lets a table match whose visible rows are equal', async () => {
    const { table } = await tablesOf(urlOf(source), urlOf(target));
    expect(table('alike')).toMatchObject({ verdict: 'incomplete', rows: { source: 5, target: 5 }, differences: [] });
  });

  it('counts on the target as much as on the source', async () => {
    const { table } = await tablesOf(urlOf(target), urlOf(source));
    expect(table('notes')).toMatchObject({
      verdict: 'incomplete',
      reason: 'target: row-level security applies to this role and may hide rows',
      differences: [{ kind: 'extra' }, { kind: 'changed' }],
    });
    expect(table('alike').verdict).toBe('incomplete');
  });

  it('does not matter to a role that it does not apply to', async () => {
    const { report, table } = await tablesOf(source.url, target.url);
    expect(report.verdict).toBe('mismatch');
    expect(table('alike')).toMatchObject({ verdict: 'mismatch', rows: { source: 10, target: 5, missing: 5 } });
  });

  it('applies to the owner where it is forced', async () => {
    await using owned = await freshDatabase('postgres');
    await owned.run(`${TABLES} ${guard('notes')} ${guard('alike')} alter table notes force row level security;
      grant create on schema public to ${role};
      alter table notes owner to ${role}; alter table alike owner to ${role};
      grant select on unguarded to ${role}`);
    const { table } = await tablesOf(urlOf(owned), owned.url);
    expect(table('notes').verdict).toBe('incomplete');
    expect(table('alike').verdict).toBe('match');
  });
});
