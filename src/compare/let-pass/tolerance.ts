/**
 * Values that the user lets lie apart. "Within" is no equivalence: of three values the outer two may be too far apart.
 * So each value has a coarse form, and equal coarse forms are certainly within; where they are unequal the values
 * themselves decide, exactly.
 */
import { floatBytes } from '../../model/form.ts';
import type { Form } from '../../model/form.ts';
import { microsecondsOf } from './microseconds.ts';

export interface Tolerance {
  /** Equal for two values only when these are within the tolerance of each other. */
  readonly coarse: (value: Uint8Array) => Uint8Array;
  readonly within: (a: Uint8Array, b: Uint8Array) => boolean;
}

/**
 * Floats that lie no further apart than `relative` times the larger one. The coarse form has the low bits of the mantissa
 * cut off: what is left in one cell differs by less than the power of two at or below the tolerance, relative to the
 * smaller one. Numbers without a full mantissa, NaN and the infinities stay as they are.
 */
export function floatTolerance(relative: number): Tolerance {
  const mask = mantissaMask(relative);
  return {
    coarse: (value) => (hasFullMantissa(value) ? masked(value, mask) : value),
    within: (a, b) => sameBytes(a, b) || isWithin(float(a), float(b), relative),
  };
}

/**
 * Numbers in plain decimal digits that lie no further apart than `relative` times the larger one: floats that meet digits
 * of another kind. The coarse form is that of the nearest float for half the tolerance, since getting there moves each of
 * two numbers by half a unit of the last bit.
 */
export function digitsTolerance(relative: number): Tolerance {
  const mask = mantissaMask(relative / 2);
  return {
    coarse: (value) => {
      if (relative < FINEST_OF_DIGITS) return value;
      const nearest = floatBytes(Number(latin1(value)));
      return hasFullMantissa(nearest) ? Buffer.concat([TILDE, masked(nearest, mask)]) : value;
    },
    within: (a, b) => {
      if (sameBytes(a, b)) return true;
      const [first, second] = [digitsOf(latin1(a)), digitsOf(latin1(b))];
      if (first === null || second === null) return false;
      const places = Math.max(first.places, second.places);
      const [x, y] = [first, second].map((one) => one.digits * 10n ** BigInt(places - one.places)) as [bigint, bigint];
      return areNear(x, y, relative);
    },
  };
}

/**
 * Times that lie no further apart than some microseconds. What is on no calendar is within of itself alone, and so is among
 * points in time a reading that the time zone skips: it has no `Z`.
 */
export function timeTolerance(microseconds: number, form: Form): Tolerance {
  const most = BigInt(microseconds);
  const momentOf = (value: Uint8Array): bigint | null => {
    const text = latin1(value);
    return form === 'instant' && !text.endsWith('Z') ? null : microsecondsOf(text);
  };
  return {
    coarse: (value) => {
      const moment = momentOf(value);
      return moment === null ? value : Buffer.concat([TILDE, Buffer.from(String(floorDivided(moment, most)))]);
    },
    within: (a, b) => {
      if (sameBytes(a, b)) return true;
      const [first, second] = [momentOf(a), momentOf(b)];
      return first !== null && second !== null && size(first - second) <= most;
    },
  };
}

/** It is in no canonical form of a number or time, so that no cell is taken for a value that stays as it is. */
const TILDE = Buffer.from('~');

const MANTISSA_BITS = 52;

/** Below it two numbers with the same nearest float may be too far apart. */
const FINEST_OF_DIGITS = 2 ** -51;

/** Keeps sign, exponent and as many bits of the mantissa as the tolerance does not cover. */
function mantissaMask(relative: number): Uint8Array {
  const covered = MANTISSA_BITS + exponentOf(relative);
  const mask = new Uint8Array(8);
  new DataView(mask.buffer).setBigUint64(0, BigInt.asUintN(64, -1n << BigInt(Math.max(0, covered))));
  return mask;
}

/** The power of two at or below a number from 2^-1022 on. */
function exponentOf(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return (view.getUint16(0) >> 4) - 1023;
}

/** Neither zero nor subnormal, neither infinite nor NaN. */
function hasFullMantissa(value: Uint8Array): boolean {
  const exponent = (((value[0] ?? 0) & 0x7f) << 4) | ((value[1] ?? 0) >> 4);
  return exponent !== 0 && exponent !== 0x7ff;
}

/** By integers: a difference or a product of doubles would be rounded, and on the border that decides. */
function isWithin(a: number, b: number, relative: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const [first, second] = [fractionOf(a), fractionOf(b)];
  const exponent = Math.min(first.exponent, second.exponent);
  const [x, y] = [first, second].map((one) => one.mantissa << BigInt(one.exponent - exponent)) as [bigint, bigint];
  return areNear(x, y, relative);
}

/** Of two numbers in one unit. */
function areNear(x: bigint, y: bigint, relative: number): boolean {
  const limit = fractionOf(relative);
  const larger = size(x) > size(y) ? size(x) : size(y);
  // The exponent of a number below 1 is negative: it goes to the other side.
  return size(x - y) << BigInt(-limit.exponent) <= larger * limit.mantissa;
}

/** Plain decimal notation as digits and how many of them stand behind the point; null for NaN and the infinities. */
function digitsOf(text: string): { readonly digits: bigint; readonly places: number } | null {
  const [, whole, fraction = ''] = /^(-?\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return whole === undefined ? null : { digits: BigInt(whole + fraction), places: fraction.length };
}

function masked(value: Uint8Array, mask: Uint8Array): Uint8Array {
  return value.map((byte, i) => byte & (mask[i] ?? 0));
}

/** A finite number as `mantissa` times two to the `exponent`. */
function fractionOf(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const [exponent, low] = [Number((bits >> 52n) & 0x7ffn), bits & ((1n << 52n) - 1n)];
  const mantissa = exponent === 0 ? low : low | (1n << 52n);
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent: Math.max(exponent, 1) - 1075 };
}

function float(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function floorDivided(value: bigint, by: bigint): bigint {
  return value < 0n && value % by !== 0n ? value / by - 1n : value / by;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** Whether two values have the same canonical form. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
