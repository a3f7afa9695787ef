import { describe, expect, it } from 'vitest';
import { likelyRenamed, renamedWords } from '../../src/plan/renamed.ts';
import { shape } from '../report/made-up.ts';

const unpaired = (sources: readonly string[], targets: readonly string[]) => [
  ...sources.map((name) => ({ source: shape('public', name), target: null })),
  ...targets.map((name) => ({ source: null, target: shape('public', name) })),
];

describe('tables that may have been renamed', () => {
  it.each([
    [
      ['orders', 'customers'],
      ['tbl_orders', 'tbl_customers'],
      ['orders=tbl_orders', 'customers=tbl_customers'],
    ],
    [['orders'], ['orders_new'], ['orders=orders_new']],
    [['Order'], ['Orders'], ['Order=Orders']],
    [['orders'], ['shop_orders', 'old_orders'], []],
    [['orders'], ['unlike'], []],
    [['orders'], [], []],
  ])('%j and %j', (sources, targets, pairs) => {
    const found = likelyRenamed(unpaired(sources, targets));
    expect(found.map(({ source, target }) => `${source}=${target}`)).toEqual(pairs);
  });

  it('are told as the options that would take them together', () => {
    const names = ['orders', 'customers', 'products', 'invoices'];
    const pairs = likelyRenamed(
      unpaired(
        names,
        names.map((name) => `tbl_${name}`),
      ),
    );
    expect(renamedWords(pairs)).toEqual([
      'tables may have been renamed: --map orders=tbl_orders --map customers=tbl_customers ' +
        '--map products=tbl_products would take them together, and so on for 1 more',
    ]);
    expect(renamedWords([])).toEqual([]);
  });
});
