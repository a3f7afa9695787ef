/**
 * A block of a fingerprint: some rows of a table as their keys and hashes, a column below the other.
 *
 * The columns of the key · the hashes of the rows, 8 bytes each, big-endian · the hashes of the columns, where they are
 * kept: for each column that is not in the key, 2 bytes a row.
 */
import type { KeyColumn } from './key-column.ts';
import { readKeyColumn } from './read-key-column.ts';
import { ByteReader, ByteWriter } from './varint.ts';
import { writeKeyColumn } from './write-key-column.ts';

export const HASH_BYTES = 8;
export const COLUMN_HASH_BYTES = 2;

/** Rows of a block at the most. */
export const BLOCK_ROWS = 4096;

export interface Block {
  /** The key columns, each with a value a row. */
  readonly keys: readonly KeyColumn[];
  /** Big-endian, one behind the other. */
  readonly hashes: Uint8Array;
  /** The same for the columns' hashes, column by column; empty where there are none. */
  readonly columnHashes: readonly Uint8Array[];
}

export function writeBlock({ keys, hashes, columnHashes }: Block): Uint8Array {
  const out = new ByteWriter(hashes.length * 2 + 64);
  for (const column of keys) writeKeyColumn(column, out);
  out.bytes(hashes);
  for (const column of columnHashes) out.bytes(column);
  return out.take();
}

/** What is in a block. */
export interface BlockShape {
  readonly rows: number;
  readonly keyLength: number;
  /** How many columns have hashes of their own. */
  readonly columns: number;
}

/** @throws RangeError when the bytes are not a block of this shape. */
export function readBlock(bytes: Uint8Array, { rows, keyLength, columns }: BlockShape): Block {
  const reader = new ByteReader(bytes);
  const keys = Array.from({ length: keyLength }, () => readKeyColumn(reader, rows));
  const hashes = reader.bytes(rows * HASH_BYTES);
  const columnHashes = Array.from({ length: columns }, () => reader.bytes(rows * COLUMN_HASH_BYTES));
  if (reader.at !== bytes.length) throw new RangeError('a block has more or fewer bytes than its rows');
  return { keys, hashes, columnHashes };
}
