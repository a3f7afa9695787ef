import { BLOCK_ROWS, COLUMN_HASH_BYTES, HASH_BYTES } from '../model/fingerprint/block.ts';
import type { Block } from '../model/fingerprint/block.ts';
import { emptyColumn, keyValue, setNull } from '../model/fingerprint/key-column.ts';
import { formText } from '../model/form.ts';
import { doubled, readLength } from '../model/frame.ts';
import type { Frames } from '../model/frame.ts';
import type { Key, KeyOrders } from '../model/key.ts';
import { keyColumns } from '../model/view.ts';
import type { TableView } from '../model/view.ts';
import type { BlockFacts } from './file-writer.ts';
import { rowOrder } from './row-order.ts';

/**
 * Rows of hashes, to be made into blocks. They are kept as they came, in bytes one behind the other: an object a row would
 * cost several times what it takes to read and hash it.
 */
export class HashedRowList {
  readonly #view: TableView;
  readonly #orders: KeyOrders | null;
  readonly #columns: number;
  #bytes = new Uint8Array(64 * 1024);
  #size = 0;
  #starts = new Uint32Array(1024);
  #count = 0;
  /** The rows in the order in which they are written; null for the one in which they came. */
  #order: Uint32Array | null = null;

  /**
   * @param view of hashes
   * @param orders of the key; null where rows have no order
   */
  constructor(view: TableView, orders: KeyOrders | null) {
    this.#view = view;
    this.#orders = orders;
    this.#columns = view.columns.length - view.keyLength - 1;
  }

  get count(): number {
    return this.#count;
  }

  /** Copies: the frames are used again. */
  add({ bytes, starts, ends, count }: Frames): void {
    if (count === 0) return;
    const [from, to] = [starts[0] ?? 0, ends[count - 1] ?? 0];
    this.#room(to - from);
    this.#bytes.set(bytes.subarray(from, to), this.#size);
    while (this.#count + count > this.#starts.length) this.#starts = doubled(this.#starts);
    for (let row = 0; row < count; row++) this.#starts[this.#count++] = this.#size + (starts[row] ?? 0) - from;
    this.#size += to - from;
  }

  /** By key where it has an order; hidden keys by their bytes, so that their order tells nothing. */
  sort(): void {
    const orders = this.#orders ?? (this.#view.hashed?.hiddenKey === true ? [null] : null);
    if (orders === null) return;
    const columns = keyColumns(this.#view).map(({ form }, i) => ({ form, order: orders[i] ?? null }));
    this.#order = rowOrder({ bytes: this.#bytes, starts: this.#starts.subarray(0, this.#count) }, columns);
  }

  *blocks(size: number = BLOCK_ROWS): Generator<{ readonly facts: BlockFacts; readonly block: Block }> {
    for (let at = 0; at < this.#count; at += size) {
      const block = this.#block(at, Math.min(size, this.#count - at));
      yield { block, facts: this.#factsOf(block) };
    }
  }

  #factsOf(block: Block): BlockFacts {
    const rows = block.hashes.length / HASH_BYTES;
    const ordered = this.#orders !== null;
    return {
      rows,
      sum: sumOf(block.hashes).toString(16).padStart(16, '0'),
      first: ordered ? this.#keyOf(block, 0) : null,
      last: ordered ? this.#keyOf(block, rows - 1) : null,
    };
  }

  #block(from: number, rows: number): Block {
    const keys = Array.from({ length: this.#view.keyLength }, () => emptyColumn(this.#bytes, rows));
    const columnHashes = Array.from({ length: this.#columns }, () => new Uint8Array(rows * COLUMN_HASH_BYTES));
    const hashes = new Uint8Array(rows * HASH_BYTES);
    for (let row = 0; row < rows; row++) {
      let at = this.#starts[this.#order === null ? from + row : (this.#order[from + row] ?? 0)] ?? 0;
      for (const column of keys) {
        const length = readLength(this.#bytes, at);
        at += 4;
        if (length < 0) setNull(column, row);
        else {
          column.starts[row] = at;
          column.ends[row] = at += length;
        }
      }
      for (const column of columnHashes) at = this.#copy(at, column, row * COLUMN_HASH_BYTES, COLUMN_HASH_BYTES);
      this.#copy(at, hashes, row * HASH_BYTES, HASH_BYTES);
    }
    return { keys, hashes, columnHashes };
  }

  /** @returns where the framed hash ends */
  #copy(at: number, to: Uint8Array, place: number, length: number): number {
    if (readLength(this.#bytes, at) !== length) throw new RangeError('a row came without its hash');
    for (let i = 0; i < length; i++) to[place + i] = this.#bytes[at + 4 + i] ?? 0;
    return at + 4 + length;
  }

  #keyOf({ keys }: Block, row: number): Key {
    return keys.map((column, i) => {
      const value = keyValue(column, row);
      return value === null ? null : formText(this.#view.columns[i]?.form ?? 'bytes', value);
    });
  }

  #room(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#size + more, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}

/** Modulo 2^64. Halves are summed as numbers: of so few rows their sums are exact, and no object a row is made. */
function sumOf(hashes: Uint8Array): bigint {
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  let [high, low] = [0, 0];
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    high += view.getUint32(at);
    low += view.getUint32(at + 4);
  }
  return BigInt.asUintN(64, (BigInt(high) << 32n) + BigInt(low));
}
