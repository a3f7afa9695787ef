/**
 * From the bytes of `COPY … (FORMAT binary)` to canonical frames. The layout
 * (https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"): a header of 19 bytes; a row is a 16-bit
 * field count and, for each field, a 32-bit length and the bytes; -1 in place of a field count ends the data.
 */
import { CrosstallyError } from '../../src/errors.ts';
import { FrameWriter, readLength } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import type { Finish } from '../sql/finish.ts';

const HEADER = 19;

/**
 * Cuts a stream into rows. The frames are views into the stream's own pieces where nothing has to be finished.
 *
 * @throws CrosstallyError ADAPTER_CONNECTION_LOST when the stream stops before the end mark.
 */
export async function* framesOf(stream: AsyncIterable<Buffer>, finishes: readonly Finish[]): AsyncGenerator<Frames> {
  const reader = new RowReader(finishes.length);
  const finish = finishes.some((step) => step !== null) ? new Finisher(finishes) : null;
  for await (const piece of stream) {
    const frames = reader.read(piece);
    if (frames.count > 0) yield finish === null ? frames : finish.apply(frames);
  }
  if (!reader.ended) {
    throw new CrosstallyError('ADAPTER_CONNECTION_LOST', 'the data stopped before its end mark', {
      hint: 'the rows read so far were not taken for the whole: run again',
    });
  }
}

/** Finds the rows in pieces whose borders may fall anywhere. */
class RowReader {
  readonly #fields: number;
  /** What is left of earlier pieces: the beginning of a row. */
  #rest: Buffer[] = [];
  #restBytes = 0;
  /** Bytes of that row at the least. A row of many pieces is put together once, not once a piece. */
  #needed = 0;
  #headerSeen = false;
  #starts = new Uint32Array(4096);
  #ends = new Uint32Array(4096);
  ended = false;

  constructor(fields: number) {
    this.#fields = fields;
  }

  read(piece: Buffer): Frames {
    this.#rest.push(piece);
    this.#restBytes += piece.length;
    if (this.#restBytes < this.#needed) return { bytes: piece, starts: this.#starts, ends: this.#ends, count: 0 };
    const bytes = this.#rest.length === 1 ? piece : Buffer.concat(this.#rest);
    let at = this.#headerSeen ? 0 : Math.min(HEADER, bytes.length);
    this.#headerSeen ||= bytes.length >= HEADER;
    if (!this.#headerSeen) at = 0;
    let count = 0;
    while (this.#headerSeen && !this.ended) {
      const end = this.#rowEnd(bytes, at);
      if (end < 0) break;
      if (count === this.#starts.length) this.#grow();
      this.#starts[count] = at + 2;
      this.#ends[count] = end;
      count++;
      at = end;
    }
    this.#rest = at === bytes.length ? [] : [bytes.subarray(at)];
    this.#restBytes = bytes.length - at;
    return { bytes, starts: this.#starts, ends: this.#ends, count };
  }

  /** Where the row at `at` ends; -1 when it is not all there yet, or is the end mark. */
  #rowEnd(bytes: Buffer, at: number): number {
    this.#needed = 0;
    if (at + 2 > bytes.length) return -1;
    const fields = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (fields === 0xffff) {
      this.ended = true;
      return -1;
    }
    if (fields !== this.#fields) throw new CrosstallyError('ADAPTER_VALUE_UNREADABLE', 'a row has other columns');
    let end = at + 2;
    for (let i = 0; i < fields; i++) {
      if (end + 4 > bytes.length) return -1;
      const length = readLength(bytes, end);
      end += length > 0 ? 4 + length : 4;
      this.#needed = end - at;
    }
    return end > bytes.length ? -1 : end;
  }

  #grow(): void {
    const [starts, ends] = [this.#starts, this.#ends];
    this.#starts = new Uint32Array(starts.length * 2);
    this.#ends = new Uint32Array(ends.length * 2);
    this.#starts.set(starts);
    this.#ends.set(ends);
  }
}

/** Rewrites rows of which some columns have to be finished here. */
class Finisher {
  readonly #finishes: readonly Finish[];
  readonly #writer = new FrameWriter();

  constructor(finishes: readonly Finish[]) {
    this.#finishes = finishes;
  }

  apply(frames: Frames): Frames {
    for (let row = 0; row < frames.count; row++) this.#row(frames.bytes, frames.starts[row] ?? 0);
    return this.#writer.take();
  }

  #row(bytes: Uint8Array, start: number): void {
    let at = start;
    for (const finish of this.#finishes) {
      const length = readLength(bytes, at);
      at += 4;
      if (length < 0) this.#writer.null();
      else if (finish === null) this.#writer.column(bytes, at, at + length);
      else this.#writer.column(finish(bytes.subarray(at, at + length)));
      at += Math.max(length, 0);
    }
    this.#writer.endRow();
  }
}
