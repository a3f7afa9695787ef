/**
 * A journal's lines: `checksum json`. Each checksum is over the one before it and the line's own text, so that a line
 * that was changed, lost, doubled or moved is found out, whichever it is.
 */
import { createHash } from 'node:crypto';

/** What a journal begins with; a later format has another number. */
export const MAGIC = 'crosstally checkpoint, format 1\n';

const SEAL_LENGTH = 16;

/** The checksum before the first line. */
export const FIRST: string = sealOf('', MAGIC);

/** The checksum of a line's text, behind a line that has the checksum `before`. */
export function sealOf(before: string, text: string | Uint8Array): string {
  return createHash('sha256').update(before).update(text).digest('hex').slice(0, SEAL_LENGTH);
}

/** A line as it stands in the file. */
export interface Line {
  readonly text: string;
  /** The text as it is stored: bytes that are no UTF-8 would look like others. */
  readonly bytes: Uint8Array;
  /** Where it begins and ends in the file, its line end included. */
  readonly start: number;
  readonly end: number;
  readonly seal: string;
}

/** What became of the lines of a file. */
export interface Outcome {
  /** Behind the last good line. */
  readonly end: number;
  /** The checksum of the last good line. */
  readonly seal: string;
  /** Bytes behind it that are no line: what a crash leaves. */
  readonly damaged: number;
  /** A good line comes behind a bad one: no crash does that. */
  readonly broken: boolean;
}

/** Hands out the good lines before the first bad one. `start` is where in the file the bytes begin, behind the seal `first`. */
export async function readLines(
  bytes: AsyncIterable<Uint8Array>,
  start: number,
  take: (line: Line) => void,
  first: string = FIRST,
): Promise<Outcome> {
  let [end, seal, at, broken, before] = [start, first, start, false, first];
  let good = true;
  for await (const raw of splitLines(bytes)) {
    const line = lineOf(raw, at);
    at += raw.length;
    const fits = line !== null && line.seal === sealOf(before, line.bytes);
    good &&= fits;
    if (good && line !== null) {
      take(line);
      [end, seal] = [line.end, line.seal];
    } else broken ||= fits;
    before = line?.seal ?? '';
  }
  return { end, seal, damaged: at - end, broken };
}

/** Splits at line ends, which stay; the last piece may have none. */
export async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const piece of bytes) {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, at + 1)]);
      rest = [];
      from = at + 1;
    }
    // A copy, since the piece's buffer is used again.
    if (from < piece.length) rest.push(Uint8Array.from(piece.subarray(from)));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

const [NEWLINE, SPACE] = [0x0a, 0x20];

/** The text of a line without its checksum; null where it cannot be one. */
export function lineOf(raw: Uint8Array, start: number): Line | null {
  if (raw.at(-1) !== NEWLINE || raw[SEAL_LENGTH] !== SPACE) return null;
  const seal = Buffer.from(raw.subarray(0, SEAL_LENGTH)).toString('latin1');
  const bytes = Buffer.from(raw.subarray(SEAL_LENGTH + 1, -1));
  return { text: bytes.toString('utf8'), bytes, start, end: start + raw.length, seal };
}
