/**
 * Reads the answer of `COPY … TO STDOUT` from the connection's socket. The driver makes an object and a copy of every
 * row, which costs several times what hashing it does; here a batch is a piece of what came from the socket, and
 * where its rows lie. All other messages go on to the driver.
 *
 * The messages: a letter, a 32-bit length that includes itself, the rest
 * (https://www.postgresql.org/docs/current/protocol-message-formats.html). The server sends a `d` a row.
 */
import type { Duplex } from 'node:stream';
import { doubled, readLength } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';

/** The contents of `d` messages, one behind the other in `bytes`, each behind its 5 bytes of letter and length. */
export type CopyBatch = Frames;

/** Bytes of a message before its contents. */
export const MESSAGE_HEADER = 5;

/** What the driver hands a statement that reads its own answer. */
interface DriverConnection {
  readonly stream: Duplex;
  query(text: string): void;
}

type DataListener = (chunk: Buffer) => void;

const [COPY_DATA, READY] = [0x64, 0x5a];
/** Batches that wait for the reader before the server has to. */
const BATCHES_AHEAD = 4;

/** A statement for the driver's `query`: it calls the methods, the caller asks for the batches. */
export class CopyOut {
  readonly #text: string;
  readonly #batches: CopyBatch[] = [];
  #connection: DriverConnection | null = null;
  #driver: DataListener = () => undefined;
  /** The beginning of a message of which the end is still to come, and how many bytes it takes to go on with it. */
  #rest: Buffer[] = [];
  #restBytes = 0;
  #needed = 0;
  #usualCount = 0;
  #rows = NaN;
  #failure: Error | null = null;
  #ended = false;
  #handedBack = false;
  #wake: () => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Yields the data as it comes; returns the number of rows that the server says it sent. */
  async *batches(): AsyncGenerator<CopyBatch, number> {
    for (;;) {
      const batch = this.#batches.shift();
      if (batch !== undefined) {
        if (this.#batches.length < BATCHES_AHEAD) this.#connection?.stream.resume();
        yield batch;
      } else if (this.#ended) {
        if (this.#failure !== null) throw this.#failure;
        return this.#rows;
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }

  submit(connection: DriverConnection): void {
    this.#connection = connection;
    const { stream } = connection;
    const [listener, ...others] = stream.listeners('data') as DataListener[];
    if (listener === undefined || others.length > 0) throw new Error('the driver reads its socket in an unknown way');
    this.#driver = listener;
    stream.removeListener('data', listener);
    stream.on('data', this.#receive);
    connection.query(this.#text);
  }

  /** From the server, or that the connection is gone. The server's is followed by `handleReadyForQuery`. */
  handleError(error: Error): void {
    this.#failure ??= error;
    this.#end();
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    // Other statements may stand before and behind it.
    const rows = /^COPY (\d+)$/.exec(text)?.[1];
    if (rows !== undefined) this.#rows = Number(rows);
  }

  handleReadyForQuery(): void {
    this.#end();
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }

  readonly #receive: DataListener = (chunk) => {
    let at = this.#restBytes === 0 ? 0 : this.#completeRest(chunk);
    if (this.#handedBack) {
      this.#driver(chunk.subarray(at));
      return;
    }
    if (this.#restBytes === 0) at += this.#readMessages(at === 0 ? chunk : chunk.subarray(at));
    if (at < chunk.length) this.#keep(chunk.subarray(at));
    if (this.#batches.length >= BATCHES_AHEAD) this.#connection?.stream.pause();
    this.#wake();
  };

  /** Puts the message together that came in several chunks, and no more than that; returns where it ends. */
  #completeRest(chunk: Buffer): number {
    let at = 0;
    while (this.#restBytes < this.#needed) {
      if (at === chunk.length) return at;
      const piece = chunk.subarray(at, at + this.#needed - this.#restBytes);
      this.#keep(piece);
      at += piece.length;
      if (this.#restBytes === MESSAGE_HEADER) this.#needed = 1 + readLength(Buffer.concat(this.#rest), 1);
    }
    const message = Buffer.concat(this.#rest);
    this.#rest = [];
    this.#restBytes = 0;
    this.#readMessages(message);
    return at;
  }

  #keep(piece: Buffer): void {
    this.#rest.push(piece);
    this.#restBytes += piece.length;
  }

  /** Returns where the first message starts that is not all there yet. */
  #readMessages(bytes: Buffer): number {
    let batch = new BatchWriter(bytes, this.#usualCount);
    let at = 0;
    for (;;) {
      this.#needed = MESSAGE_HEADER;
      if (at + MESSAGE_HEADER > bytes.length) break;
      const end = at + 1 + readLength(bytes, at + 1);
      this.#needed = end - at;
      if (end > bytes.length) break;
      if (bytes[at] === COPY_DATA) {
        batch.add(at + MESSAGE_HEADER, end);
      } else {
        // A batch ends here, since its messages stand side by side.
        this.#take(batch);
        batch = new BatchWriter(bytes, 0);
        if (bytes[at] === READY) return this.#handBack(bytes, at);
        this.#driver(bytes.subarray(at, end));
      }
      at = end;
    }
    this.#take(batch);
    return at;
  }

  #take(batch: BatchWriter): void {
    if (batch.count === 0) return;
    this.#usualCount = Math.max(this.#usualCount, batch.count);
    this.#batches.push(batch);
  }

  /** The answer is over: what follows is the driver's. */
  #handBack(bytes: Buffer, at: number): number {
    this.#handedBack = true;
    const { stream } = this.#connection ?? {};
    stream?.removeListener('data', this.#receive);
    stream?.on('data', this.#driver);
    stream?.resume();
    this.#driver(bytes.subarray(at));
    return bytes.length;
  }
}

class BatchWriter implements CopyBatch {
  readonly bytes: Buffer;
  starts: Uint32Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  count = 0;

  constructor(bytes: Buffer, expected: number) {
    this.bytes = bytes;
    this.starts = new Uint32Array(expected);
    this.ends = new Uint32Array(expected);
  }

  add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }
}
