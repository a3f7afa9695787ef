/** Pieces of SQL that bring a column into the text, or the bytes, of its canonical form. */
import type { ViewColumn } from '../../src/model/view.ts';
import { isUtf8 } from './types.ts';

type Typed = Pick<ViewColumn, 'type'>;

export const bare = (name: string): string => name;

/**
 * Adding zero strips ZEROFILL, and for BIT and YEAR asks for the number; `+0E0` makes a double of a FLOAT, which alone is
 * printed with six digits (16777216 as 16777200). A DOUBLE is left alone: MySQL prints the result of an expression in 22
 * characters at most, which cuts the last digits off -2.2250738585072014e-308.
 */
export function plainNumber(name: string, { type }: Typed): string {
  if (type.kind === 'float') return type.size === 32 ? `(${name}+0E0)` : name;
  const plain = (type.kind === 'integer' || type.kind === 'decimal') && !type.native.includes('zerofill');
  return plain ? name : `(${name}+0)`;
}

/**
 * The 8 bytes of a number, little-endian, out of those of a point: to print its digits takes the server longer than all
 * other columns of a usual row. Adding zero makes one zero of two.
 */
export function floatBytesOf(number: string): string {
  return `SUBSTR(POINT(${number}+0, 0), 10, 8)`;
}

export function utf8(name: string, { type }: Typed): string {
  return isUtf8(type) ? name : `CONVERT(${name} USING utf8mb4)`;
}

/** A CHAR(n) comes without trailing spaces. */
export function unspaced(name: string, column: Typed): string {
  return column.type.fixed ? utf8(name, column) : `TRIM(TRAILING ' ' FROM ${utf8(name, column)})`;
}

export function bitDigits(name: string, { type }: Typed): string {
  return `LPAD(BIN(${name}+0), ${String(type.size ?? 1)}, '0')`;
}

export function hexadecimal(name: string): string {
  return `HEX(${name})`;
}

/** Of 16 bytes the uuid; of any other number of bytes a text that is none. */
export function hyphenated(bytes: string): string {
  return [21, 17, 13, 9].reduce((hex, at) => `INSERT(${hex}, ${String(at)}, 0, '-')`, `LOWER(HEX(${bytes}))`);
}

/** Without the zeros that end a fraction, and the point where nothing is left behind it. */
export function withoutZeros(printed: string, column: Typed): string {
  return hasFraction(column) ? `TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM ${printed}))` : printed;
}

export function hasFraction({ type }: Typed): boolean {
  return type.size !== null && type.size > 0;
}
