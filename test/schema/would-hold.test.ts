/** Constraints that somebody plans to make, held against the rows of the target before anyone tries. */
import { describe, expect, it } from 'vitest';
import { plannedConstraint } from '../../src/config/planned-constraint.ts';
import { freshDatabase, type TestDatabase } from '../support/databases.ts';
import { engines } from '../support/servers.ts';
import { gate } from './situation.ts';

const TABLES = `create table p (code int, name varchar(20));
  create table t (id int primary key, email varchar(50), tenant int, p int, total int)`;
const ROWS = `insert into p values (1, 'a'), (2, 'b');
  insert into t values (1, 'a', 1, 1, 5), (2, 'a', 2, 2, -5), (3, null, 1, 3, 0), (4, 'b', 1, null, null)`;

async function answers(source: TestDatabase, target: TestDatabase, ...texts: string[]): Promise<string[]> {
  const wouldHold = texts.map((text) => plannedConstraint(text) ?? expect.fail(text));
  const report = await gate(source, target, { wouldHold });
  return (report.schema ?? []).map(({ severity, object, message }) => `${severity} ${object}: ${message}`);
}

describe.each(engines)('on %s', (engine) => {
  it('says which rows stand in the way, or that it would hold', async () => {
    await using source = await freshDatabase(engine, 'plan_source');
    await using target = await freshDatabase(engine, 'plan_target');
    await source.run(TABLES);
    await target.run(`${TABLES}; ${ROWS}`);
    const asked = [
      'unique(t.email)',
      'unique(t.email, tenant)',
      'not null(T.Email)',
      'foreign key(t.p = p.code)',
      'check(t: total >= 0)',
      'check(t: total > -10)',
    ];
    expect(await answers(source, target, ...asked)).toEqual([
      'blocker unique: 2 rows of the target have a value that another one has too: id 1, 2',
      'note unique: it would hold: no row of the target violates it',
      'blocker not null: 1 row of the target holds NULL: id 3',
      'blocker foreign key: 1 row of the target points to nothing: id 3',
      'blocker check: 1 row of the target does not pass it: id 2',
      'note check: it would hold: no row of the target violates it',
    ]);
    await expect(answers(source, target, 'unique(nowhere.email)')).rejects.toThrow('the target has no table nowhere');
    await expect(answers(source, target, 'unique(t.mail)')).rejects.toThrow('t has no column mail');
  });
});

describe('a planned constraint', () => {
  it('names a table with or without its schema', () => {
    expect(plannedConstraint('foreign key(shop.t.a, b = p.c, d)')).toMatchObject({
      table: 'shop.t',
      columns: ['a', 'b'],
      references: { table: 'p', columns: ['c', 'd'] },
    });
    expect(plannedConstraint(' NOT NULL ( a.b ) ')).toMatchObject({ kind: 'not null', table: 'a', columns: ['b'] });
    expect(plannedConstraint("check(t: note <> ':')")).toMatchObject({ table: 't', expression: "note <> ':'" });
  });

  it.each([
    'unique',
    'unique()',
    'unique(email)',
    'unique(a.b=c.d)',
    'foreign key(a.b)',
    'foreign key(a.b, c = d.e)',
    'check(x)',
  ])('cannot be %s', (text) => {
    expect(plannedConstraint(text)).toBeNull();
  });
});
