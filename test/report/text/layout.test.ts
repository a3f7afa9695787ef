import { describe, expect, it } from 'vitest';
import { aligned, shortened, widthOf, wrapped } from '../../../src/report/text/layout.ts';

describe('a text in columns of a terminal', () => {
  it('is measured as it is shown', () => {
    expect(widthOf('注文明細')).toBe(8);
    expect(widthOf('👩‍👩‍👧')).toBe(2);
    expect(widthOf('\u001b[31mred\u001b[39m')).toBe(3);
  });

  it('is wrapped by that measure', () => {
    const text = '注文 明細 顧客 商品 在庫 発送 返品 請求';
    for (const line of wrapped(text, 12, '  ')) expect(widthOf(line)).toBeLessThanOrEqual(12);
    expect(
      wrapped(text, 12, '  ')
        .map((line) => line.trim())
        .join(' '),
    ).toBe(text);
  });

  it('is cut in a word that is longer than a line, and loses nothing', () => {
    const text = `the table ${'顧客'.repeat(20)} and ${'long_name_'.repeat(10)}`;
    const lines = wrapped(text, 30, '    ');
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(30);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('is shortened in its middle to what fits', () => {
    expect(shortened('shop_table_orders', 11)).toBe('shop_…rders');
    expect(shortened('注文明細と顧客と商品と在庫', 11)).toBe('注文明…在庫');
    for (const text of ['注文明細と顧客と商品', '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 'a注b文c明d細e'])
      for (let width = 4; width < 12; width++) expect(widthOf(shortened(text, width))).toBeLessThanOrEqual(width);
  });

  it('stands below the others of its column', () => {
    const lines = aligned(
      [
        ['注文', '1'],
        ['orders', '12'],
        ['👍 likes', '3'],
      ],
      ['left', 'right'],
    );
    expect(lines.map(widthOf)).toEqual([14, 14, 14]);
  });
});
