import type { ChunkDigest, Pushdown, RawForm, TableReader } from '../../adapter.ts';
import { CrosstallyError } from '../../errors.ts';
import type { Frames } from '../../model/frame.ts';
import type { Key, KeyRange } from '../../model/key.ts';
import { bothSides } from '../../model/side.ts';
import type { Sides } from '../../model/side.ts';
import type { Hash, Hashing } from './hash.ts';

/** Digests of both sides, and whether they prove the chunk equal. */
export interface DigestPair {
  readonly equal: boolean;
  readonly rows: Sides<number>;
}

/** A way to digest a table, on both sides at once. */
export interface Strategy {
  readonly name: 'stream' | 'pushdown';
  /** A range of no more rows than this is read row by row: there another digest costs more than it saves. */
  readonly leafRows: number;
  /** The digests of some ranges, in their order. Unequal ones may still stand for equal rows. */
  digest(ranges: readonly KeyRange[]): Promise<readonly DigestPair[]>;
  /** The digests of the whole table, split at these keys; null where there is no better way than range by range. */
  survey: ((this: void, keys: readonly Key[]) => Promise<readonly DigestPair[]>) | null;
  /** The databases' hashes of single rows; null where rows have to be read. */
  rowHashes(this: void): Sides<Pushdown> | null;
  /** Told when a range with unequal digests had no rows that differ. */
  missed(): void;
}

/** How often unequal raw bytes may turn out to be equal rows before the table is read in canonical form for good. */
const RAW_MISSES = 3;

/**
 * The strategy `stream`: rows are read and hashed here. Raw bytes first where both sides have the same form; they can
 * prove a chunk equal, and send any other to the closer look.
 */
export function streamDigests(readers: Sides<TableReader>, hashing: Hashing): Strategy {
  const raw = commonRawForm(readers);
  let misses = 0;
  const digestOne = (range: KeyRange): Promise<DigestPair> => {
    const byRaw = raw !== null && misses < RAW_MISSES;
    return byRaw ? digestRaw(raw, range, hashing) : digestFrames(readers, range, hashing.hash);
  };
  return {
    name: 'stream',
    // A digest reads the rows too: only a range that does not fit into memory is digested in parts.
    leafRows: 50_000,
    digest: async (ranges) => {
      const pairs: DigestPair[] = [];
      for (const range of ranges) pairs.push(await digestOne(range));
      return pairs;
    },
    survey: null,
    rowHashes: () => null,
    missed: () => {
      misses++;
    },
  };
}

function commonRawForm(readers: Sides<TableReader>): Sides<RawForm> | null {
  const { source, target } = { source: readers.source.raw, target: readers.target.raw };
  if (source === undefined || target === undefined || source.identity !== target.identity) return null;
  return { source, target };
}

async function digestFrames(readers: Sides<TableReader>, range: KeyRange, hash: Hash): Promise<DigestPair> {
  return compareDigests(await bothSides(readers, (reader, _side, stop) => sumFrames(reader.frames(range), hash, stop)));
}

/** The digest of rows that were hashed here. */
export async function sumFrames(batches: AsyncIterable<Frames>, hash: Hash, stop: AbortSignal): Promise<ChunkDigest> {
  let rows = 0;
  let sum = 0n;
  for await (const frames of batches) {
    for (let i = 0; i < frames.count; i++) sum += hash(frames.bytes.subarray(frames.starts[i], frames.ends[i]));
    sum = BigInt.asUintN(64, sum);
    rows += frames.count;
    stop.throwIfAborted();
  }
  return { rows, hash: sum };
}

async function digestRaw(raw: Sides<RawForm>, range: KeyRange, hashing: Hashing): Promise<DigestPair> {
  const digests = await bothSides(raw, (form, _side, stop) => hashRaw(form, range, { hashing, stop }));
  return compareDigests(digests);
}

async function hashRaw(
  form: RawForm,
  range: KeyRange,
  { hashing, stop }: { hashing: Hashing; stop: AbortSignal },
): Promise<ChunkDigest> {
  const state = hashing.stream();
  let rows = 0;
  for await (const piece of form.read(range)) {
    state.update(piece.bytes);
    rows += piece.rows;
    stop.throwIfAborted();
  }
  return { rows, hash: state.digest() };
}

/** @throws CrosstallyError COVERAGE_BROKEN when a side did not count. */
export function compareDigests({ source, target }: Sides<ChunkDigest>): DigestPair {
  for (const { rows } of [source, target]) {
    if (!Number.isSafeInteger(rows)) throw new CrosstallyError('COVERAGE_BROKEN', 'a side did not say how many rows');
  }
  const equal = source.rows === target.rows && source.hash === target.hash;
  return { equal, rows: { source: source.rows, target: target.rows } };
}
