import { BLOCK_ROWS, COLUMN_HASH_BYTES, HASH_BYTES } from '../model/fingerprint/block.ts';
import type { Block } from '../model/fingerprint/block.ts';
import type { KeyValue } from '../model/fingerprint/key-column.ts';
import { formText } from '../model/form.ts';
import { frameColumns } from '../model/frame.ts';
import type { Frames } from '../model/frame.ts';
import { compareKeys } from '../model/key.ts';
import type { Key, KeyOrders } from '../model/key.ts';
import type { TableView } from '../model/view.ts';
import type { BlockFacts } from './file-writer.ts';

interface HashedRow {
  readonly key: readonly KeyValue[];
  readonly text: Key;
  readonly columns: Uint8Array;
  readonly hash: bigint;
}

/** Rows of hashes, to be made into blocks. */
export class HashedRowList {
  readonly #view: TableView;
  readonly #orders: KeyOrders | null;
  readonly #columns: number;
  readonly #rows: HashedRow[] = [];

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
    return this.#rows.length;
  }

  add({ bytes, starts, ends, count }: Frames): void {
    const { keyLength } = this.#view;
    for (let row = 0; row < count; row++) {
      const values = frameColumns(bytes, starts[row] ?? 0, ends[row] ?? 0);
      // Copies: the frames are used again.
      const key = values.slice(0, keyLength).map((value) => (value === null ? null : value.slice()));
      const columns = new Uint8Array(this.#columns * COLUMN_HASH_BYTES);
      for (let i = 0; i < this.#columns; i++) columns.set(values[keyLength + i] ?? [], i * COLUMN_HASH_BYTES);
      const hash = values[keyLength + this.#columns];
      this.#rows.push({ key, text: this.#orders === null ? [] : this.#textOf(key), columns, hash: readHash(hash) });
    }
  }

  /** By key where it has an order; hidden keys by their bytes, so that their order tells nothing. */
  sort(): void {
    const orders = this.#orders;
    if (orders !== null && this.#isSorted(orders)) return;
    if (orders !== null) this.#rows.sort((a, b) => compareKeys(orders, a.text, b.text));
    else if (this.#view.hashed?.hiddenKey === true) {
      this.#rows.sort((a, b) => Buffer.compare(a.key[0] ?? NOTHING, b.key[0] ?? NOTHING));
    }
  }

  *blocks(size: number = BLOCK_ROWS): Generator<{ readonly facts: BlockFacts; readonly block: Block }> {
    for (let at = 0; at < this.#rows.length; at += size) {
      const rows = this.#rows.slice(at, at + size);
      const ordered = this.#orders !== null;
      const [first, last] = ordered ? [rows[0]?.text ?? null, rows.at(-1)?.text ?? null] : [null, null];
      const sum = rows.reduce((total, { hash }) => BigInt.asUintN(64, total + hash), 0n);
      yield {
        facts: { rows: rows.length, sum: sum.toString(16).padStart(16, '0'), first, last },
        block: this.#blockOf(rows),
      };
    }
  }

  #isSorted(orders: KeyOrders): boolean {
    return this.#rows.every((row, i) => i === 0 || compareKeys(orders, this.#rows[i - 1]?.text ?? [], row.text) < 0);
  }

  #blockOf(rows: readonly HashedRow[]): Block {
    const hashes = Buffer.allocUnsafe(rows.length * HASH_BYTES);
    rows.forEach(({ hash }, i) => hashes.writeBigUInt64BE(hash, i * HASH_BYTES));
    const keys = Array.from({ length: this.#view.keyLength }, (_, i) => rows.map(({ key }) => key[i] ?? null));
    const columnHashes = Array.from({ length: this.#columns }, (_, column) => {
      const bytes = new Uint8Array(rows.length * COLUMN_HASH_BYTES);
      const at = column * COLUMN_HASH_BYTES;
      rows.forEach(({ columns }, i) => {
        bytes.set(columns.subarray(at, at + COLUMN_HASH_BYTES), i * COLUMN_HASH_BYTES);
      });
      return bytes;
    });
    return { keys, hashes, columnHashes };
  }

  #textOf(key: readonly KeyValue[]): Key {
    return key.map((value, i) => {
      const form = this.#view.columns[i]?.form ?? 'bytes';
      return value === null ? null : formText(form, value);
    });
  }
}

const NOTHING = new Uint8Array(0);

function readHash(bytes: Uint8Array | null | undefined): bigint {
  if (bytes?.length !== HASH_BYTES) throw new RangeError('a row came without its hash');
  return new DataView(bytes.buffer, bytes.byteOffset, HASH_BYTES).getBigUint64(0);
}
