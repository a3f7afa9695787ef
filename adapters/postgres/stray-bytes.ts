/**
 * A server in SQL_ASCII keeps whatever bytes it is given as text. Those that are not UTF-8 are no text to anybody else, and
 * still they are compared and looked up byte by byte: here as a text that says which bytes they are.
 */
import { isUtf8 } from 'node:buffer';
import { STRAY_BYTE, STRAY_MARK } from '../../src/model/form.ts';
import type { Finish } from '../sql/finish.ts';

const WORDS = 'not UTF-8: ';
const MARK_BYTE = Buffer.of(STRAY_BYTE);
const MARK = STRAY_MARK + WORDS;

/** Leaves a text in UTF-8 to `finish`, and writes any other bytes down. */
export function finishStray(finish: Finish): Finish {
  return (bytes) => {
    if (!isUtf8(bytes)) return Buffer.concat([MARK_BYTE, Buffer.from(WORDS + Buffer.from(bytes).toString('hex'))]);
    return finish === null ? bytes : finish(bytes);
  };
}

/** The bytes of a canonical text, as hexadecimal digits. */
export function bytesOfText(part: string): string {
  return part.startsWith(MARK) ? part.slice(MARK.length) : Buffer.from(part).toString('hex');
}

/** Whether a key part stands for bytes that are no text. */
export function isStray(part: string): boolean {
  return part.startsWith(MARK);
}

/** Whether a key part stands for what no column of a server in this encoding can have. */
export function isForeign(part: string, encoding: string | undefined): boolean {
  return part.startsWith(STRAY_MARK) && !(encoding === 'SQL_ASCII' && isStray(part));
}
