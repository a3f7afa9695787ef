import type { KeyOrder, Kind } from './column.ts';

/**
 * The canonical forms: for each, the one byte sequence by which equal values of different engines are equal.
 * An adapter produces a form for every column it is asked to; the contract test iterates over this table.
 */
export const FORMS = {
  integer: 'decimal digits, `-` before a negative one, no leading zeros',
  decimal:
    'plain decimal notation, no exponent, no zeros before or after what is significant, no `-0`; `NaN`, `Infinity`, `-Infinity`',
  float:
    'the 8 bytes of the IEEE 754 binary64, big-endian; `-0` as `0`; one NaN. A 4-byte float is widened, which is exact',
  single:
    'like decimal: the shortest digits that read back as the 4-byte float; of an 8-byte float that is no 4-byte one, those that read back as it',
  text: 'UTF-8 bytes',
  trimmed: 'UTF-8 bytes without trailing spaces (U+0020)',
  bytes: 'the bytes',
  bits: 'one `0` or `1` a bit, the highest first, padded to the declared length',
  date: '`YYYY-MM-DD`, ` BC` behind a year before 1; `infinity`, `-infinity`',
  time: '`HH:MM:SS[.ffffff]`, hours beyond 24 and `-` where the engine has them, no trailing zeros in the fraction',
  timestamp: '`YYYY-MM-DD HH:MM:SS[.ffffff]`, no trailing zeros in the fraction',
  instant: 'like timestamp, in UTC, with a trailing `Z`',
  uuid: 'lower-case hexadecimal with hyphens',
  labels: 'the labels in the order of their bytes, each with a comma behind it',
  inet: 'IPv4 in four decimal numbers, IPv6 in eight groups of four lower-case hexadecimal digits; `/` and the netmask if it is written',
  point: 'the 16 bytes of two binary64, like float',
  json: 'no white space, members sorted by name (those of one name in their order), numbers exact as digits and exponent, shortest escapes',
  native: 'the text that the engine itself prints under the pinned session, exact for dump and restore',
} as const;

export type Form = keyof typeof FORMS;

const ORDERS: Readonly<Partial<Record<Form, KeyOrder>>> = {
  integer: 'numeric',
  decimal: 'numeric',
  date: 'wall',
  timestamp: 'wall',
  instant: 'instant',
};

/** The order of a form's canonical text; null where it is that of its bytes. */
export function orderOf(form: Form): KeyOrder | null {
  return ORDERS[form] ?? null;
}

/** By form, the kinds of columns in which a statement can look a value up by its canonical form. */
const LOOKED_UP: Readonly<Partial<Record<Form, readonly Kind[]>>> = {
  integer: ['integer', 'boolean', 'bits', 'year'],
  decimal: ['decimal', 'integer', 'year'],
  text: ['text', 'enum', 'set'],
  trimmed: ['text', 'enum', 'set'],
  bytes: ['bytes'],
  bits: ['bits'],
  date: ['date'],
  time: ['time'],
  timestamp: ['timestamp'],
  instant: ['instant', 'timestamp'],
  uuid: ['uuid', 'text', 'bytes'],
  native: ['other', 'array', 'interval', 'inet', 'text'],
};

/** Whether a row can be looked up by such a column, as a key needs it. */
export function canLookUp(form: Form, kind: Kind): boolean {
  return LOOKED_UP[form]?.includes(kind) ?? false;
}

// Without `ignoreBOM` a leading U+FEFF would be dropped: two texts would become one key.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Begins the bytes of a value that is sent as a text and is none: a code that no character of Unicode stands for. No UTF-8
 * has it, so that such a value equals no text.
 */
export const STRAY_BYTE = 0xff;
/** The same in a key: half of a character, which no text from bytes can have. Behind it stands what the value is. */
export const STRAY_MARK = '\udcff';

/**
 * A canonical value as text, for keys and reports: bytes as lower-case hex without prefix, a float as the shortest
 * digits that read back the same.
 *
 * @throws TypeError when a text form is not UTF-8: two different byte strings must not become one key.
 */
export function formText(form: Form, bytes: Uint8Array): string {
  if (form === 'bytes' || form === 'point')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  if (form === 'float') return String(new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0));
  if (bytes[0] === STRAY_BYTE) return STRAY_MARK + utf8.decode(bytes.subarray(1));
  return utf8.decode(bytes);
}

/** A moment in the form `instant`. */
export function instantText(moment: Date): string {
  return moment
    .toISOString()
    .replace('T', ' ')
    .replace(/\.?0+Z$/, 'Z');
}

/** The canonical form of a binary64: big-endian, one zero, one NaN. */
export function floatBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value === 0 ? 0 : Number.isNaN(value) ? NaN : value);
  return bytes;
}
