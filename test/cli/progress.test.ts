import { describe, expect, it } from 'vitest';
import { progressLine } from '../../src/cli/progress/line.ts';
import { showProgress } from '../../src/cli/progress/progress.ts';
import { addToTally, newTally } from '../../src/cli/progress/tally.ts';
import type { Tally } from '../../src/cli/progress/tally.ts';
import type { Event } from '../../src/model/event.ts';
import { widthOf } from '../../src/report/text/layout.ts';

function tally(changes: Partial<Tally> = {}): Tally {
  return { ...newTally(0), tables: 15, begun: true, ...changes };
}

const FAR = { tablesDone: 3, rows: 1_200_000, rowsExpected: 5_400_000, differences: 12 };
const told = (...events: Event[]): Tally => {
  const all = tally(FAR);
  for (const event of events) addToTally(all, event, 1000);
  return all;
};

describe('progress', () => {
  it('is one line, the most important first', () => {
    expect(progressLine(newTally(0), 500, 100)).toBe('looking at both sides');
    expect(progressLine(tally(FAR), 6000, 120)).toBe(
      '12 differences · 3/15 tables · 1,200,000 of about 5,400,000 rows · about 21 s left · 200,000 rows/s',
    );
  });

  it.each([
    [60, '12 differences · 3/15 tables'],
    [80, '12 differences · 3/15 tables · 1,200,000 of about 5,400,000 rows'],
  ])('fits %d columns, with the number of differences and of tables', (width, line) => {
    const shown = progressLine(tally(FAR), 6000, width);
    expect(shown.startsWith(line)).toBe(true);
    expect(widthOf(shown)).toBeLessThanOrEqual(width);
  });

  it('foretells nothing once the statistics are overtaken', () => {
    expect(progressLine(tally({ tables: 1, rows: 2000, rowsExpected: 1000 }), 2000, 100)).toBe(
      '0/1 table · 2,000 rows · 1,000 rows/s',
    );
  });

  it('does not stand still: what is done while no rows come in is said, and for how long', () => {
    expect(progressLine(tally({ begun: false }), 3000, 100)).toContain('comparing definitions for 3 s');
    const reading = told({ type: 'reading', table: 'public.orders' });
    expect(progressLine(reading, 13_000, 100)).toContain('3/15 tables · reading public.orders for 12 s');
    addToTally(reading, { type: 'compared', table: 'public.orders', rows: { source: 5, target: 5 } }, 14_000);
    expect(progressLine(reading, 14_000, 100)).not.toContain('reading');
    const again = told(
      { type: 'rechecking', table: 'a', rows: 1204 },
      { type: 'rechecking', table: 'b', rows: 6 },
      { type: 'rechecking', table: 'a', rows: -4 },
    );
    expect(progressLine(again, 6000, 100)).toContain('looking again at 1,206 rows');
    addToTally(again, { type: 'rechecking', table: 'a', rows: -1200 }, 6000);
    addToTally(again, { type: 'rechecking', table: 'b', rows: -6 }, 6000);
    expect(progressLine(again, 6000, 100)).not.toContain('looking again');
  });

  it.each([60, 80])('says that a table is read also where %d columns have no room for its name', (width) => {
    const reading = told({ type: 'reading', table: `public.${'注文'.repeat(30)}` });
    const line = progressLine(reading, 13_000, width);
    expect(line).toMatch(/^12 differences · 3\/15 tables · reading .*…\S* for 12 s/);
    expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  it('says first why it waits', () => {
    const held = told({ type: 'held', reason: 'the pause file /tmp/pause exists' });
    expect(progressLine(held, 6000, 60)).toBe('waiting: the pause file /tmp/pause exists · 12 differences');
    addToTally(held, { type: 'held', reason: null }, 7000);
    expect(progressLine(held, 7000, 60)).not.toContain('waiting');
    const lost = told({
      type: 'retried',
      reason: 'ADAPTER_CONNECTION_LOST: gone · hint: x',
      attempt: 2,
      waitSeconds: 7.2,
    });
    expect(progressLine(lost, 6000, 80)).toMatch(/^asking again in 8 s: ADAPTER_CONNECTION_LOST: gone · 12/);
  });

  it.each([60, 80])('tells a reason that has no room in %d columns in full, once', (columns) => {
    let printed = '';
    const progress = showProgress({ isTTY: true, columns, write: (text) => ((printed += text), true) }, false, () => 0);
    const reason = `the pause file /var/lib/${'a-long-folder/'.repeat(8)}pause exists`;
    for (let i = 0; i < 3; i++) progress.on({ type: 'held', reason });
    progress.end();
    const shown = printed.replaceAll(/[\r\n]|\u001b\[K/g, '').replaceAll(' ', '');
    expect(shown.split(`waiting:${reason.replaceAll(' ', '')}`).length - 1).toBe(1);
    for (const line of printed.split(/[\r\n]|\u001b\[K/)) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('tells what is to be known at once', () => {
    let printed = '';
    const progress = showProgress({ write: (text) => ((printed += text), true) }, false, () => 0);
    progress.on({ type: 'noticed', notice: 'old:5432/shop gives fewer than 6 connections' });
    progress.end();
    expect(printed).toBe('crosstally: old:5432/shop gives fewer than 6 connections\n');
  });

  it('counts what it is told', () => {
    const all = newTally(0);
    addToTally(all, { type: 'finished', at: new Date().toISOString() }, 0);
    expect(all).toEqual(newTally(0));
  });
});
