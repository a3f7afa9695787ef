import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microsecondsOf } from '../../../src/compare/let-pass/microseconds.ts';
import { digitsTolerance, floatTolerance, timeTolerance } from '../../../src/compare/let-pass/tolerance.ts';
import { floatBytes } from '../../../src/model/form.ts';

/** A finite number as an integer times a power of two, by doubling and halving: both are exact. */
function exactly(value: number): [bigint, number] {
  let [whole, exponent] = [value, 0];
  while (!Number.isInteger(whole)) [whole, exponent] = [whole * 2, exponent - 1];
  return [BigInt(whole), exponent];
}

function isNear(a: number, b: number, relative: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const [[x, ex], [y, ey], [t, et]] = [exactly(a), exactly(b), exactly(relative)];
  const scaled = (value: bigint, exponent: number): bigint => value << BigInt(exponent - Math.min(ex, ey));
  const abs = (value: bigint): bigint => (value < 0n ? -value : value);
  const [m, n] = [scaled(x, ex), scaled(y, ey)];
  return abs(m - n) << BigInt(-et) <= (abs(m) > abs(n) ? abs(m) : abs(n)) * t;
}

const relative = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((power) => 2 ** -power),
  fc.constantFrom(1e-9, 1e-6, 0.1, 0.5, 0.999, 1e-16, 1e-300),
);
/** About as many tolerances away from each other as decides: exactly one, a little less, a little more. */
const steps = fc.constantFrom(0, 0.3, 0.5, 1 - 1e-12, 1, 1 + 1e-12, 1.5, 2, -1, -0.5, -1 - 1e-12);
const anyDouble = fc.oneof(
  fc.double(),
  fc.integer({ min: -1074, max: 1023 }).map((power) => 2 ** power),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 5e-324, -5e-324, 2.2250738585072014e-308, Number.MAX_VALUE, 1, 0.1),
);
const nearPair = fc
  .tuple(anyDouble, anyDouble, relative, steps, fc.boolean())
  .map(([a, other, tolerance, step, near]) => ({ a, b: near ? a * (1 + tolerance * step) : other, tolerance }));

