import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyOrder } from '../../src/model/column.ts';
import { compareKeys, keyIdentity, keyOfIdentity } from '../../src/model/key.ts';
import type { Key } from '../../src/model/key.ts';

/** Asserts that the texts are in ascending order, each pair of them, both ways round. */
function ascending(order: KeyOrder | null, texts: readonly (string | null)[]): void {
  for (const [i, a] of texts.entries()) {
    for (const [j, b] of texts.entries()) {
      expect(Math.sign(compareKeys([order], [a], [b])), `${String(a)} and ${String(b)}`).toBe(Math.sign(i - j));
    }
  }
}

describe('compareKeys', () => {
  it('compares numbers by value, beyond what a JavaScript number holds', () => {
    ascending('numeric', [
      null,
      '-Infinity',
      '-18446744073709551617',
      '-18446744073709551616',
      '-10',
      '-2',
      '-1.5',
      '-1.25',
      '-0.5',
      '0',
      '0.05',
      '0.5',
      '1',
      '1.25',
      '1.5',
      '2',
      '10',
      '9007199254740992',
      '9007199254740993',
      '9007199254740993.000000000000000001',
      '18446744073709551616',
      'Infinity',
      'NaN',
    ]);
  });

  it('agrees with arithmetic on any pair of decimals', () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const difference = a[0] * 10n ** BigInt(b[1]) - b[0] * 10n ** BigInt(a[1]);
        const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
        expect(Math.sign(compareKeys(['numeric'], [canonical(...a)], [canonical(...b)]))).toBe(expected);
      }),
    );
  });

  it('compares calendar readings in time, over eras, long years and the ends of time', () => {
    ascending('wall', [
      null,
      '-infinity',
      '4713-01-01 BC',
      '0044-03-15 BC',
      '0044-03-16 BC',
      '0001-12-31 BC',
      '0001-01-01',
      '0999-12-31',
      '2024-02-29',
      '2024-03-01',
      '9999-12-31',
      '10000-01-01',
      '99999-01-01',
      '294276-12-31',
      'infinity',
    ]);
    ascending('wall', [
      '0044-03-15 12:00:00 BC',
      '0044-03-15 12:00:00.5 BC',
      '0000-00-00 00:00:00',
      '0001-01-01 00:00:00',
      '2024-00-15 00:00:00',
      '2024-01-01 00:00:00',
      '2024-01-01 00:00:00.000001',
      '2024-01-01 00:00:00.12',
      '2024-01-01 00:00:00.13',
      '2024-01-01 00:00:01',
    ]);
  });

  it('compares points in time, whatever their fraction', () => {
    ascending('instant', [
      '-infinityZ',
      '0044-03-15 12:00:00 BCZ',
      '0001-01-01 00:00:00Z',
      '2024-01-01 00:00:00Z',
      '2024-01-01 00:00:00.12Z',
      '2024-01-01 00:00:01Z',
      '10000-01-01 00:00:00Z',
      'infinityZ',
    ]);
  });

  it('compares text and bytes by code point, where JavaScript goes by UTF-16 unit', () => {
    ascending(null, [null, '', '\0', ' ', '10', '2', 'A', 'a', 'a\t', 'a ', 'é', '\ufb03', '\uffff', '😀']);
    expect(['😀', '\ufb03'].sort(), 'the trap').toEqual(['😀', '\ufb03']);
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareKeys(['bytes'], [a], [b]))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('goes column by column, each in its own order', () => {
    const orders = ['numeric', 'bytes'] as const;
    expect(compareKeys(orders, ['2', '2'], ['10', '10'])).toBeLessThan(0);
    expect(compareKeys(orders, ['2', '2'], ['2', '10'])).toBeGreaterThan(0);
    expect(compareKeys(orders, ['2', null], ['2', ''])).toBeLessThan(0);
    expect(compareKeys(orders, ['2', null], ['2', null])).toBe(0);
    expect(compareKeys(['boolean'], ['0'], ['1'])).toBeLessThan(0);
  });
});

describe('keyIdentity', () => {
  const key = fc.array(fc.option(fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 3 });

  it('is shared by equal keys only', () => {
    fc.assert(
      fc.property(
        key,
        key,
        (a, b) => (keyIdentity(a) === keyIdentity(b)) === (JSON.stringify(a) === JSON.stringify(b)),
      ),
    );
    const alike: readonly Key[] = [
      ['a', 'b'],
      ['["a","b"]'],
      ['a,b'],
      [null],
      ['null'],
      ['[null]'],
      [''],
      ['', ''],
      ['['],
    ];
    expect(new Set(alike.map(keyIdentity)).size).toBe(alike.length);
  });

  it('can be turned back', () => {
    fc.assert(
      fc.property(key, (one) => {
        expect(keyOfIdentity(keyIdentity(one))).toEqual(one);
      }),
    );
  });
});

/** `digits` with the point moved `scale` places to the left, in canonical form. */
function canonical(digits: bigint, scale: number): string {
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - scale);
  const fraction = magnitude.slice(magnitude.length - scale).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
