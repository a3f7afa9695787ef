import { describe, expect, it } from 'vitest';
import { textReport } from '../../src/report/text.ts';
import { widthOf } from '../../src/report/text/layout.ts';
import { MANY } from './many-tables.ts';

/** As a terminal gets it. */
const short = (width: number): string => textReport(MANY, { color: false, width, lines: 10 });
const joined = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('the report of 500 tables of which 70 differ', () => {
  it.each([60, 80, 120])('reads as agreed in %d columns', async (width) => {
    await expect(short(width)).toMatchFileSnapshot(`golden/many-tables-${String(width)}.txt`);
  });

  it.each([
    [60, 145],
    [80, 112],
    [120, 100],
  ])('in %d columns takes two screens, and is no wider', (width, most) => {
    const lines = short(width).split('\n');
    expect(lines.length).toBeLessThanOrEqual(most);
    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  });

  it('says the verdict, what is wrong, why and what to do, in this order', () => {
    const text = joined(short(80));
    const parts = [
      'MISMATCH do not cut over',
      'Only in the source',
      'Alike in many tables',
      'Definitions:',
      'What to do',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('tells absent tables once, all of them, with about how many rows they have', () => {
    const text = joined(short(100));
    for (let number = 501; number <= 514; number++) {
      expect(text.split(`warehouse_table_${String(number)}`).length - 1).toBe(1);
    }
    expect(text).toContain('Only in the source: 14 tables');
    expect(text).toContain('about 71,050 rows');
    expect(text).toContain('Only in the target: 1 table');
  });

  it('accounts for every table that is not equal, and for every row that differs', () => {
    const text = joined(short(100));
    expect(text).toMatch(/… and \d+ more tables differ: [\d,]+ rows missing/);
    const [, listed = ''] = /… and ([\d,]+) more tables differ/.exec(text) ?? [];
    const shown = short(100)
      .split('\n')
      .filter((line) => /^ {2}mismatch /.test(line)).length;
    expect(shown + Number(listed)).toBe(70);
  });

  it('groups what is alike: why tables could not be read, indexes that are called by their table', () => {
    const text = joined(short(100));
    expect(text).toMatch(/5 tables could not be compared: ADAPTER_PRIVILEGE_MISSING: permission denied for table/);
    expect(text).toContain('90 tables alike');
    expect(text.split('queries that go by it read the whole table').length - 1).toBe(1);
    expect(text).toMatch(/views? public\.sales_1, .* and \d+ more: it holds no rows of its own/);
  });

  it('puts no view below a table that it does not belong to', () => {
    for (const text of [short(100), textReport(MANY, { color: false, width: 100 })]) {
      const lines = text.split('\n');
      const view = lines.findIndex((line) => line.includes('view sales_1'));
      const header = lines.slice(0, view).findLast((line) => /^ {2}\S/.test(line));
      expect(header).toMatch(/of no table/);
    }
  });

  it('does not print hundreds of statements, and says where they are', () => {
    expect(short(100)).not.toContain('create view sales_16 as');
    expect(joined(short(100))).toContain('--fixes FILE writes them');
  });

  it('has a step for every kind of row that differs', () => {
    const text = joined(short(100));
    const steps = text.slice(text.indexOf('What to do'));
    expect(steps).toMatch(/Bring over 14 tables/);
    expect(steps).toMatch(/Load .* again from behind the last key that arrived/);
    expect(steps).toMatch(/changed rows/);
    expect(steps).toMatch(/only the target has/);
  });

  it('names everything when it is asked to', () => {
    const text = textReport(MANY, { color: false, width: 100 });
    for (let number = 7; number <= 490; number += 7) {
      expect(text).toContain(`\nwarehouse_table_${String(number).padStart(3, '0')} · `);
    }
    expect(text).toContain('create view sales_16 as');
    expect(text).toContain('warehouse_table_360_customer_id_idx');
  });
});
