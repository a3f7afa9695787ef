import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import { forcedRules } from '../../src/plan/choose-rule.ts';
import { checkColumnPatterns } from '../../src/plan/column-patterns.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { column, table } from '../support/shapes.ts';

const columns = [column('id', 'integer'), column('payload', 'text'), column('note', 'text'), column('doc', 'json')];
const tables = { source: table('t', { columns }), target: table('t', { columns }) };
const forced = (...rules: [columns: string, value: string][]): Config => ({
  ...DEFAULTS,
  rules: rules.map(([columns, value]) => ({ columns, value })),
});
const rulesOf = (config: Config) =>
  Object.fromEntries(planTable(tables, config).columns.map(({ source, rule }) => [source.name, rule]));

describe('the rule of a column', () => {
  it('is what its types ask for, unless the user forces one', () => {
    const usual = { id: 'INT-1', payload: 'TXT-1', note: 'TXT-1', doc: 'JSON-1' };
    expect(rulesOf(DEFAULTS)).toEqual(usual);
    expect(rulesOf(forced(['t.payload', 'JSON-1']))).toEqual({ ...usual, payload: 'JSON-1' });
    expect(rulesOf(forced(['public.t.*o*', 'JSON-1']))['note']).toBe('JSON-1');
    expect(rulesOf(forced(['other.*', 'JSON-1']))).toEqual(usual);
  });

  it('is the last of several that fit', () => {
    expect(rulesOf(forced(['payload', 'JSON-1'], ['pay*', 'TXT-2']))['payload']).toBe('TXT-2');
  });

  it('is listed when it was forced, also where it is the usual one', () => {
    const config = forced(['t.payload', 'JSON-1'], ['t.note', 'TXT-1'], ['t.doc', 'JSON-1']);
    expect(forcedRules([planTable(tables, config)], config)).toEqual([
      'rule: public.t.payload, public.t.doc by JSON-1',
      'rule: public.t.note by TXT-1',
    ]);
  });

  it('cannot be one that does not cover the types', () => {
    expect(() => planTable(tables, forced(['id', 'JSON-1']))).toThrow(
      expect.objectContaining({
        code: 'PLAN_INVALID',
        message: '--rule JSON-1 does not cover public.t.id: integer with integer',
        hint: expect.stringContaining('JSON-1 compares json with json, json with text, text with text') as string,
      }),
    );
  });

  it('is not looked at in a column that is left out', () => {
    expect(() => planTable(tables, { ...forced(['doc', 'INT-1']), ignoreColumns: ['doc'] })).not.toThrow();
  });

  it('is held against the source alone, other patterns against both sides', () => {
    const target = { source: [], target: [tables.source] };
    const check = (more: Partial<Config>) => () => {
      checkColumnPatterns(target, { ...DEFAULTS, ...more });
    };
    expect(check({ ignoreColumns: ['payload'], columns: ['*'] })).not.toThrow();
    expect(check({ ignoreColumns: ['payloda'] })).toThrow('--ignore-columns payloda matches no column');
    expect(check({ columns: ['payloda'] })).toThrow('--columns payloda matches no column');
    expect(check(forced(['payload', 'JSON-1']))).toThrow('--rule payload matches no column');
  });

  it('goes to some column', () => {
    expect(() => {
      checkColumnPatterns(
        { source: [tables.source], target: [] },
        forced(['payload', 'JSON-1'], ['payloda', 'JSON-1']),
      );
    }).toThrow('--rule payloda matches no column');
  });
});
