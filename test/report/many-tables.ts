/** A large migration that went wrong in a hundred places: what its report has to be readable for. */
import type { Difference } from '../../src/model/difference.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { changed, equal, extra, missing, ORDER_COLUMNS, range, rows, shape, table, told } from './made-up.ts';
import type { Told } from './made-up.ts';

const name = (number: number): string => `warehouse_table_${String(number).padStart(3, '0')}`;

/** Of 500 tables 70 differ, each in its own way; 5 could not be read, 14 are absent, and 120 findings concern definitions. */
export const MANY: Report = manyTables();

function manyTables(): Report {
  const tables = range(1, 500).map((text): Told => {
    const number = Number(text);
    if (number % 7 === 0 && number <= 490) return differing(number);
    if (number % 97 === 1) return unread(number);
    return equal(name(number), 1000 + number);
  });
  const absent = range(501, 514).map((text) => ({
    source: shape('public', name(Number(text)), { estimatedRows: Number(text) * 10 }),
    target: null,
  }));
  const views = range(1, 30).map((text) => ({
    kind: 'view' as const,
    name: `public.sales_${text}`,
    reason: 'it holds no rows of its own',
    affectsVerdict: false,
  }));
  return told(tables, {
    unpaired: [...absent, { source: null, target: shape('shop', 'leftover', { estimatedRows: 3 }) }],
    notCompared: views,
    definitions: { findings: findings(), failure: null, strict: false },
  });
}

/** The end is missing, every thirteenth row has another status, every fifth table has rows of its own. */
function differing(number: number): Told {
  const total = 1000 + number;
  const lost = range(total - number, total).map((key) => missing(key));
  const others = range(1, total - number - 1)
    .filter((key) => Number(key) % 130 === 0)
    .map((key) => (number % 21 === 0 ? changed(key, 'status', 'total') : changed(key, 'status')));
  const more = number % 35 === 0 ? [extra('7777'), extra('9999')] : [];
  const differences: Difference[] = [...others, ...lost, ...more];
  const found = { missing: lost.length, changed: others.length, extra: more.length };
  return {
    table: table(name(number), ['id'], ORDER_COLUMNS),
    outcome: {
      verdict: 'mismatch',
      rows: rows(total, total - lost.length + more.length, found),
      ...(more.length > 0 ? {} : { cutShort: { after: [String(total - number - 1)], rows: lost.length } }),
    },
    differences,
  };
}

function unread(number: number): Told {
  const reason = `ADAPTER_PRIVILEGE_MISSING: permission denied for table ${name(number)} · hint: grant select on public.${name(number)} to app`;
  return {
    table: table(name(number), ['id'], ORDER_COLUMNS),
    outcome: { verdict: 'incomplete', reason, strategy: 'none', rows: rows(0, 0) },
  };
}

function findings(): Finding[] {
  const lost = range(501, 514).map((text): Finding => ({
    ...{ kind: 'missing', object: 'table', table: `public.${name(Number(text))}`, name: name(Number(text)) },
    ...{ aspect: null, severity: 'blocker', source: null, target: null, fix: null },
    message: 'the target has no such table',
  }));
  const indexes = range(1, 90).map((text): Finding => {
    const own = name(Number(text) * 4);
    return {
      ...{ kind: 'missing', object: 'index', table: `public.${own}`, name: `${own}_customer_id_idx`, aspect: null },
      ...{ severity: 'blocker', source: 'btree (customer_id)', target: null },
      message: 'queries that go by it read the whole table',
      fix: `create index concurrently ${own}_customer_id_idx on ${own} (customer_id);`,
    };
  });
  const lostViews = range(1, 16).map((text): Finding => ({
    ...{ kind: 'missing', object: 'view', table: null, name: `sales_${text}`, aspect: null, severity: 'blocker' },
    ...{ source: `select * from ${name(Number(text))} where total > 10`, target: null },
    message: 'the target has no such view',
    fix: `create view sales_${text} as\n select *\n from ${name(Number(text))};`,
  }));
  return [...lost, ...indexes, ...lostViews];
}
