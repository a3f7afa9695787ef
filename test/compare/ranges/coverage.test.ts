import { describe, expect, it } from 'vitest';
import { trackCoverage } from '../../../src/compare/ranges/coverage.ts';
import type { KeyRange } from '../../../src/model/key.ts';

function cover(...ranges: KeyRange[]): () => void {
  return () => {
    const coverage = trackCoverage();
    for (const range of ranges) coverage.add(range);
    coverage.assertComplete();
  };
}

const range = (after: string | null, through: string | null): KeyRange => ({
  after: after === null ? null : [after],
  through: through === null ? null : [through],
});

describe('the proof of coverage', () => {
  it('holds for ranges that tile the key line', () => {
    expect(cover(range(null, null))).not.toThrow();
    expect(cover(range(null, '5'), range('5', '9'), range('9', null))).not.toThrow();
  });

  it.each([
    ['nothing at all', []],
    ['a first range that is not open', [range('1', null)]],
    ['a last range that is not open', [range(null, '5')]],
    ['a gap', [range(null, '5'), range('6', null)]],
    ['an overlap', [range(null, '5'), range('4', null)]],
    ['a range left out in the middle', [range(null, '5'), range('9', null)]],
    ['something behind the end', [range(null, null), range(null, null)]],
    ['a second open beginning', [range(null, '5'), range(null, null)]],
    ['a bound behind the end', [range(null, null), range('5', null)]],
    ['ranges in the wrong order', [range('5', null), range(null, '5')]],
  ])('fails for %s', (_name, ranges) => {
    expect(cover(...ranges)).toThrow(/no chunk covers|end before/);
  });
});
