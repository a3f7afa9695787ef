import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import type { TableShape } from '../../src/model/table.ts';
import { pairTables } from '../../src/plan/pair-tables.ts';
import { table } from '../support/shapes.ts';

function pair(source: TableShape[], target: TableShape[], config: Partial<Config> = {}) {
  const schemas = {
    source: [...new Set(source.map((t) => t.schema))],
    target: [...new Set(target.map((t) => t.schema))],
  };
  const pairing = pairTables({ source, target }, schemas, { ...DEFAULTS, ...config });
  const name = (t: TableShape | null): string => (t === null ? '-' : `${t.schema}.${t.name}`);
  return {
    pairs: pairing.pairs.map((p) => `${name(p.source)}=${name(p.target)}`),
    unpaired: pairing.unpaired.map((p) => `${name(p.source)}|${name(p.target)}`),
    left: pairing.notCompared.map((n) => `${n.kind} ${n.name}: ${n.reason}`),
  };
}

const shop = (name: string): TableShape => table(name, { schema: 'shop' });

describe('pairing tables', () => {
  it('pairs a single schema on each side whatever its name, exactly first, then without regard to case', () => {
    expect(pair([shop('Orders'), shop('items')], [table('orders'), table('Items'), table('items')])).toEqual({
      pairs: ['shop.Orders=public.orders', 'shop.items=public.items'],
      unpaired: ['-|public.Items'],
      left: [],
    });
  });

  it('pairs without `_` last, where that leaves no choice, and refuses to guess', () => {
    expect(pair([table('OrderItem'), table('a_b')], [table('order_item'), table('A_B'), table('ab')])).toMatchObject({
      pairs: ['public.OrderItem=public.order_item', 'public.a_b=public.A_B'],
      unpaired: ['-|public.ab'],
    });
    expect(() => pair([table('OrderItem')], [table('order_item'), table('ORDER_ITEM_')])).toThrow(
      /tables could be paired in more than one way: OrderItem with order_item, ORDER_ITEM_/,
    );
  });

  it('pairs several schemas by name only', () => {
    const two = [table('t', { schema: 'a' }), table('t', { schema: 'b' })];
    const other = [table('t', { schema: 'A' }), table('t', { schema: 'c' })];
    expect(pair(two, other)).toMatchObject({ pairs: ['a.t=A.t'], unpaired: ['b.t|-', '-|c.t'] });
  });

  it('does not guess between two tables that differ only in case', () => {
    expect(pair([table('ORDERS')], [table('orders'), table('Orders')]).pairs).toEqual([]);
  });

  it('pairs no table of the target twice', () => {
    const twins = [table('orders'), table('Orders')];
    expect(pair(twins, [table('orders')])).toMatchObject({
      pairs: ['public.orders=public.orders'],
      unpaired: ['public.Orders|-'],
    });
    expect(pair(twins, [table('ORDERS')])).toMatchObject({
      pairs: [],
      unpaired: ['public.orders|-', 'public.Orders|-', '-|public.ORDERS'],
    });
  });

  it('pairs no schema of the target twice', () => {
    const two = [table('t', { schema: 'a' }), table('t', { schema: 'A' })];
    const other = [table('t', { schema: 'a' }), table('t', { schema: 'b' })];
    expect(pair(two, other)).toMatchObject({ pairs: ['a.t=a.t'], unpaired: ['A.t|-', '-|b.t'] });
  });

  it('follows --map, and does not pair its target with anything else', () => {
    const found = pair([table('people'), table('users')], [table('users')], {
      map: [{ source: 'people', target: 'public.users' }],
    });
    expect(found).toMatchObject({ pairs: ['public.people=public.users'], unpaired: ['public.users|-'] });
  });

  it('follows --map from schema to schema, and pairs the others as ever', () => {
    const tables = (...schemas: string[]) => schemas.map((schema) => table('t', { schema }));
    const map = [{ source: 'sales.*', target: 'verkauf.*' }];
    expect(pair(tables('sales', 'hr'), tables('verkauf', 'hr'), { map }).pairs).toEqual([
      'sales.t=verkauf.t',
      'hr.t=hr.t',
    ]);
    expect(pair(tables('sales', 'shop'), tables('verkauf', 'public'), { map }).pairs).toEqual([
      'sales.t=verkauf.t',
      'shop.t=public.t',
    ]);
    expect(pair(tables('sales', 'hr'), tables('verkauf', 'hr')).pairs).toEqual(['hr.t=hr.t']);
  });

  it('refuses to map schemas that are not there, twice, or onto a table', () => {
    const tables = [table('t', { schema: 'a' }), table('t', { schema: 'b' })];
    const mapping = (...map: [string, string][]) => ({ map: map.map(([source, target]) => ({ source, target })) });
    expect(() => pair(tables, tables, mapping(['a.*', 'x.*']))).toThrow(/--map names the schema x, which is not there/);
    expect(() => pair(tables, tables, mapping(['a.*', 'a.*'], ['b.*', 'a.*']))).toThrow(/the schema a twice/);
    expect(() => pair(tables, tables, mapping(['a.*', 'b.t']))).toThrow(/pairs a table with a schema/);
  });

  it('refuses a mapping to nothing and two onto one table', () => {
    const tables = [table('a'), table('b')];
    expect(() => pair(tables, tables, { map: [{ source: 'a', target: 'nope' }] })).toThrow(/--map names nope/);
    const twice = [
      { source: 'a', target: 'a' },
      { source: 'b', target: 'a' },
    ];
    expect(() => pair(tables, tables, { map: twice })).toThrow(/--map names public.a twice/);
  });

  it('lists what the user left out, and refuses a pattern that matches nothing', () => {
    const tables = [table('orders'), table('order_items'), table('log')];
    const found = pair(tables, tables, { tables: ['order*'], exclude: ['public.order_items'] });
    expect(found).toEqual({
      pairs: ['public.orders=public.orders'],
      unpaired: [],
      left: ['table public.order_items: excluded by --exclude', 'table public.log: not selected by --tables'],
    });
    expect(() => pair(tables, tables, { tables: ['ordres'] })).toThrow(/--tables ordres matches no table/);
  });

  it('lists views once, and does not take a view for the table of that name', () => {
    const view = table('orders', { kind: 'view' });
    expect(pair([table('orders'), table('v', { kind: 'view' })], [view, table('v', { kind: 'view' })])).toEqual({
      pairs: [],
      unpaired: ['public.orders|-'],
      left: [
        'view public.v: a view: its rows are those of its tables',
        'view public.orders: a view: its rows are those of its tables',
      ],
    });
  });
});
