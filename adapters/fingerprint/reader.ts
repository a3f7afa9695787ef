import type { HeldBlock, TableReader } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { COLUMN_HASH_BYTES, HASH_BYTES } from '../../src/model/fingerprint/block.ts';
import type { Block } from '../../src/model/fingerprint/block.ts';
import type { BlockEntry, HeldTable } from '../../src/model/fingerprint/header.ts';
import { keyValue } from '../../src/model/fingerprint/key-column.ts';
import { formText, orderOf } from '../../src/model/form.ts';
import { FrameWriter } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { compareKeys, EVERYTHING, keyIdentity } from '../../src/model/key.ts';
import type { Key, KeyOrders, KeyRange } from '../../src/model/key.ts';
import { tableName } from '../../src/model/table.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { HashedRows, TableView } from '../../src/model/view.ts';
import type { FingerprintFile } from './file.ts';

/** A table of a file. */
export interface StoredTable {
  readonly file: FingerprintFile;
  readonly held: HeldTable;
  readonly blocks: readonly BlockEntry[];
  readonly signal: AbortSignal;
}

/** Answers nothing: of a table that is not held, or of values. */
export function noReader(error: () => CrosstallyError): TableReader {
  const refuse = (): Promise<never> => Promise.reject(error());
  const refuseRows = async function* (): AsyncGenerator<Frames> {
    throw error();
  };
  return {
    ...{ cutAfter: refuse, cuts: refuse, lastKey: refuse, countRows: refuse },
    ...{ accepts: () => true, frames: refuseRows, rows: refuseRows },
    ...{ pushdowns: [], statements: () => [] },
  };
}

/** Reads views of hashes: of values there are none. */
export function fingerprintReader(table: StoredTable, view: TableView): TableReader {
  const { hashed } = view;
  if (hashed === undefined) {
    const words = `a fingerprint holds no values of ${tableName(view.table)}, only hashes`;
    return noReader(() => new CrosstallyError('PLAN_INVALID', words));
  }
  const rows = new StoredRows(table, view, hashed);
  return {
    cutAfter: async (range, count) => (await rows.everyNth(range, count, 1))[0] ?? null,
    cuts: (range, count) => rows.everyNth(range, count, Infinity),
    sampleKeys: async () =>
      table.held.ordered ? table.blocks.flatMap(({ last }) => (last === null ? [] : [last])) : [],
    lastKey: async () => table.blocks.at(-1)?.last ?? null,
    accepts: (key) => !key.includes(null),
    frames: (range) => rows.frames(range),
    rows: (keys) => rows.withKeys(keys),
    pushdowns: [],
    ...(table.file.header.detail === 'rows' ? {} : { blocks: async () => blocksOf(table) }),
    countRows: async () => table.blocks.reduce((sum, block) => sum + block.rows, 0),
    statements: () => [`blocks of ${tableName(view.table)} in the file`],
  };
}

/** Each range begins where the one before ends; the first and the last are open. */
function blocksOf({ blocks, held }: StoredTable): readonly HeldBlock[] {
  const hashOf = (sum: string): bigint => BigInt(`0x${sum}`);
  if (!held.ordered || blocks.length === 0) {
    const hash = blocks.reduce((total, { sum }) => BigInt.asUintN(64, total + hashOf(sum)), 0n);
    return [{ range: EVERYTHING, rows: blocks.reduce((total, { rows }) => total + rows, 0), hash }];
  }
  return blocks.map(({ rows, sum, last }, i) => ({
    range: { after: blocks[i - 1]?.last ?? null, through: i === blocks.length - 1 ? null : last },
    rows,
    hash: hashOf(sum),
  }));
}

class StoredRows {
  readonly #table: StoredTable;
  readonly #view: TableView;
  readonly #hashed: HashedRows;
  readonly #orders: KeyOrders;

  constructor(table: StoredTable, view: TableView, hashed: HashedRows) {
    this.#table = table;
    this.#view = view;
    this.#hashed = hashed;
    this.#orders = keyColumns(view).map(({ form }) => orderOf(form));
  }

  async *frames(range: KeyRange): AsyncGenerator<Frames> {
    const writer = new FrameWriter();
    for (const entry of this.#blocksIn(range)) {
      const block = await this.#read(entry);
      for (const [from, to] of this.#runsOf(entry, block, range)) {
        for (let row = from; row < to; row++) this.#write(writer, block, row);
      }
      yield writer.take();
    }
  }

