/**
 * The last step to the canonical form, where it is done here rather than by the engine: the same for every engine,
 * so that equal values cannot end up with different bytes.
 */
import { isUtf8 } from 'node:buffer';
import { canonicalJson } from '../../src/model/canonical-json.ts';

/** Brings a value, as the server prints it, into the canonical form; null leaves it as it is. */
export type Finish = ((bytes: Uint8Array) => Uint8Array) | null;

/** The form `json` of a JSON text, UTF-8 in and UTF-8 out. Bytes that are no text stay as they are, and are no document. */
export function finishJson(bytes: Uint8Array): Uint8Array {
  if (!isUtf8(bytes)) return bytes;
  return Buffer.from(canonicalJson(asBuffer(bytes).toString('utf8')));
}

/** The form `float` of the 8 bytes of a number, little-endian, that is neither -0 nor NaN. */
export function finishFloatBytes(bytes: Uint8Array): Uint8Array {
  return bytes.toReversed();
}

/** The form `uuid` of 16 bytes; of any other number of bytes their bare hexadecimal digits, which are no uuid. */
export function finishUuidBytes(bytes: Uint8Array): Uint8Array {
  const hex = asBuffer(bytes).toString('hex');
  return Buffer.from(hex.length === 32 ? hyphenated(hex) : hex);
}

/** The form `uuid` of a text; of one that is no uuid the text itself, in lower case. */
export function finishUuidText(bytes: Uint8Array): Uint8Array {
  const text = asBuffer(bytes).toString('utf8').replace(/ +$/, '').toLowerCase();
  return Buffer.from(/^[0-9a-f]{32}$/.test(text) ? hyphenated(text) : text);
}

const [POINT, ZERO, Z] = [0x2e, 0x30, 0x5a];

/** Digits with a point: without zeros at the end, and without the point when nothing is left behind it. */
export function trimZeros(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(POINT)) return bytes;
  let end = bytes.length;
  while (bytes[end - 1] === ZERO) end--;
  return bytes.subarray(0, bytes[end - 1] === POINT ? end - 1 : end);
}

/** The form `instant` of a timestamp in UTC. */
export function finishInstant(bytes: Uint8Array): Uint8Array {
  const reading = trimZeros(bytes);
  const instant = Buffer.allocUnsafe(reading.length + 1);
  instant.set(reading);
  instant[reading.length] = Z;
  return instant;
}

function hyphenated(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
