/**
 * A key column of a block, its values one below the other. The first byte says how they are written: whichever way takes
 * the fewest bytes of those that can write all of them.
 */
import { type ByteWriter } from './varint.ts';
import type { ByteReader } from './varint.ts';

/** Canonical bytes; null for NULL. */
export type KeyValue = Uint8Array | null;

const CODING = { bytes: 0, integers: 1, bigIntegers: 2, uuids: 3 } as const;

const INTEGER = /^(?:0|-?[1-9]\d*)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Half of what a double holds exactly, so that the difference of two is exact too. */
const MOST_SAFE = 2 ** 51;

export function writeKeyColumn(values: readonly KeyValue[], out: ByteWriter): void {
  const texts = asTexts(values, INTEGER, 40);
  if (texts !== null) {
    const numbers = texts.map(Number);
    if (numbers.every((number) => Math.abs(number) < MOST_SAFE)) writeIntegers(numbers, out);
    else writeBigIntegers(texts, out);
    return;
  }
  const uuids = asTexts(values, UUID, 36);
  if (uuids !== null) writeUuids(uuids, out);
  else writeBytes(values, out);
}

/** The values as texts, where all of them are of that pattern. */
function asTexts(values: readonly KeyValue[], pattern: RegExp, longest: number): string[] | null {
  const texts: string[] = [];
  for (const value of values) {
    if (value === null || value.length > longest) return null;
    const text = String.fromCharCode(...value);
    if (!pattern.test(text)) return null;
    texts.push(text);
  }
  return texts;
}

/** Each as what it is more than the one before, even numbers standing for 0 and more, odd ones for less. */
function writeIntegers(numbers: readonly number[], out: ByteWriter): void {
  out.byte(CODING.integers);
  let before = 0;
  for (const number of numbers) {
    const step = number - before;
    out.varint(step >= 0 ? step * 2 : -step * 2 - 1);
    before = number;
  }
}

function writeBigIntegers(texts: readonly string[], out: ByteWriter): void {
  out.byte(CODING.bigIntegers);
  let before = 0n;
  for (const text of texts) {
    const step = BigInt(text) - before;
    out.bigVarint(step >= 0n ? step * 2n : -step * 2n - 1n);
    before += step;
  }
}

function writeUuids(texts: readonly string[], out: ByteWriter): void {
  out.byte(CODING.uuids);
  for (const text of texts) {
    const digits = text.replaceAll('-', '');
    for (let i = 0; i < 32; i += 2) out.byte(Number.parseInt(digits.slice(i, i + 2), 16));
  }
}

/** 0 for NULL; else one more than how many bytes it shares with the value before, how many follow, and these. */
function writeBytes(values: readonly KeyValue[], out: ByteWriter): void {
  out.byte(CODING.bytes);
  let before: Uint8Array = new Uint8Array(0);
  for (const value of values) {
    if (value === null) {
      out.varint(0);
      continue;
    }
    const shared = sharedBytes(before, value);
    out.varint(shared + 1);
    out.varint(value.length - shared);
    out.bytes(value, shared);
    before = value;
  }
}

function sharedBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < shorter && a[shared] === b[shared]) shared++;
  return shared;
}

/** @throws RangeError for a way of writing that it does not know. */
export function readKeyColumn(reader: ByteReader, rows: number): KeyValue[] {
  const coding = reader.byte();
  switch (coding) {
    case CODING.integers:
      return readIntegers(reader, rows);
    case CODING.bigIntegers:
      return readBigIntegers(reader, rows);
    case CODING.uuids:
      return Array.from({ length: rows }, () => uuidOf(reader.bytes(16)));
    case CODING.bytes:
      return readBytes(reader, rows);
    default:
      throw new RangeError(`keys are written in an unknown way, ${String(coding)}`);
  }
}

function readIntegers(reader: ByteReader, rows: number): KeyValue[] {
  const values = new Array<KeyValue>(rows);
  let number = 0;
  for (let row = 0; row < rows; row++) {
    const step = reader.varint();
    number += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    values[row] = asciiOf(String(number));
  }
  return values;
}

function readBigIntegers(reader: ByteReader, rows: number): KeyValue[] {
  const values = new Array<KeyValue>(rows);
  let number = 0n;
  for (let row = 0; row < rows; row++) {
    const step = reader.bigVarint();
    number += (step & 1n) === 0n ? step >> 1n : -((step + 1n) >> 1n);
    values[row] = asciiOf(String(number));
  }
  return values;
}

function readBytes(reader: ByteReader, rows: number): KeyValue[] {
  const values = new Array<KeyValue>(rows);
  let before: Uint8Array = new Uint8Array(0);
  for (let row = 0; row < rows; row++) {
    const shared = reader.varint() - 1;
    if (shared < 0) {
      values[row] = null;
      continue;
    }
    const rest = reader.bytes(reader.varint());
    const value = new Uint8Array(shared + rest.length);
    value.set(before.subarray(0, shared));
    value.set(rest, shared);
    values[row] = before = value;
  }
  return values;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function uuidOf(bytes: Uint8Array): Uint8Array {
  const hex = [...bytes].map((byte) => HEX[byte] ?? '').join('');
  return asciiOf([8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-'));
}

function asciiOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
