import { frameOffset } from '../model/frame.ts';
import type { Frames } from '../model/frame.ts';
import type { Sides } from '../model/side.ts';
import type { Hash } from './hash.ts';

/**
 * Rows of one side as their hashes and keys, some forty bytes each: a mismatched chunk has fifty thousand of them, a
 * table without order many more, and nearly all of them turn out to be equal.
 */
export class RowSet {
  readonly #keyLength: number;
  readonly #extras: boolean;
  #hashes = new BigUint64Array(1024);
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
    const start = frames.starts[row] ?? 0;
    const key = frames.bytes.subarray(start, frameOffset(frames.bytes, start, this.#keyLength));
    const keyStart = this.#keyStart(this.#count);
    const extraStart = keyStart + key.length;
    const end = extraStart + (extra?.length ?? 0);
    this.#makeRoom(end);
    this.#hashes[this.#count] = hash;
    this.#keys.set(key, keyStart);
    if (extra !== null) this.#keys.set(extra, extraStart);
    this.#keyEnds[this.#count++] = end;
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

  /** The low halves of the hashes, one in two elements: cheaper to go by than a BigInt. */
  lowHashes(): Uint32Array {
    return new Uint32Array(this.#hashes.buffer, 0, this.#count * 2);
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
  readonly #lows: Uint32Array;
  /** The first row of each chain, and for each row the next one; -1 ends a chain. */
  readonly #firsts: Int32Array;
  readonly #nexts: Int32Array;

  constructor(rows: RowSet) {
    this.#rows = rows;
    this.#lows = rows.lowHashes();
    this.#firsts = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, rows.count * 1.5)))).fill(-1);
    this.#nexts = new Int32Array(rows.count);
    for (let row = 0; row < rows.count; row++) {
      const slot = this.#slot(this.#lows[row * 2] ?? 0);
      this.#nexts[row] = this.#firsts[slot] ?? -1;
      this.#firsts[slot] = row;
    }
  }

  /** Takes one row out that equals `row` of the other set; false when there is none. */
  strikeOut(others: RowSet, row: number): boolean {
    const hash = others.hash(row);
    const slot = this.#slot(Number(hash & 0xffffffffn));
    let before = -1;
    for (let own = this.#firsts[slot] ?? -1; own >= 0; own = this.#nexts[own] ?? -1) {
      if (this.#rows.hash(own) === hash && this.#rows.key(own).equals(others.key(row))) {
        this.#unlink(slot, before, own);
        return true;
      }
      before = own;
    }
    return false;
  }

  /** The rows that were not struck out. */
  left(): number[] {
    const rows: number[] = [];
    for (const first of this.#firsts) {
      for (let row = first; row >= 0; row = this.#nexts[row] ?? -1) rows.push(row);
    }
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
