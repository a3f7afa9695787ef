/** Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the highest bit set where more follow. */

/** Up to so many bytes a copy by hand is cheaper than a call. */
const SHORT = 24;

/** Bytes that grow as they are written. */
export class ByteWriter {
  #bytes: Uint8Array;
  #at = 0;

  constructor(bytes = 4096) {
    this.#bytes = new Uint8Array(bytes);
  }

  get size(): number {
    return this.#at;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = value;
  }

  bytes(source: Uint8Array, start = 0, end: number = source.length): void {
    this.#room(end - start);
    if (end - start > SHORT) {
      this.#bytes.set(source.subarray(start, end), this.#at);
      this.#at += end - start;
      return;
    }
    for (let i = start; i < end; i++) this.#bytes[this.#at++] = source[i] ?? 0;
  }

  /** Bytes that were written before, once more. */
  again(start: number, length: number): void {
    this.#room(length);
    this.#bytes.copyWithin(this.#at, start, start + length);
    this.#at += length;
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#at++] = rest;
  }

  /** A whole number from 0 on, of any size. */
  bigVarint(value: bigint): void {
    this.#room(40);
    let rest = value;
    while (rest > 0x7fn) {
      this.byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.byte(Number(rest));
  }

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#at + more, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  /** A view into what is read. */
  bytes(length: number): Uint8Array {
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  varint(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  bigVarint(): bigint {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      shift += 7n;
    }
  }
}
