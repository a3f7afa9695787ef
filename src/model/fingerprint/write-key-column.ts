import { CODING, MOST_SAFE } from './key-column.ts';
import type { KeyColumn } from './key-column.ts';
import type { ByteWriter } from './varint.ts';

export function writeKeyColumn(column: KeyColumn, out: ByteWriter): void {
  const numbers = wholeNumbers(column);
  if (numbers === null) {
    if (areUuids(column)) writeUuids(column, out);
    else writeBytes(column, out);
  } else if (numbers.every((number) => Math.abs(number) < MOST_SAFE)) writeIntegers(numbers, out);
  else writeBigIntegers(column, out);
}

const [ZERO, NINE, MINUS] = [0x30, 0x39, 0x2d];
/** Digits and a sign of numbers that are worth to be written as such. */
const LONGEST = 40;

/** The values as numbers, inexact beyond 2^53; null where one of them is no whole number in its canonical form. */
function wholeNumbers({ bytes, starts, ends }: KeyColumn): Float64Array | null {
  const numbers = new Float64Array(starts.length);
  for (let row = 0; row < numbers.length; row++) {
    const number = wholeNumber(bytes, starts[row] ?? 0, ends[row] ?? 0);
    if (Number.isNaN(number)) return null;
    numbers[row] = number;
  }
  return numbers;
}

/** NaN for what is no whole number: NULL, `-0`, `007`, `1.5`. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === MINUS;
  const first = negative ? start + 1 : start;
  if (end <= first || end - start > LONGEST) return NaN;
  if (bytes[first] === ZERO && (negative || end > first + 1)) return NaN;
  let number = 0;
  for (let at = first; at < end; at++) {
    const digit = bytes[at] ?? 0;
    if (digit < ZERO || digit > NINE) return NaN;
    number = number * 10 + (digit - ZERO);
  }
  return negative ? -number : number;
}

/** Each as what it is more than the one before, even numbers standing for 0 and more, odd ones for less. */
function writeIntegers(numbers: Float64Array, out: ByteWriter): void {
  out.byte(CODING.integers);
  let before = 0;
  for (const number of numbers) {
    const step = number - before;
    out.varint(step >= 0 ? step * 2 : -step * 2 - 1);
    before = number;
  }
}

function writeBigIntegers({ bytes, starts, ends }: KeyColumn, out: ByteWriter): void {
  out.byte(CODING.bigIntegers);
  let before = 0n;
  for (let row = 0; row < starts.length; row++) {
    const step = BigInt(String.fromCharCode(...bytes.subarray(starts[row], ends[row]))) - before;
    out.bigVarint(step >= 0n ? step * 2n : -step * 2n - 1n);
    before += step;
  }
}

const [UUID_LENGTH, HYPHEN] = [36, 0x2d];
const HYPHENS = new Set([8, 13, 18, 23]);
/** Of the code of a digit in lower case; -1 for any other. */
const HEX_VALUE = Int8Array.from({ length: 256 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code)));

function areUuids({ bytes, starts, ends }: KeyColumn): boolean {
  return starts.every((start, row) => ends[row] === start + UUID_LENGTH && isUuid(bytes, start));
}

function isUuid(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < UUID_LENGTH; i++) {
    const code = bytes[start + i] ?? 0;
    if (HYPHENS.has(i) ? code !== HYPHEN : (HEX_VALUE[code] ?? -1) < 0) return false;
  }
  return true;
}

function writeUuids({ bytes, starts }: KeyColumn, out: ByteWriter): void {
  out.byte(CODING.uuids);
  for (const start of starts) {
    for (let i = 0; i < UUID_LENGTH; i += 2) {
      if (HYPHENS.has(i)) i++;
      const [high, low] = [bytes[start + i] ?? 0, bytes[start + i + 1] ?? 0];
      out.byte((HEX_VALUE[high] ?? 0) * 16 + (HEX_VALUE[low] ?? 0));
    }
  }
}

/** 0 for NULL; else one more than how many bytes it shares with the value before, how many follow, and these. */
function writeBytes({ bytes, starts, ends }: KeyColumn, out: ByteWriter): void {
  out.byte(CODING.bytes);
  let [before, beforeLength] = [0, 0];
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row] ?? 0;
    const length = (ends[row] ?? 0) - start;
    if (length < 0) {
      out.varint(0);
      continue;
    }
    const shortest = Math.min(length, beforeLength);
    let shared = 0;
    while (shared < shortest && bytes[before + shared] === bytes[start + shared]) shared++;
    out.varint(shared + 1);
    out.varint(length - shared);
    out.bytes(bytes, start + shared, start + length);
    [before, beforeLength] = [start, length];
  }
}
