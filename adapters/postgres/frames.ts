/**
 * From the bytes of `COPY … (FORMAT binary)` to canonical frames. The layout
 * (https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"): a header of 19 bytes; a row is a 16-bit
 * field count and, for each field, a 32-bit length and the bytes; -1 in place of a field count ends the data.
 */
import { CrosstallyError } from '../../src/errors.ts';
import { doubled, frameOffset, FrameWriter, readLength } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import type { Finish } from '../sql/finish.ts';
import type { CopyBatch } from './copy.ts';

const HEADER = 19;
const END_MARK = 0xffff;
const NOT_THE_WHOLE = 'the rows read so far were not taken for the whole: run again';

/** The data of an answer as it comes, and at its end the number of rows that the server says it sent. */
export type CopyStream = AsyncGenerator<CopyBatch, number>;

/**
 * The rows of a stream. The frames are views into the stream's own pieces where nothing has to be finished.
 *
 * @throws CrosstallyError ADAPTER_CONNECTION_LOST when the stream stops before the end mark, or the server has counted
 * other rows.
 */
export async function* framesOf(stream: CopyStream, finishes: readonly Finish[]): AsyncGenerator<Frames> {
  const reader = new RowReader(finishes.length);
  const finish = finishes.some((step) => step !== null) ? new Finisher(finishes) : null;
  let rows = 0;
  const sent = yield* eachBatch(stream, function* (batch) {
    const frames = reader.read(batch);
    rows += frames.count;
    if (frames.count > 0) yield finish === null ? frames : finish.apply(frames);
  });
  if (!reader.ended) throw stoppedEarly();
  assertAll(rows, sent);
}

/** Goes through a stream and lets go of it, however it ends; returns what the stream does. */
export async function* eachBatch<T>(
  stream: CopyStream,
  use: (batch: CopyBatch) => Iterable<T>,
): AsyncGenerator<T, number> {
  try {
    for (;;) {
      const next = await stream.next();
      if (next.done === true) return next.value;
      yield* use(next.value);
    }
  } finally {
    await stream.return(0);
  }
}

/** @throws CrosstallyError ADAPTER_CONNECTION_LOST unless as many rows were read as the server says it sent. */
export function assertAll(rows: number, sent: number): void {
  if (rows === sent) return;
  throw new CrosstallyError(
    'ADAPTER_CONNECTION_LOST',
    `the server counted ${String(sent)} rows of an answer in which ${String(rows)} came`,
    { hint: NOT_THE_WHOLE },
  );
}

/** The data has an end mark of its own: without it, it is not all there. */
export function stoppedEarly(): CrosstallyError {
  return new CrosstallyError('ADAPTER_CONNECTION_LOST', 'the data stopped before its end mark', {
    hint: NOT_THE_WHOLE,
  });
}

/** Whether the last message of a batch ends with the end mark. */
export function endsWithMark({ bytes, ends, count }: CopyBatch): boolean {
  const end = ends[count - 1] ?? 0;
  return readCount(bytes, end - 2) === END_MARK;
}

/** Finds the rows in messages, of which each holds one or more: the first one the header besides. */
class RowReader {
  readonly #fields: number;
  #headerSeen = false;
  #starts = new Uint32Array(512);
  #ends = new Uint32Array(512);
  ended = false;

  constructor(fields: number) {
    this.#fields = fields;
  }

  read({ bytes, starts, ends, count }: CopyBatch): Frames {
    let rows = 0;
    for (let message = 0; message < count; message++) {
      let at = (starts[message] ?? 0) + (this.#headerSeen ? 0 : HEADER);
      this.#headerSeen = true;
      const messageEnd = ends[message] ?? 0;
      while (at < messageEnd) {
        const end = this.#rowEnd(bytes, at);
        if (end === null) break;
        if (end > messageEnd) throw unreadable();
        if (rows === this.#starts.length) [this.#starts, this.#ends] = [doubled(this.#starts), doubled(this.#ends)];
        this.#starts[rows] = at + 2;
        this.#ends[rows++] = end;
        at = end;
      }
    }
    return { bytes, starts: this.#starts, ends: this.#ends, count: rows };
  }

  /** Null at the end mark. */
  #rowEnd(bytes: Uint8Array, at: number): number | null {
    const fields = readCount(bytes, at);
    if (fields !== this.#fields && fields !== END_MARK) throw unreadable();
    this.ended = fields === END_MARK;
    return this.ended ? null : frameOffset(bytes, at + 2, fields);
  }
}

function readCount(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function unreadable(): CrosstallyError {
  return new CrosstallyError('ADAPTER_VALUE_UNREADABLE', 'a row is not laid out as it was asked for');
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
