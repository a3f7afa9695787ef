import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishFloatDigits, finishSingleDigits, plainDigits } from '../../adapters/sql/finish-numbers.ts';

const digitsOf = (finish: (bytes: Uint8Array) => Uint8Array, text: string): string =>
  Buffer.from(finish(Buffer.from(text))).toString();

describe('plain decimal notation', () => {
  it.each([
    ['0', '0'],
    ['-0.00', '0'],
    ['007', '7'],
    ['+1.50', '1.5'],
    ['.5', '.5'],
    ['5.', '5'],
    ['100', '100'],
    ['1e+21', '1000000000000000000000'],
    ['1.5e-7', '0.00000015'],
    ['-12.5e1', '-125'],
    ['12.5e-1', '1.25'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
  ])('%s is %s', (text, plain) => {
    expect(plainDigits(text)).toBe(plain);
  });

  it('is the same number, with nothing to leave out', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: -40, max: 40 }), (digits, power) => {
        const plain = plainDigits(`${String(digits)}e${String(power)}`);
        expect(plain).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
        const [whole = '', fraction = ''] = plain.split('.');
        expect(BigInt(whole + fraction) * 10n ** BigInt(80 - fraction.length)).toBe(digits * 10n ** BigInt(80 + power));
      }),
    );
  });
});

describe('the digits of a float', () => {
  it('read back as it, and are the shortest that do', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const digits = digitsOf(finishFloatDigits, value.toExponential());
        expect(Number(digits)).toBe(value + 0);
      }),
    );
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const digits = digitsOf(finishSingleDigits, value.toExponential());
        expect(Math.fround(Number(digits))).toBe(value + 0);
        const significant = digits.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
        if (significant > 1) expect(Math.fround(Number(value.toPrecision(significant - 1)))).not.toBe(value);
      }),
    );
  });
});
