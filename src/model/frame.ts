/**
 * The canonical row. Each column is framed by its length, so that no value can be taken for its neighbour:
 * a 4-byte big-endian signed length (-1 for NULL), then that many bytes of the column's canonical form. This is how
 * PostgreSQL's `COPY … (FORMAT binary)` lays a tuple out behind its field count, so its rows pass through unchanged.
 */

/** Some rows of a table, one behind the other in `bytes`. Valid until the next batch is asked for. */
export interface Frames {
  readonly bytes: Uint8Array;
  /** Row `i` is `bytes[starts[i] … ends[i])`; only the first `count` entries count. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

/** The value of every column of a framed row; null for NULL. The arrays are views into `bytes`. */
export function frameColumns(bytes: Uint8Array, start: number, end: number): (Uint8Array | null)[] {
  const columns: (Uint8Array | null)[] = [];
  let at = start;
  while (at < end) {
    const length = readLength(bytes, at);
    at += 4;
    columns.push(length < 0 ? null : bytes.subarray(at, at + length));
    if (length > 0) at += length;
  }
  return columns;
}

/** Where the first `columns` columns of the row that starts at `start` end. */
export function frameOffset(bytes: Uint8Array, start: number, columns: number): number {
  let at = start;
  for (let i = 0; i < columns; i++) {
    const length = readLength(bytes, at);
    at += length > 0 ? 4 + length : 4;
  }
  return at;
}

/** The signed 32-bit big-endian length at `at`. */
export function readLength(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

/** Writes framed rows into a buffer that grows and is used again for the next batch. */
export class FrameWriter {
  #bytes: Uint8Array;
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #count = 0;
  #at = 0;
  #rowStart = 0;

  constructor(bytes: number = 256 * 1024) {
    this.#bytes = new Uint8Array(bytes);
  }

  /** Bytes written since the last `take`, unfinished row included. */
  get size(): number {
    return this.#at;
  }

  null(): void {
    this.#length(-1, 0);
  }

  /** Adds `source[start … end)` as one column. */
  column(source: Uint8Array, start = 0, end: number = source.length): void {
    this.#length(end - start, end - start);
    this.#copy(source, start, end);
  }

  /** Adds `source[start … end)`, which are framed columns, as they are. */
  framed(source: Uint8Array, start: number, end: number): void {
    this.#room(end - start);
    this.#copy(source, start, end);
  }

  endRow(): void {
    if (this.#count === this.#starts.length) this.#growRows();
    this.#starts[this.#count] = this.#rowStart;
    this.#ends[this.#count] = this.#at;
    this.#count++;
    this.#rowStart = this.#at;
  }

  /** The finished rows. They are overwritten by the next ones: the reader must be done with them by then. */
  take(): Frames {
    const frames = { bytes: this.#bytes, starts: this.#starts, ends: this.#ends, count: this.#count };
    this.#count = this.#at = this.#rowStart = 0;
    return frames;
  }

  #copy(source: Uint8Array, start: number, end: number): void {
    if (end - start <= 24) {
      // A short copy by hand is several times cheaper than the call of `set` with its temporary view.
      for (let i = start; i < end; i++) this.#bytes[this.#at++] = source[i] ?? 0;
      return;
    }
    this.#bytes.set(source.subarray(start, end), this.#at);
    this.#at += end - start;
  }

  #room(more: number): void {
    const needed = this.#at + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }

  #length(length: number, room: number): void {
    this.#room(4 + room);
    this.#bytes[this.#at++] = length >>> 24;
    this.#bytes[this.#at++] = length >>> 16;
    this.#bytes[this.#at++] = length >>> 8;
    this.#bytes[this.#at++] = length;
  }

  #growRows(): void {
    this.#starts = doubled(this.#starts);
    this.#ends = doubled(this.#ends);
  }
}

/** Twice the room, with the same numbers at its beginning. */
export function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2 + 8);
  larger.set(numbers);
  return larger;
}
