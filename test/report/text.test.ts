import { describe, expect, it } from 'vitest';
import { textReport } from '../../src/report/text.ts';
import { headline } from '../../src/report/text/headline.ts';
import { changed, missing, ORDER_COLUMNS, range, rows, table, told } from './made-up.ts';
import { STORIES } from './stories.ts';

const plain = { color: false, width: 80, lines: 10 };
const styles = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

describe.each(Object.entries(STORIES))('the report of %s', (name, report) => {
  it('reads as agreed', async () => {
    await expect(textReport(report, plain)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('is the same in colour', () => {
    const coloured = textReport(report, { ...plain, color: true });
    expect(coloured).toMatch(styles);
    expect(coloured.replace(styles, '')).toBe(textReport(report, plain));
  });

  it.each([60, 80, 120])('fits in %d columns', (width) => {
    const lines = textReport(report, { color: false, width, lines: 10 }).split('\n');
    // A statement is there to be copied.
    expect(lines.filter((line) => line.length > width && !line.endsWith(';'))).toEqual([]);
  });

  it('begins with its verdict', () => {
    expect(textReport(report, plain).split(' ')[0]).toBe(report.verdict.toUpperCase());
    expect(headline(report)).toContain(report.verdict.toUpperCase());
  });
});

describe('the headline', () => {
  it('does not call definitions equal of which some were ignored', () => {
    const match = Object.values(STORIES).find(({ verdict }) => verdict === 'match');
    if (match === undefined) throw new Error('no story ends well');
    const report = { ...match, schema: [], loosened: [] };
    expect(headline(report)).toContain('the definitions are equal');
    const ignoring = headline({ ...report, loosened: ['schema ignore: index'] });
    expect(ignoring).toContain('no finding in the definitions that were not ignored');
    expect(ignoring).not.toContain('definitions are equal');
  });
});

describe('the listing', () => {
  const orders = table('orders', ['id'], ORDER_COLUMNS);

  function listing(keys: readonly string[], lines: number, maxDifferences = 1000): string {
    const counts = rows(keys.length, 0, { missing: keys.length });
    const report = told([{ table: orders, outcome: { rows: counts }, differences: keys.map((key) => missing(key)) }], {
      maxDifferences,
    });
    return textReport(report, { color: false, width: 80, lines });
  }

  it('accounts for every row: named, or counted as not named', () => {
    const keys = range(1, 500).map((key) => String(Number(key) * 3));
    for (const lines of [1, 2, 10, 1000]) {
      const text = listing(keys, lines);
      const named = new Set(text.replace(/, the last at .*/, '').match(/(?<=(?:id |, ))\d+(?=,|\n)/g));
      const left = /… and (\d+) more/.exec(text)?.[1] ?? '0';
      expect(named.size + Number(left)).toBe(500);
    }
  });

  it('names a long run in one line, also beyond the cap', () => {
    const text = listing(range(187501, 200000), 10, 5);
    expect(text).toContain('missing  id 187501 … 200000  12,500 rows, one unbroken run\n');
    expect(text).not.toContain('not listed');
  });

  it('lists all that the report names when there is no limit', () => {
    const keys = range(1, 900).map((key) => String(Number(key) * 2));
    expect(textLines(listing(keys, Infinity))).toBeGreaterThan(50);
    expect(listing(keys, Infinity)).not.toContain('not listed');
  });

  it('says of changed rows in which columns and by which rules', () => {
    const differences = [changed('1', 'total', 'updated_at'), { kind: 'changed', key: ['2'] } as const];
    const report = told([{ table: orders, outcome: { rows: rows(2, 2, { changed: 2 }) }, differences }]);
    const text = textReport(report, plain);
    expect(text).toContain('in total (DEC-1), updated_at (TS-2)\n             id 1\n');
    expect(text).toContain('in columns that were not looked up\n             id 2\n');
  });

  function textLines(text: string): number {
    return text.split('\n').length;
  }
});

describe('tables that were read as one', () => {
  it('are named with the table whose name reaches them', () => {
    const family = { source: ['chunks.c1', 'chunks.c2'], target: [] };
    const report = told([{ table: table('orders', ['id'], ORDER_COLUMNS, { family }), outcome: { rows: rows(1, 1) } }]);
    expect(report.tables[0]?.family).toEqual(family);
    expect(textReport(report, plain).replaceAll(/\s+/g, ' ')).toContain(
      'Taken together orders: one table with the rows of chunks.c1, chunks.c2 of the source, which its name reaches',
    );
  });
});

describe('the advice', () => {
  it('is to let rows rest that would not hold still, when that is all', () => {
    const orders = table('orders', ['id'], ORDER_COLUMNS);
    const outcome = { rows: rows(10, 10, { unconfirmed: 2 }) };
    const text = textReport(told([{ table: orders, outcome }]), plain).replaceAll(/\s+/g, ' ');
    expect(text).toContain('INCOMPLETE');
    expect(text).toContain('1. Let writes to orders rest on both sides, or raise --settle');
    expect(text).not.toContain('Remove the reasons');
  });
});

describe('a hostile database', () => {
  const evil = 'a\u001b]0;owned\u0007\u009b31m\u202e\r\n\u0000\ud800b';

  it('cannot speak to the terminal, wherever it puts its text', () => {
    const orders = table(evil, [evil], { [evil]: 'TXT-1' });
    const note = { kind: 'column', name: evil, reason: evil, affectsVerdict: true } as const;
    const report = told(
      [
        {
          table: { ...orders, notCompared: [note] },
          outcome: { verdict: 'mismatch', reason: evil, rows: rows(2, 1, { missing: 1, changed: 1 }) },
          differences: [missing(evil), changed(evil, evil)],
        },
      ],
      { warnings: [evil], loosened: [evil] },
    );
    const sides = { source: { label: evil, engine: evil, engineVersion: evil } };
    const text = textReport({ ...report, ...sides }, plain);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});
