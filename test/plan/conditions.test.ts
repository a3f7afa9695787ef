import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import { checkConditions, conditionOf, conditionTexts } from '../../src/plan/conditions.ts';
import { planTable } from '../../src/plan/plan-table.ts';
import { table } from '../support/shapes.ts';

const orders = table('orders');
const config = (more: Partial<Config>): Config => ({ ...DEFAULTS, ...more });

describe('a condition', () => {
  it('is for every table and both sides, unless said otherwise', () => {
    expect(conditionOf(orders, 'source', DEFAULTS)).toBeNull();
    expect(conditionOf(orders, 'target', config({ where: 'a < 3' }))).toBe('a < 3');
    expect(conditionOf(orders, 'source', config({ sourceWhere: 's' }))).toBe('s');
    expect(conditionOf(orders, 'target', config({ sourceWhere: 's' }))).toBeNull();
  });

  it('of the table takes the place of the one for all tables', () => {
    const where = { '*': 'all', items: 'i', orders: 'o' };
    expect(conditionOf(orders, 'source', config({ where }))).toBe('o');
    expect(conditionOf(table('ITEMS'), 'source', config({ where }))).toBe('i');
    expect(conditionOf(table('log'), 'source', config({ where }))).toBe('all');
    expect(conditionOf(table('log'), 'source', config({ where: { orders: 'o' } }))).toBeNull();
    expect(conditionOf(orders, 'source', config({ where: { 'public.orders': 'full', orders: 'short' } }))).toBe('full');
  });

  it('of the side holds besides the one for both, and a comment swallows neither', () => {
    const both = config({ where: 'a = 1 -- or b', targetWhere: { orders: 'b or c' } });
    expect(conditionOf(orders, 'target', both)).toBe('(a = 1 -- or b\n) and (b or c\n)');
    expect(conditionOf(orders, 'source', both)).toBe('a = 1 -- or b');
  });

  it('goes by the names of the source on both sides', () => {
    const where = { orders: 'o', bestellungen: 'b' };
    const plan = planTable({ source: orders, target: table('bestellungen') }, config({ where }));
    expect([plan.views.source.where, plan.views.target.where]).toEqual(['o', 'o']);
  });

  it('for a table that is not there is refused', () => {
    const check = (more: Partial<Config>) => () => {
      checkConditions([orders], config(more));
    };
    expect(check({ where: { ordres: 'x' } })).toThrow('--where has a condition for ordres, and no such table');
    expect(check({ targetWhere: { x: 'x' } })).toThrow('--target-where has a condition for x');
    expect(check({ where: { orders: 'x', '*': 'y' } })).not.toThrow();
    expect(check({ where: { 'public.orders': 'x' } })).not.toThrow();
  });

  it('is listed with the side and table it is for', () => {
    expect(conditionTexts(config({ where: { orders: 'o', '*': 'all' }, sourceWhere: 's' }))).toEqual([
      'where (orders): o',
      'where (*): all',
      'source where: s',
    ]);
  });
});
