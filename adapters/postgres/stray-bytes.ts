/**
 * A server in SQL_ASCII keeps whatever bytes it is given as text. Those that are not UTF-8 are no text to anybody else, and
 * still they are compared and looked up byte by byte: here as a text that says which bytes they are.
 */
import { isUtf8 } from 'node:buffer';
import type { Finish } from '../sql/finish.ts';

/** PostgreSQL has no text with a NUL, so that none can be taken for it. */
const MARK = '\0not UTF-8: ';

/** Leaves a text in UTF-8 to `finish`, and writes any other bytes down. */
export function finishStray(finish: Finish): Finish {
  return (bytes) => {
    if (!isUtf8(bytes)) return Buffer.from(MARK + Buffer.from(bytes).toString('hex'));
    return finish === null ? bytes : finish(bytes);
  };
}

/** The bytes of a canonical text, as hexadecimal digits. */
export function bytesOfText(part: string): string {
  return part.startsWith(MARK) ? part.slice(MARK.length) : Buffer.from(part).toString('hex');
}

export function isStray(part: string): boolean {
  return part.startsWith(MARK);
}
