/**
 * How a column's value is written for a hash that any engine can compute: SHA-256 over the framed texts of a row. For
 * two columns of one `HashText`, equal texts stand for equal canonical values. Unequal texts may do so too (`-0` and `0`):
 * that costs a closer look. A float is written as its 8 bytes, big-endian: each engine prints its digits in a way of its own.
 */
import type { Form } from '../../src/model/form.ts';
import type { ViewColumn } from '../../src/model/view.ts';
import { isUtc } from './time-zone.ts';

/** A column's text: a name for the way it is written, and whether it is framed by a semicolon or by its length. */
export interface HashText {
  /** Equal for two columns whose equal texts are equal values. */
  readonly name: string;
  /** No text has a semicolon or a tilde in it. */
  readonly isPlain: boolean;
}

/** Forms whose canonical bytes are a text that each engine can write, and the kinds of which it can. */
const WRITTEN: Readonly<Partial<Record<Form, readonly string[]>>> = {
  integer: ['integer', 'boolean', 'bits', 'year'],
  decimal: ['integer', 'decimal', 'year'],
  text: ['text', 'enum', 'set'],
  trimmed: ['text'],
  bits: ['bits'],
  date: ['date'],
  time: ['time'],
  timestamp: ['timestamp'],
  uuid: ['uuid', 'text', 'bytes'],
  bytes: ['bytes'],
};

const WITH_ANY_CHARACTERS: ReadonlySet<string> = new Set(['text', 'trimmed', 'uuid', 'bytes']);

/** Null for a column that some engine cannot write so. */
export function hashTextOf(column: ViewColumn): HashText | null {
  const { form, type } = column;
  if (form === 'float' && type.kind === 'float') return { name: 'float', isPlain: false };
  if (form === 'instant') return instantText(column);
  if (WRITTEN[form]?.includes(type.kind) !== true) return null;
  return { name: form, isPlain: !WITH_ANY_CHARACTERS.has(form) };
}

/** A reading in a zone that is not UTC is written as it is: it is equal only to one in the same zone. */
function instantText({ type, timeZone }: ViewColumn): HashText | null {
  if (type.kind === 'instant') return { name: 'instant', isPlain: true };
  if (type.kind !== 'timestamp') return null;
  return { name: isUtc(timeZone) ? 'instant' : `reading in ${timeZone}`, isPlain: true };
}

/** Equal for two tables of any engines whose rows are framed in the same texts; null when a column has none. */
export function hashTextIdentity(columns: readonly ViewColumn[]): string | null {
  const texts = columns.map((column) => hashTextOf(column)?.name);
  return texts.includes(undefined) ? null : JSON.stringify(['sha256 of texts', ...texts]);
}

/** Canonical values that are known to trouble an engine; each engine writes them as its own literals to be hashed. */
const AWKWARD: Readonly<Partial<Record<Form, readonly string[]>>> = {
  integer: ['0', '-1', '9223372036854775807'],
  decimal: ['0.1', '-12345678901234567890.0000000001', '100'],
  float: ['0.1', '-2.5', '-0', '123456789.125', '1e300'],
  text: ['', 'ä€😀', "a'b\\c", ' a '],
  trimmed: ['', ' a', 'ä€😀'],
  bits: ['0'],
  date: ['2024-02-29', '0999-12-31'],
  time: ['00:00:00', '23:59:59.999999', '12:30:00.5'],
  timestamp: ['1999-12-31 23:59:59.999999', '2024-10-27 01:30:00', '2024-10-27 01:30:00.5'],
  instant: ['1999-12-31 23:59:59.999999', '2024-10-27 01:30:00', '2024-10-27 01:30:00.5'],
  uuid: ['c0ffee00-1234-5678-9abc-def012345678'],
  bytes: ['', '00ff2c3b'],
};

/** Rows to prove on that two engines write and hash alike: for each column a canonical text, bytes in hexadecimal. */
export function awkwardRows(columns: readonly ViewColumn[]): readonly (readonly string[])[] {
  const values = columns.map(({ form }) => AWKWARD[form] ?? []);
  return [0, 1, 2, 3].map((row) => values.map((some) => some[row % some.length] ?? ''));
}
