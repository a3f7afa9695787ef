import { describe, expect, it } from 'vitest';
import { completeConfig, DEFAULTS } from '../../src/config/config.ts';

describe('the options of the library', () => {
  it('have the defaults of the command line where they are left out', () => {
    expect(completeConfig({})).toEqual(DEFAULTS);
    expect(completeConfig({ concurrency: 2, maxDifferences: Infinity })).toMatchObject({
      concurrency: 2,
      maxDifferences: Infinity,
      chunkRows: null,
    });
  });

  it('are refused, all at once, when they cannot be', () => {
    const wrong = { chunkRows: 0, concurrency: 65, maxDifferences: -1 };
    expect(() => completeConfig(wrong)).toThrow(/chunkRows.*; concurrency has to be from 1 to 64; maxDifferences/);
    expect(() => completeConfig({ concurrency: 1.5 })).toThrow(/concurrency/);
    expect(() => completeConfig({ concurrency: NaN })).toThrow(/concurrency/);
    const choice = (value: number) => [{ columns: null, value }];
    expect(() => completeConfig({ floatTolerance: choice(1) })).toThrow(/floatTolerance has to be a number above 0/);
    expect(() => completeConfig({ floatTolerance: choice(NaN) })).toThrow(/floatTolerance/);
    expect(() => completeConfig({ timeTolerance: choice(0.5) })).toThrow(/timeTolerance has to be a whole number/);
    expect(() => completeConfig({ rules: [{ columns: 'a', value: 'TXT-9' }] })).toThrow(/knows no rule 'TXT-9'/);
    expect(() => completeConfig({ concurrency: 0 })).toThrow(/concurrency/);
  });
});