describe('a tolerance for floats', () => {
  it('lets pass what exact arithmetic says is near, and nothing else', () => {
    fc.assert(
      fc.property(nearPair, ({ a, b, tolerance }) => {
        const { within } = floatTolerance(tolerance);
        expect(within(floatBytes(a), floatBytes(b))).toBe(isNear(a, b, tolerance));
        expect(within(floatBytes(b), floatBytes(a))).toBe(isNear(a, b, tolerance));
      }),
      { numRuns: 3000 },
    );
  });

  it('has equal coarse forms only for what is within', () => {
    fc.assert(
      fc.property(nearPair, ({ a, b, tolerance }) => {
        const { coarse, within } = floatTolerance(tolerance);
        const [first, second] = [floatBytes(a), floatBytes(b)];
        if (Buffer.compare(coarse(first), coarse(second)) === 0) expect(within(first, second)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('has equal coarse forms for most of what is very near, so that few rows need a second look', () => {
    const { coarse } = floatTolerance(1e-9);
    const cells = Array.from({ length: 1000 }, (_, i) => [1 + i / 7, (1 + i / 7) * (1 + 1e-14)] as const);
    const equal = cells.filter(([a, b]) => Buffer.compare(coarse(floatBytes(a)), coarse(floatBytes(b))) === 0);
    expect(equal.length).toBeGreaterThan(990);
  });

  it.each([
    [0, 5e-324, false],
    [0, -0, true],
    [NaN, NaN, true],
    [NaN, Infinity, false],
    [Infinity, Infinity, true],
    [Infinity, Number.MAX_VALUE, false],
    [Infinity, -Infinity, false],
    [1, -1, false],
    [1, 1.5, true],
    [1, 2, true],
    [1, 2.0000000000000004, false],
  ])('of one half: %d and %d: %s', (a, b, near) => {
    expect(floatTolerance(0.5).within(floatBytes(a), floatBytes(b))).toBe(near);
  });
});

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('a tolerance for digits', () => {
  const digits = fc.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 8 }));
  const written = (value: number, places: number): string => {
    const [sign, plain] = [value < 0 ? '-' : '', String(Math.abs(value)).padStart(places + 1, '0')];
    return `${sign}${plain.slice(0, plain.length - places)}${places === 0 ? '' : `.${plain.slice(-places)}`}`;
  };

  it('lets pass what exact arithmetic says is near; equal coarse forms only for what is within', () => {
    const powers = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(digits, fc.integer({ min: -9, max: 9 }), powers, ([value, places], more, power) => {
        const { within, coarse } = digitsTolerance(2 ** -power);
        const [a, b] = [bytes(written(value, places)), bytes(written(value + more, places))];
        const near = Math.abs(more) * 2 ** power <= Math.max(Math.abs(value), Math.abs(value + more));
        expect(within(a, b)).toBe(near);
        if (Buffer.compare(coarse(a), coarse(b)) === 0) expect(near).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['0.1', '0.10000000000000000000000000000001', 1e-15, true],
    ['0.1', '0.1000000000000000000000001', 1e-26, false],
    ['1', '1.001', 0.001, true],
    ['1', '1.002', 0.001, false],
    ['NaN', 'Infinity', 0.5, false],
    ['NaN', 'NaN', 0.5, true],
    ['0', '0.000001', 0.5, false],
    [`1${'0'.repeat(400)}`, `1${'0'.repeat(399)}1`, 1e-9, true],
    [`1${'0'.repeat(400)}`, `2${'0'.repeat(400)}`, 0.1, false],
  ])('holds %s and %s against each other in full', (a, b, tolerance, near) => {
    const { within, coarse } = digitsTolerance(tolerance);
    expect(within(bytes(a), bytes(b))).toBe(near);
    if (!near) expect(coarse(bytes(a))).not.toEqual(coarse(bytes(b)));
  });
});

/** A canonical timestamp of the years 1 to 9999, and the same as microseconds by way of Date. */
const moment = fc
  .tuple(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([seconds, fraction]) => ({
    text: textOf(seconds, fraction),
    microseconds: BigInt(seconds) * 1_000_000n + BigInt(fraction),
  }));

function textOf(seconds: number, fraction: number): string {
  const reading = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return reading + (fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`);
}

describe('a tolerance for times', () => {
  it('reads the calendar as Date does', () => {
    fc.assert(
      fc.property(moment, ({ text, microseconds }) => {
        expect(microsecondsOf(text)).toBe(microseconds);
        expect(microsecondsOf(`${text}Z`)).toBe(microseconds);
      }),
    );
  });

  it.each([
    ['0001-12-31 23:59:59.999999 BC', '0001-01-01 00:00:00', 1n],
    ['0001-12-31 23:59:59.999999 BCZ', '0001-01-01 00:00:00Z', 1n],
    ['0005-02-29 00:00:00 BC', '0005-03-01 00:00:00 BC', 86_400_000_000n],
    ['4713-01-01 00:00:00 BC', '4713-01-01 00:00:00.5 BC', 500_000n],
    ['9999-12-31 23:59:59.999999', '10000-01-01 00:00:00', 1n],
    ['294276-12-31 23:59:59.999998', '294276-12-31 23:59:59.999999', 1n],
    ['2024-02-28 00:00:00', '2024-03-01 00:00:00', 2n * 86_400_000_000n],
    ['1900-02-28 00:00:00', '1900-03-01 00:00:00', 86_400_000_000n],
    ['23:59:59.9', '24:00:00', 100_000n],
    ['-838:59:59', '838:59:59', 2n * 3_020_399_000_000n],
    ['-00:00:00.5', '00:00:00.5', 1_000_000n],
  ])('knows how far %s is from %s', (first, second, apart) => {
    expect((microsecondsOf(second) ?? 0n) - (microsecondsOf(first) ?? 0n)).toBe(apart);
  });

  it('lets pass what is near, and nothing else; equal coarse forms only for what is within', () => {
    const step = fc.constantFrom(0n, 1n, -1n);
    const size = fc.constantFrom(1, 7, 500, 1000, 1_000_000);
    fc.assert(
      fc.property(moment, fc.integer({ min: -2, max: 2 }), step, size, ({ text, microseconds }, times, extra, most) => {
        const apart = BigInt(times * most) + extra;
        const [seconds, fraction] = [(microseconds + apart) / 1_000_000n, (microseconds + apart) % 1_000_000n];
        fc.pre(microseconds > 0n && fraction >= 0n && seconds < 253_402_300_799n);
        const { within, coarse } = timeTolerance(most, 'timestamp');
        const [first, second] = [bytes(text), bytes(textOf(Number(seconds), Number(fraction)))];
        const near = apart <= BigInt(most) && apart >= -BigInt(most);
        expect(within(first, second)).toBe(near);
        if (Buffer.compare(coarse(first), coarse(second)) === 0) expect(near).toBe(true);
      }),
    );
  });

  it.each([
    ['infinity', '-infinity'],
    ['infinityZ', '9999-12-31 23:59:59Z'],
    ['0000-00-00 00:00:00', '0001-01-01 00:00:00'],
    ['0000-00-00 00:00:00', '0000-00-00 00:00:01'],
    ['2024-00-15 00:00:00', '2024-00-15 00:00:00.1'],
    ['2024-02-30 00:00:00', '2024-03-01 00:00:00'],
  ])('is nothing for what is on no calendar: %s and %s', (first, second) => {
    const { within, coarse } = timeTolerance(1_000_000_000, first.endsWith('Z') ? 'instant' : 'timestamp');
    expect(within(bytes(first), bytes(second))).toBe(false);
    expect(within(bytes(first), bytes(first))).toBe(true);
    expect(coarse(bytes(first))).not.toEqual(coarse(bytes(second)));
  });

  it.each([
    ['2024-03-31 02:30:00', '2024-03-31 02:30:00Z'],
    ['2024-03-31 02:30:00', '2024-03-31 01:30:00Z'],
    ['2024-03-31 02:30:00', '2024-03-31 02:30:00.0005'],
  ])('is nothing for a reading that no point in time has: %s and %s', (first, second) => {
    const { within, coarse } = timeTolerance(1_000_000_000, 'instant');
    for (const [a, b] of [
      [bytes(first), bytes(second)],
      [bytes(second), bytes(first)],
    ] as const) {
      expect(within(a, b)).toBe(false);
      expect(within(a, a)).toBe(true);
      expect(coarse(a)).not.toEqual(coarse(b));
    }
  });

  it('has cells that go on before 1970', () => {
    const { coarse } = timeTolerance(1_000_000, 'timestamp');
    const cell = (text: string): string => Buffer.from(coarse(bytes(text))).toString();
    expect(cell('1969-12-31 23:59:59.5')).not.toBe(cell('1970-01-01 00:00:00.4'));
    expect(cell('1969-12-31 23:59:59.1')).toBe(cell('1969-12-31 23:59:59.9'));
  });
});
