import type { KeyOrder } from '../model/column.ts';
import { formText } from '../model/form.ts';
import type { Form } from '../model/form.ts';
import { frameColumns, frameOffset, readLength } from '../model/frame.ts';
import { compareKeys } from '../model/key.ts';
import type { Key } from '../model/key.ts';

/** Framed rows that begin with their keys. */
export interface KeyedRows {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
}

/** How a key column is written and ordered. */
export interface OrderedColumn {
  readonly form: Form;
  /** Null where the canonical bytes decide. */
  readonly order: KeyOrder | null;
}

/** The places of the rows in the order of their keys; null where they are in it already, as most of them come. */
export function rowOrder(rows: KeyedRows, columns: readonly OrderedColumn[]): Uint32Array | null {
  if (isInOrder(rows, columns)) return null;
  const keys = Array.from(rows.starts, (start) => keyAt(rows.bytes, start, columns));
  const orders = columns.map(({ order }) => order);
  const places = Uint32Array.from(rows.starts, (_, i) => i);
  return places.sort((a, b) => compareKeys(orders, keys[a] ?? [], keys[b] ?? []));
}

function isInOrder({ bytes, starts }: KeyedRows, columns: readonly OrderedColumn[]): boolean {
  for (let row = 1; row < starts.length; row++) {
    if (!comesBefore(bytes, [starts[row - 1] ?? 0, starts[row] ?? 0], columns)) return false;
  }
  return true;
}

/** Whether the key at the first place comes before the one at the second. */
function comesBefore(bytes: Uint8Array, places: readonly [number, number], columns: readonly OrderedColumn[]): boolean {
  let [a, b] = places;
  for (const column of columns) {
    const [length, other] = [readLength(bytes, a), readLength(bytes, b)];
    const [start, otherStart] = [a + 4, b + 4];
    [a, b] = [start + Math.max(0, length), otherStart + Math.max(0, other)];
    if (length < 0 || other < 0) {
      if (length < 0 && other < 0) continue;
      return length < 0;
    }
    const compared =
      column.order === 'numeric' && isDigits(bytes, start, a) && isDigits(bytes, otherStart, b)
        ? length - other || compareBytes(bytes, [start, a], [otherStart, b])
        : compareValues(bytes, { a: [start, a], b: [otherStart, b] }, column);
    if (compared !== 0) return compared < 0;
  }
  return false;
}

type Span = readonly [start: number, end: number];

function compareValues(bytes: Uint8Array, { a, b }: { a: Span; b: Span }, { form, order }: OrderedColumn): number {
  // The text of these is not their bytes; that of all other forms without an order of its own is, byte for byte.
  if ((order === null || order === 'bytes') && form !== 'float') return compareBytes(bytes, a, b);
  return compareKeys([order], [formText(form, bytes.subarray(...a))], [formText(form, bytes.subarray(...b))]);
}

/** Whole numbers of the canonical form without a sign: the longer one is the larger one. */
function isDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = bytes[at] ?? 0;
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

function compareBytes(bytes: Uint8Array, [a, aEnd]: Span, [b, bEnd]: Span): number {
  const shorter = Math.min(aEnd - a, bEnd - b);
  for (let i = 0; i < shorter; i++) {
    const compared = (bytes[a + i] ?? 0) - (bytes[b + i] ?? 0);
    if (compared !== 0) return compared;
  }
  return aEnd - a - (bEnd - b);
}

function keyAt(bytes: Uint8Array, start: number, columns: readonly OrderedColumn[]): Key {
  return frameColumns(bytes, start, frameOffset(bytes, start, columns.length)).map((value, i) =>
    value === null ? null : formText(columns[i]?.form ?? 'bytes', value),
  );
}
