/**
 * A reader of a side with values that tells its rows as a fingerprint does: by their keys and the hashes of their
 * canonical forms, made here. So both sides of a comparison are of one kind, and the core has nothing to know of it.
 */
import type { Database, TableReader } from '../adapter.ts';
import { keyOfBytes } from '../compare/rows/row-key.ts';
import { CrosstallyError } from '../errors.ts';
import { COLUMN_HASH_BYTES, HASH_BYTES } from '../model/fingerprint/block.ts';
import { frameColumns, frameOffset, FrameWriter } from '../model/frame.ts';
import type { Frames } from '../model/frame.ts';
import { EVERYTHING } from '../model/key.ts';
import type { Key } from '../model/key.ts';
import { keyColumns } from '../model/view.ts';
import type { HashedRows, TableView } from '../model/view.ts';
import { withMembers } from '../run/with-members.ts';
import type { RowHash } from './row-hash.ts';

/** The database, of which views of hashes can be read too. */
export function withRowHashes(database: Database, hash: RowHash | null): Database {
  return withMembers(database, {
    reader: (view) => {
      if (view.hashed === undefined) return database.reader(view);
      if (hash === null) throw new CrosstallyError('PLAN_INVALID', 'rows are to be hashed, and no hash was chosen');
      return hashedReader(database.reader(view.hashed.of), view, hash);
    },
  });
}

/** @param view of hashes, whose key is the one of the reader's own view */
export function hashedReader(reader: TableReader, view: TableView, hash: RowHash): TableReader {
  const { hashed } = view;
  if (hashed === undefined) return reader;
  const told = (batches: AsyncIterable<Frames>): AsyncIterable<Frames> => hashFrames(batches, hashed, hash);
  return withMembers(reader, {
    frames: (range) => told(reader.frames(range)),
    rows: (keys) => told(reader.rows(keys)),
    hiddenKeys: keysOf(reader, hashed.of, hash),
    pushdowns: [],
    raw: undefined,
  });
}

async function* hashFrames(batches: AsyncIterable<Frames>, hashed: HashedRows, hash: RowHash): AsyncGenerator<Frames> {
  const write = rowWriter(hashed, hash);
  const writer = new FrameWriter();
  for await (const batch of batches) {
    // Parts of a Buffer are several times as costly as those of the array beneath it.
    const { buffer, byteOffset, byteLength } = batch.bytes;
    const frames = { ...batch, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
    for (let row = 0; row < frames.count; row++) write(writer, frames, row);
    yield writer.take();
  }
}

/** Writes one row as its hashes. */
function rowWriter(hashed: HashedRows, hash: RowHash): (writer: FrameWriter, frames: Frames, row: number) => void {
  const { keyLength } = hashed.of;
  const [long, short] = [new Uint8Array(HASH_BYTES), new Uint8Array(COLUMN_HASH_BYTES)];
  const [asLong, asShort] = [new DataView(long.buffer), new DataView(short.buffer)];
  return (writer, { bytes, starts, ends }, row) => {
    const [start, end] = [starts[row] ?? 0, ends[row] ?? 0];
    const keyEnd = frameOffset(bytes, start, keyLength);
    if (hashed.hiddenKey && hash.key !== null) {
      asLong.setBigUint64(0, hash.key(bytes.subarray(start, keyEnd)));
      writer.column(long);
    } else writer.framed(bytes, start, keyEnd);
    if (hashed.columns) {
      for (const value of frameColumns(bytes, keyEnd, end)) {
        asShort.setUint16(0, columnHash(hash, value));
        writer.column(short);
      }
    }
    if (hashed.row) {
      asLong.setBigUint64(0, hash.row(bytes.subarray(start, end)));
      writer.column(long);
    }
    writer.endRow();
  };
}

const ABSENT = Uint8Array.of(0xff);

/** NULL is told from every value but for the chance that two values have the same hash. */
function columnHash({ value: hash }: RowHash, value: Uint8Array | null): number {
  const whole = value === null ? hash(ABSENT) ^ 1n : hash(value);
  return Number(whole & 0xffffn);
}

/** Which keys are behind their hashes; undefined where keys are not hidden. */
function keysOf(reader: TableReader, of: TableView, { key: hash }: RowHash): TableReader['hiddenKeys'] {
  if (hash === null) return undefined;
  const view: TableView = { ...of, columns: keyColumns(of) };
  return async (wanted) => {
    const keys = new Map<string, Key>();
    for await (const { bytes, starts, count } of reader.frames(EVERYTHING)) {
      for (let row = 0; row < count; row++) {
        const start = starts[row] ?? 0;
        const framed = bytes.subarray(start, frameOffset(bytes, start, of.keyLength));
        const text = hash(framed).toString(16).padStart(16, '0');
        if (wanted.has(text)) keys.set(text, keyOfBytes(view, framed));
      }
    }
    return keys;
  };
}
