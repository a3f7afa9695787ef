import { frameOffset, readLength } from '../../model/frame.ts';
import type { Frames } from '../../model/frame.ts';
import type { Sides } from '../../model/side.ts';
import type { Hash } from '../digests/hash.ts';

/**
 * Rows of one side as their hashes and keys, some forty bytes each: a mismatched chunk has fifty thousand of them, a
 * table without order many more, and nearly all of them turn out to be equal.
 */
export class RowSet {
  readonly #keyLength: number;
  readonly #extras: boolean;
  #hashes = new BigUint64Array(1024);
  /** The same hashes, two elements each: cheaper to go by than a BigInt. */
  #words = new Uint32Array(this.#hashes.buffer);
  /** Where a row's key, and what is kept with it, ends in `#keys`; it starts where the one before ends. */
  #keyEnds = new Uint32Array(1024);
  #keys: Uint8Array = new Uint8Array(16 * 1024);
  #count = 0;

  /**
   * @param keyLength how many of a frame's columns are the key; 0 without one.
   * @param extras whether more than its key is kept of a row
   */
  constructor(keyLength: number, extras = false) {
    this.#keyLength = keyLength;
    this.#extras = extras;
  }

  get count(): number {
    return this.#count;
  }

  add(frames: Frames, row: number, hash: bigint, extra: Uint8Array | null = null): void {
    const extraStart = this.#addKey(frames, row, extra?.length ?? 0);
    if (extra !== null) this.#keys.set(extra, extraStart);
    this.#hashes[this.#count++] = hash;
  }

  /** Adds a row of which the frame is the key and the 8 bytes of a hash, big-endian. */
  addHashed(frames: Frames, row: number): void {
    this.#addKey(frames, row, 0);
    const at = (frames.ends[row] ?? 0) - 8;
    this.#words[this.#count * 2] = readLength(frames.bytes, at + 4);
    this.#words[this.#count++ * 2 + 1] = readLength(frames.bytes, at);
  }

  /** Returns where the key ends. */
  #addKey({ bytes, starts }: Frames, row: number, more: number): number {
    const start = starts[row] ?? 0;
    const end = frameOffset(bytes, start, this.#keyLength);
    const keyStart = this.#keyStart(this.#count);
    const keyEnd = keyStart + end - start;
    this.#makeRoom(keyEnd + more);
    // By hand: most keys are shorter than it takes to make a view of them.
    for (let from = start, to = keyStart; from < end;) this.#keys[to++] = bytes[from++] ?? 0;
    this.#keyEnds[this.#count] = keyEnd + more;
    return keyEnd;
  }

  hash(row: number): bigint {
    return this.#hashes[row] ?? 0n;
  }

  /** The key columns of a row, framed. */
  key(row: number): Buffer {
    const kept = this.#kept(row);
    return this.#extras ? kept.subarray(0, frameOffset(kept, 0, this.#keyLength)) : kept;
  }

  /** What was kept of a row besides its key. */
  extra(row: number): Buffer {
    const kept = this.#kept(row);
    return kept.subarray(frameOffset(kept, 0, this.#keyLength));
  }

  /** The lower half of a row's hash. */
  lowHash(row: number): number {
    return this.#words[row * 2] ?? 0;
  }

  /** Whether a row of this set and one of another have the same hash and the same key. */
  isSame(row: number, others: RowSet, other: number): boolean {
    if (this.#words[row * 2] !== others.#words[other * 2]) return false;
    if (this.#words[row * 2 + 1] !== others.#words[other * 2 + 1]) return false;
    if (this.#extras) return this.key(row).equals(others.key(other));
    const [start, otherStart] = [this.#keyStart(row), others.#keyStart(other)];
    const length = (this.#keyEnds[row] ?? 0) - start;
    if (length !== (others.#keyEnds[other] ?? 0) - otherStart) return false;
    for (let i = 0; i < length; i++) if (this.#keys[start + i] !== others.#keys[otherStart + i]) return false;
    return true;
  }

  #kept(row: number): Buffer {
    const start = this.#keyStart(row);
    return Buffer.from(this.#keys.buffer, start, (this.#keyEnds[row] ?? start) - start);
  }

  #keyStart(row: number): number {
    return row === 0 ? 0 : (this.#keyEnds[row - 1] ?? 0);
  }

  #makeRoom(keyBytes: number): void {
    if (this.#count === this.#hashes.length) {
      const [hashes, keyEnds] = [this.#hashes, this.#keyEnds];
      this.#hashes = new BigUint64Array(hashes.length * 2);
      this.#hashes.set(hashes);
      this.#words = new Uint32Array(this.#hashes.buffer);
      this.#keyEnds = new Uint32Array(keyEnds.length * 2);
      this.#keyEnds.set(keyEnds);
    }
    if (keyBytes > this.#keys.length) {
      const keys = this.#keys;
      this.#keys = new Uint8Array(Math.max(keyBytes, keys.length * 2));
      this.#keys.set(keys);
    }
  }
}

/** The hash and the framed key of a row. */
export function hashRow(frames: Frames, row: number, hash: Hash): bigint {
  return hash(frames.bytes.subarray(frames.starts[row], frames.ends[row]));
}

/**
 * Strikes out the rows that both sides have, each row of one against one row of the other, and returns the numbers of
 * those that are left. Rows are equal when their hashes and keys are.
 */
export function unmatchedRows({ source, target }: Sides<RowSet>): Sides<readonly number[]> {
  const index = new RowIndex(source);
  const left: number[] = [];
  for (let row = 0; row < target.count; row++) if (!index.strikeOut(target, row)) left.push(row);
  return { source: index.left(), target: left };
}

/** The rows of a set by their hashes: a table of chains, as large as it takes to keep the chains short. */
class RowIndex {
  readonly #rows: RowSet;
  /** The first row of each chain, and for each row the next one; -1 ends a chain. */
  readonly #firsts: Int32Array;
  readonly #nexts: Int32Array;
  /** 1 for the rows that were struck out. */
  readonly #struck: Uint8Array;

  constructor(rows: RowSet) {
    this.#rows = rows;
    this.#struck = new Uint8Array(rows.count);
    this.#firsts = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, rows.count * 1.5)))).fill(-1);
    this.#nexts = new Int32Array(rows.count);
    for (let row = 0; row < rows.count; row++) {
      const slot = this.#slot(rows.lowHash(row));
      this.#nexts[row] = this.#firsts[slot] ?? -1;
      this.#firsts[slot] = row;
    }
  }

  /** Takes one row out that equals `row` of the other set; false when there is none. */
  strikeOut(others: RowSet, row: number): boolean {
    const slot = this.#slot(others.lowHash(row));
    let before = -1;
    for (let own = this.#firsts[slot] ?? -1; own >= 0; own = this.#nexts[own] ?? -1) {
      if (this.#rows.isSame(own, others, row)) {
        this.#unlink(slot, before, own);
        this.#struck[own] = 1;
        return true;
      }
      before = own;
    }
    return false;
  }

  /** The rows that were not struck out, as they came: mostly in key order, in which they are told. */
  left(): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.#struck.length; row++) if (this.#struck[row] === 0) rows.push(row);
    return rows;
  }

  #slot(low: number): number {
    return low & (this.#firsts.length - 1);
  }

  #unlink(slot: number, before: number, row: number): void {
    const next = this.#nexts[row] ?? -1;
    if (before < 0) this.#firsts[slot] = next;
    else this.#nexts[before] = next;
  }
}
