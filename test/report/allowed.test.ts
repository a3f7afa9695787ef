import { describe, expect, it } from 'vitest';
import { exitCode } from '../../src/report/exit-code.ts';
import { textReport } from '../../src/report/text.ts';
import { equal, missing, ORDER_COLUMNS, rows, shape, table, told } from './made-up.ts';
import type { Telling } from './made-up.ts';

const limit = (share: number | null, number: number | null = null) => ({ share, rows: number });

/** Five of 1,000 rows are missing. */
function report(allowed: Telling['allowed'], more: Telling = {}, reason: string | null = null) {
  const orders = table('orders', ['id'], ORDER_COLUMNS);
  const outcome = { verdict: 'mismatch' as const, reason, rows: rows(1000, 995, { missing: 5 }) };
  const differences = ['1', '3', '5', '7', '9'].map((key) => missing(key));
  const told1 = [{ table: orders, outcome, differences }, equal('products', 10)];
  return told(told1, { ...more, ...(allowed === undefined ? {} : { allowed }) });
}

const accepted = (tables: Readonly<Record<string, ReturnType<typeof limit>>>) => ({ tables, isMatch: true });

describe('rows that were allowed to differ', () => {
  it.each([
    [limit(0.005), true],
    [limit(0.004), false],
    [limit(null, 5), true],
    [limit(null, 4), false],
  ])('%j', (allowed, within) => {
    const found = report(accepted({ 'public.orders': allowed }));
    expect(found.verdict).toBe(within ? 'match' : 'mismatch');
    expect(found.withinAllowed).toBe(within ? true : undefined);
    expect(found.tables[0]).toMatchObject({ verdict: 'mismatch', allowed: { within } });
    expect(exitCode(found)).toBe(within ? 0 : 1);
  });

  it('are no match for who did not ask for that', () => {
    const found = report({ tables: { 'public.orders': limit(0.1) }, isMatch: false });
    expect([found.verdict, found.withinAllowed, exitCode(found)]).toEqual(['mismatch', true, 1]);
    expect(textReport(found, { color: false, width: 200 })).toMatch(/^MISMATCH .* all within what was allowed/);
  });

  it('are told as such: in the first line, by table, and in what to do', () => {
    const text = textReport(report(accepted({ 'public.orders': limit(0.1) })), { color: false, width: 200 });
    expect(text).toMatch(/^MATCH {2}within what was allowed: 1 of 2 tables differs · 5 rows missing/);
    expect(text).toContain('orders: 10 % of its rows may differ, 5 do: within it');
    expect(text).toContain('they were allowed to, and are not equal');
  });

  it('excuse nothing else', () => {
    const orders = { 'public.orders': limit(0.5) };
    const absent = { unpaired: [{ source: shape('public', 'gone'), target: null }] };
    expect(report(accepted(orders), absent).verdict).toBe('mismatch');
    expect(report(accepted(orders), {}, 'not in the target: total').verdict).toBe('mismatch');
    expect(report(accepted(orders), { stopped: 'stopped by SIGINT' }).verdict).toBe('incomplete');
    expect(report(accepted({ 'public.products': limit(0.5) })).verdict).toBe('mismatch');
    const finding = { kind: 'missing', object: 'index', table: 'public.orders', name: 'a', aspect: null } as const;
    const blocker = { ...finding, severity: 'blocker', source: null, target: null, message: 'm', fix: null } as const;
    const definitions = { findings: [blocker], failure: null, strict: false };
    expect(report(accepted(orders), { definitions }).verdict).toBe('mismatch');
    const view = { kind: 'range', name: 'x', reason: 'y', affectsVerdict: true } as const;
    expect(report(accepted(orders), { notCompared: [view] }).verdict).toBe('mismatch');
  });
});
