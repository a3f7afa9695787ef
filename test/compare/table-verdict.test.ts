import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import { tableVerdict } from '../../src/compare/table-verdict.ts';
import { NO_ROWS } from '../../src/model/difference.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { column, table } from '../support/shapes.ts';

const plain = planTable({ source: table('t'), target: table('t') }, DEFAULTS);
const ended = (failure: string | null = null, doubts: readonly string[] = []) => ({ failure, doubts, behind: null });
const equal = { ...NO_ROWS, source: 3, target: 3 };

describe('the verdict on a table', () => {
  it('is match when all was compared and nothing differs', () => {
    expect(tableVerdict(plain, equal, ended())).toEqual({ verdict: 'match', reason: null });
    expect(tableVerdict(plain, NO_ROWS, ended()).verdict).toBe('match');
  });

  it.each([
    ['missing', { ...equal, target: 2, missing: 1 }],
    ['extra', { ...equal, target: 4, extra: 1 }],
    ['changed', { ...equal, changed: 1 }],
  ])('is mismatch with %s rows, but not when an error makes the counts partial', (_kind, rows) => {
    expect(tableVerdict(plain, rows, ended()).verdict).toBe('mismatch');
    expect(tableVerdict(plain, rows, ended('broke'))).toEqual({ verdict: 'incomplete', reason: 'broke' });
  });

  it('is incomplete after a failure, and says why', () => {
    expect(tableVerdict(plain, equal, ended('connection lost'))).toEqual({
      verdict: 'incomplete',
      reason: 'connection lost',
    });
  });

  it('is incomplete when two counts contradict each other, whatever the closer look found', () => {
    const doubt = 'a scan sees 2 rows that its index does not lead to';
    expect(tableVerdict(plain, equal, ended(null, [doubt]))).toEqual({ verdict: 'incomplete', reason: doubt });
    const differs = { ...equal, target: 2, missing: 1 };
    expect(tableVerdict(plain, differs, ended(null, [doubt]))).toEqual({ verdict: 'mismatch', reason: doubt });
  });

  it('is incomplete when a row would not hold still', () => {
    expect(tableVerdict(plain, { ...equal, unconfirmed: 1 }, ended()).verdict).toBe('incomplete');
  });

  it('is incomplete when the counts do not add up', () => {
    expect(tableVerdict(plain, { ...equal, target: 2 }, ended()).verdict).toBe('incomplete');
  });

  it('is incomplete when a pair of types has no rule', () => {
    const typed = (kind: 'integer' | 'json') => table('t', { columns: [column('id', 'integer'), column('x', kind)] });
    const plan = planTable({ source: typed('integer'), target: typed('json') }, DEFAULTS);
    expect(tableVerdict(plan, equal, ended())).toMatchObject({
      verdict: 'incomplete',
      reason: expect.stringContaining('public.t.x') as string,
    });
  });

  it('is incomplete when row-level security may hide rows', () => {
    const plan = planTable({ source: table('t'), target: table('t', { hiddenRows: 'policy' }) }, DEFAULTS);
    expect(tableVerdict(plan, equal, ended())).toEqual({ verdict: 'incomplete', reason: 'target: policy' });
    expect(tableVerdict(plan, { ...equal, target: 2, missing: 1 }, ended()).verdict).toBe('incomplete');
  });

  it('is incomplete when no column can be compared', () => {
    const bare = planTable({ source: table('t', { columns: [], keys: [] }), target: table('t') }, DEFAULTS);
    expect(tableVerdict(bare, equal, ended()).verdict).toBe('incomplete');
  });

  it('is mismatch when the target lacks a column, unless the user ignores it', () => {
    const wide = table('t', { columns: [column('id', 'integer'), column('email', 'text')] });
    const lost = planTable({ source: wide, target: table('t') }, DEFAULTS);
    expect(tableVerdict(lost, equal, ended())).toEqual({
      verdict: 'mismatch',
      reason: 'the target lacks the column email',
    });
    const ignored = planTable({ source: wide, target: table('t') }, { ...DEFAULTS, ignoreColumns: ['email'] });
    expect(tableVerdict(ignored, equal, ended()).verdict).toBe('match');
    const extra = planTable({ source: table('t'), target: wide }, DEFAULTS);
    expect(tableVerdict(extra, equal, ended()).verdict).toBe('match');
  });
});
