import { expect as jestExpect } from 'expect';
import { describe, expect, it } from 'vitest';
import { matchers } from '../../src/matchers.ts';
import type { CrosstallyMatchers } from '../../src/matchers.ts';
import type { Report } from '../../src/model/report.ts';
import { assertMatch } from '../../src/report/assert-match.ts';
import { changed, equal, missing, ORDER_COLUMNS, rows, table, told } from './made-up.ts';
import { STORIES } from './stories.ts';

/* eslint-disable @typescript-eslint/no-empty-object-type -- as the documents tell it */
declare module 'vitest' {
  interface Matchers<T> extends CrosstallyMatchers<T> {}
}
declare module 'expect' {
  interface Matchers<R> extends CrosstallyMatchers<R> {}
}
/* eslint-enable @typescript-eslint/no-empty-object-type */
expect.extend(matchers);
jestExpect.extend(matchers);

const orders = table('orders', ['id'], ORDER_COLUMNS);
const lost = told([
  equal('customers', 5),
  {
    table: orders,
    outcome: { verdict: 'mismatch', rows: rows(10, 7, { missing: 3, changed: 1 }) },
    differences: [missing('4'), missing('7'), changed('8', 'total'), missing('9')],
  },
]);
const SAYS = [
  'MISMATCH  do not cut over: 1 of 2 tables differs · 3 rows missing, 1 changed',
  '  public.orders: 3 rows missing, 1 changed · missing id 4, missing id 7, changed id 8 (total), …',
].join('\n');

function thrownBy(report: Report): unknown {
  try {
    return void assertMatch(report);
  } catch (error) {
    return error;
  }
}

describe('assertMatch', () => {
  it('lets a match pass', () => {
    expect(thrownBy(told([equal('customers', 5)]))).toBeUndefined();
  });

  it('names the tables and their first keys', () => {
    expect(thrownBy(lost)).toMatchObject({ code: 'NOT_A_MATCH', message: SAYS });
  });

  it('names what could not be told', () => {
    const stopped = told([{ table: orders, compared: { source: 3, target: 3 } }], { stopped: 'stopped by SIGINT' });
    expect(String(thrownBy(stopped))).toMatch(/INCOMPLETE .*\n {2}public\.orders: .*: stopped by SIGINT\n {2}stopped/);
  });

  it.each(Object.entries(STORIES))(
    'throws for %s exactly when it is no match, with a line for whatever it was',
    (_name, report) => {
      const thrown = thrownBy(report);
      expect(thrown === undefined).toBe(report.verdict === 'match');
      if (thrown !== undefined && report.tables.length > 0) expect((thrown as Error).message).toContain('\n  ');
    },
  );
});

describe.each([
  ['vitest', (report: unknown) => expect(report).toBeAMatch(), (report: unknown) => expect(report).not.toBeAMatch()],
  [
    'jest',
    (report: unknown) => jestExpect(report).toBeAMatch(),
    (report: unknown) => jestExpect(report).not.toBeAMatch(),
  ],
])('the matcher of %s', (_name, is, isNot) => {
  it('says what assertMatch says', () => {
    is(told([equal('customers', 5)]));
    isNot(lost);
    expect(() => is(lost)).toThrow(SAYS);
    expect(() => isNot(told([equal('customers', 5)]))).toThrow('MATCH  the table is equal');
  });

  it('is told of what is no report', () => {
    expect(() => is(Promise.resolve(lost))).toThrow('this is no report');
  });
});
