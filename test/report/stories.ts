import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { changed, equal, extra, missing, ORDER_COLUMNS, range, rows, shape, table, told } from './made-up.ts';

/** Reports of the situations that a user meets. The text of each is in `golden/`. */

const orders = table('orders', ['id'], ORDER_COLUMNS);
const items = table('order_items', ['order_id', 'line'], { order_id: 'INT-1', line: 'INT-1', qty: 'INT-1' });
const customers = table('customers', ['email'], { email: 'TXT-1', name: 'TXT-1' });
const log = table('audit_log', [], { at: 'TS-2', what: 'TXT-1' });
const view = { kind: 'view', reason: 'a view: its rows are those of its tables', affectsVerdict: false } as const;

const ordersDiffer = [
  ...['17', '23', '4711'].map((key) => missing(key)),
  ...['42', '99'].map((key) => changed(key, 'total', 'updated_at')),
  ...['104', '105', '106', '200'].map((key) => changed(key, 'status')),
  changed('201', 'total'),
  ...range(187501, 200000).map((key) => missing(key)),
];

/** An import that was cut short, and some more. */
const mismatch = told(
  [
    {
      table: orders,
      outcome: { verdict: 'mismatch', rows: rows(200000, 187497, { missing: 12503, changed: 7 }) },
      differences: ordersDiffer,
    },
    {
      table: items,
      outcome: { verdict: 'mismatch', rows: rows(612344, 612346, { missing: 1, extra: 3 }) },
      differences: [missing('17', '1'), extra('4711', '2'), extra('4711', '3'), extra('4712', '1')],
    },
    {
      table: customers,
      outcome: { verdict: 'mismatch', rows: rows(31200, 31200, { missing: 1, extra: 1, changed: 1 }) },
      differences: [
        missing('Anna.\u001b[31mÅström@example.com'),
        extra("o'brien@example.com\n"),
        changed('x y@example.com', 'name'),
      ],
    },
    {
      table: log,
      outcome: { verdict: 'mismatch', rows: rows(100000, 99998, { missing: 2 }) },
      differences: [{ kind: 'missing', key: ['9f3a5c0011223344'], count: 2 }],
    },
    equal('products', 4210),
    equal('addresses', 40211),
  ],
  {
    notCompared: [{ ...view, name: 'public.sales_by_day' }],
    warnings: ['orders.updated_at: the zone-less side is read as UTC unless --source-time-zone says otherwise (TS-3)'],
    loosened: ['--ignore-columns left out orders.search_vector'],
  },
);

/** A large database, a table with holes all over it and one that was forgotten. */
const scattered = told(
  [
    ...range(1, 212).map((number) => equal(`part_${number}`, 383118)),
    {
      table: orders,
      outcome: { verdict: 'mismatch', rows: rows(1000000, 880000, { missing: 120000 }) },
      differences: range(1, 120000).map((number) => missing(String(Number(number) * 2))),
    },
  ],
  { unpaired: [{ source: shape('public', 'invoices', { estimatedRows: 88000 }), target: null }] },
);

const denied =
  'ADAPTER_PRIVILEGE_MISSING: permission denied for table order_items · hint: grant select on public.order_items to app';

const incomplete = told([
  equal('orders', 1000000),
  { table: items, outcome: { verdict: 'incomplete', reason: denied, strategy: 'none', rows: rows(0, 0) } },
]);

const notComparable = told([
  {
    table: table('orders', ['id'], ORDER_COLUMNS, {
      notCompared: [
        {
          kind: 'column',
          name: 'public.orders.shape',
          reason: 'no rule pairs geometry and text',
          affectsVerdict: true,
        },
      ],
    }),
    outcome: { rows: rows(1000, 1000) },
  },
]);

const stopped = told(
  [
    equal('orders', 1000000),
    { table: customers, compared: { source: 20000, target: 20000 }, differences: [missing('a@example.com')] },
    { table: items },
  ],
  { stopped: 'stopped by SIGINT' },
);

const found: readonly Finding[] = [
  {
    ...{ kind: 'missing', object: 'index', table: 'public.orders', name: 'orders_customer', aspect: null },
    ...{ severity: 'blocker', source: 'btree (customer)', target: null },
    message: 'queries that go by it read the whole table',
    fix: 'create index concurrently "orders_customer" on "shop"."orders" using btree ("customer");',
  },
  {
    ...{ kind: 'behind', object: 'sequence', table: 'public.orders', name: 'orders_id_seq', aspect: 'position' },
    ...{ severity: 'blocker', source: '4711', target: '12' },
    message: 'it hands out 12 next, and the column is at 4710: inserts will collide',
    fix: 'select setval(\'"shop"."orders_id_seq"\', (select max("id") from "shop"."orders"));',
  },
  {
    ...{ kind: 'changed', object: 'view', table: null, name: 'big\u001b[31morders', aspect: 'definition' },
    ...{ severity: 'warning', source: 'SELECT 1\n  AS one', target: 'SELECT 2' },
    message: 'it is defined otherwise',
    fix: null,
  },
  {
    ...{ kind: 'changed', object: 'column', table: 'public.orders', name: 'total', aspect: 'comment' },
    ...{ severity: 'note', source: 'net', target: null },
    message: 'another comment',
    fix: null,
  },
];

const outcome = { findings: found, failure: null, strict: false };
const tables = [equal('orders', 1000000)];
const failed = { findings: [], failure: 'ADAPTER_PRIVILEGE_MISSING: no', strict: false };

export const STORIES: Readonly<Record<string, Report>> = {
  match: told([equal('orders', 1000000), equal('order_items', 3123991), equal('customers', 31200)]),
  mismatch,
  scattered,
  incomplete,
  'not-comparable': notComparable,
  stopped: { ...stopped, finishedAt: '2026-11-22T20:00:03.000Z' },
  'schema-and-rows': told(tables, { definitions: outcome }),
  'schema-alone': told(tables, { definitions: { ...outcome, findings: found.slice(2) }, definitionsOnly: true }),
  'schema-strict': told(tables, { definitions: { ...outcome, findings: found.slice(3), strict: true } }),
  'schema-equal': told(tables, { definitions: { ...outcome, findings: [] } }),
  'schema-unread': told(tables, { definitions: failed }),
  'no-tables': told([], { notCompared: [{ ...view, name: 'public.sales_by_day' }] }),
};
