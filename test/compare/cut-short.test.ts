import { describe, expect, it } from 'vitest';
import { textReport } from '../../src/report/text.ts';
import { verify } from '../../src/verify.ts';
import { column, primaryKey } from '../support/shapes.ts';
import { numbers, sideOf } from '../support/in-memory.ts';

const report = (source: string[][], target: string[][], changes = {}) =>
  verify({ source: sideOf(source, changes), target: sideOf(target, changes), chunkRows: 100 }).report();

describe('a target that ends too early', () => {
  it('is told by its last key, although gaps in the keys make no long run', async () => {
    const gaps = (n: number): boolean => n % 3 !== 0;
    const found = await report(
      numbers(1, 3000, gaps),
      numbers(1, 2000, (n) => gaps(n) && n !== 7),
    );
    const [table] = found.tables;
    expect(table).toMatchObject({ verdict: 'mismatch', cutShort: { after: { id: '2000' }, rows: 666 } });
    expect(table?.rows.missing).toBe(667);
    const text = textReport(found, { color: false, width: 100 });
    expect(text).toContain('the target ends at id 2000: 666 rows of the source lie behind it');
    expect(text).toContain('Load t again from behind id 2000: 666 of 667 missing rows');
  });

  it('is not claimed when rows are missing elsewhere, or nothing arrived at all', async () => {
    const [scattered] = (
      await report(
        numbers(1, 500),
        numbers(1, 500, (n) => n % 50 !== 1),
      )
    ).tables;
    expect(scattered?.rows.missing).toBe(10);
    expect(scattered).not.toHaveProperty('cutShort');
    expect((await report(numbers(1, 500), [])).tables[0]).not.toHaveProperty('cutShort');
  });

  it('is not claimed where the engine may sort the key in its own way', async () => {
    const text = { columns: [column('id', 'text')], keys: [primaryKey('id')] };
    expect((await report(numbers(1, 500), numbers(1, 100), text)).tables[0]).not.toHaveProperty('cutShort');
  });
});