  /** In a file whose rows have no order all of them are gone through. */
  async *withKeys(keys: readonly Key[]): AsyncGenerator<Frames> {
    const wanted = new Set(keys.map(keyIdentity));
    const writer = new FrameWriter();
    for (const entry of this.#table.blocks) {
      if (!keys.some((key) => this.#mayHold(entry, key))) continue;
      const block = await this.#read(entry);
      for (let row = 0; row < entry.rows; row++) {
        if (wanted.has(keyIdentity(this.#keyOf(block, row)))) this.#write(writer, block, row);
      }
      yield writer.take();
    }
  }

  /** The keys of every so manieth row of a range. */
  async everyNth(range: KeyRange, nth: number, most: number): Promise<Key[]> {
    const keys: Key[] = [];
    let passed = 0;
    for (const entry of this.#blocksIn(range)) {
      // A block of which no row is asked for is not read.
      if (this.#isInside(entry, range) && (passed % nth) + entry.rows < nth) {
        passed += entry.rows;
        continue;
      }
      const block = await this.#read(entry);
      for (const [from, to] of this.#runsOf(entry, block, range)) {
        for (let row = from + nth - 1 - (passed % nth); row < to; row += nth) {
          keys.push(this.#keyOf(block, row));
          if (keys.length >= most) return keys;
        }
        passed += to - from;
      }
    }
    return keys;
  }

  async #read(entry: BlockEntry): Promise<Block> {
    const { file, held, signal } = this.#table;
    if (signal.aborted) throw new CrosstallyError('ABORTED', 'stopped');
    const { header } = file;
    const hiddenKey = header.secretCheck !== null && held.keyLength > 0;
    const columns = header.columnsToo ? held.columns.length - held.keyLength : 0;
    return file.block(entry, { keyLength: hiddenKey ? 1 : held.keyLength, columns });
  }

  #blocksIn(range: KeyRange): readonly BlockEntry[] {
    return this.#table.blocks.filter(
      ({ first, last }) =>
        first === null ||
        last === null ||
        ((range.after === null || compareKeys(this.#orders, last, range.after) > 0) &&
          (range.through === null || compareKeys(this.#orders, first, range.through) <= 0)),
    );
  }

  /** Which rows of a block are in a range: from, up to. One run where they have an order, found by halving. */
  #runsOf(entry: BlockEntry, block: Block, range: KeyRange): readonly (readonly [number, number])[] {
    const { after, through } = range;
    if ((after === null && through === null) || this.#isInside(entry, range)) return [[0, entry.rows]];
    if (entry.first === null) {
      const rows = Array.from({ length: entry.rows }, (_, row) => row);
      return rows.filter((row) => this.#isIn(range, this.#keyOf(block, row))).map((row) => [row, row + 1]);
    }
    const behind = (key: Key | null): number => (key === null ? -1 : this.#firstBehind(entry, block, key));
    const to = behind(through);
    return [[Math.max(0, behind(after)), to < 0 ? entry.rows : to]];
  }

  /** The first row whose key comes after this one. */
  #firstBehind({ rows }: BlockEntry, block: Block, key: Key): number {
    let [low, high] = [0, rows];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareKeys(this.#orders, this.#keyOf(block, middle), key) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #isInside({ first, last }: BlockEntry, range: KeyRange): boolean {
    if (first === null || last === null) return range === EVERYTHING;
    return this.#isIn(range, first) && this.#isIn(range, last);
  }

  #mayHold({ first, last }: BlockEntry, key: Key): boolean {
    if (first === null || last === null) return true;
    return compareKeys(this.#orders, first, key) <= 0 && compareKeys(this.#orders, key, last) <= 0;
  }

  #isIn({ after, through }: KeyRange, key: Key): boolean {
    return (
      (after === null || compareKeys(this.#orders, key, after) > 0) &&
      (through === null || compareKeys(this.#orders, key, through) <= 0)
    );
  }

  #keyOf({ keys }: Block, row: number): Key {
    return keyColumns(this.#view).map(({ form }, i) => {
      const column = keys[i];
      const value = column === undefined ? null : keyValue(column, row);
      return value === null ? null : formText(form, value);
    });
  }

  #write(writer: FrameWriter, { keys, hashes, columnHashes }: Block, row: number): void {
    const { row: withRow, columns: withColumns } = this.#hashed;
    for (const { bytes, starts, ends } of keys) {
      const [start, end] = [starts[row] ?? 0, ends[row] ?? 0];
      if (end < start) writer.null();
      else writer.column(bytes, start, end);
    }
    if (withColumns) {
      const at = row * COLUMN_HASH_BYTES;
      for (const column of columnHashes) writer.column(column, at, at + COLUMN_HASH_BYTES);
    }
    if (withRow) writer.column(hashes, row * HASH_BYTES, (row + 1) * HASH_BYTES);
    writer.endRow();
  }
}
