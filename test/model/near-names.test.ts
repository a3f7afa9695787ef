import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../src/model/near-names.ts';

describe('what may be meant', () => {
  const tables = Array.from({ length: 500 }, (_, i) => `shop_table_${String(i).padStart(3, '0')}`);

  it.each([
    ['shop_table_0071', 'is shop_table_001 or shop_table_007 or '],
    ['shop_tabel_123', 'is shop_table_123 meant?'],
    ['ordres', 'is orders meant?'],
    ['di', 'is id meant?'],
    ['nothing_like_it', null],
  ])('by %s is the nearest', (name, said) => {
    const answer = didYouMean([...tables, 'orders', 'id', 'customers'], name);
    if (said === null) expect(answer).toBeNull();
    else expect(answer?.startsWith(said)).toBe(true);
  });
});
