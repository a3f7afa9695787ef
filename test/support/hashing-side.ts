/** Databases in memory that hash rows themselves, as servers do, for tests of the core. */
import type { Adapter, ChunkDigest, Pushdown, TableReader } from '../../src/adapter.ts';
import { loadHashing } from '../../src/compare/digests/hash.ts';
import type { Hashing } from '../../src/compare/digests/hash.ts';
import { hashRow } from '../../src/compare/rows/row-set.ts';
import { frameColumns, FrameWriter } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';

const { hash }: Hashing = await loadHashing();

/** Hashes the rows that a reader delivers. The first column is the key. */
export function hasherOf(reader: TableReader): Pushdown & Required<Pick<Pushdown, 'survey'>> {
  const digest = async (ranges: readonly KeyRange[]): Promise<readonly ChunkDigest[]> => {
    const digests: ChunkDigest[] = [];
    for (const range of ranges) digests.push(await digestOf(reader, range));
    return digests;
  };
  return {
    identity: 'hashed in memory',
    calibrate: async () => '1',
    digest,
    survey: (keys) => digest(rangesBetween(keys)),
    async *rowHashes(range) {
      for await (const frames of reader.frames(range)) yield hashed(frames);
    },
    statement: () => '',
  };
}

/** What a server's statistics say. */
export interface Statistics {
  readonly sample: readonly Key[];
  readonly estimatedRows: number;
  readonly rowBytes: number | null;
}

/** A side of which the readers hash rows, and which has statistics. */
export function hashingSide(
  side: Adapter,
  { sample, ...statistics }: Statistics,
  watch: (pushdown: Pushdown) => Pushdown,
): Adapter {
  const hashing = (reader: TableReader): TableReader => ({
    ...reader,
    sampleKeys: async () => sample,
    pushdowns: [watch(hasherOf(reader))],
  });
  return {
    ...side,
    open: async (options) => {
      const database = await side.open(options);
      return {
        ...database,
        describe: async (schemas) => (await database.describe(schemas)).map((shape) => ({ ...shape, ...statistics })),
        reader: (view) => hashing(database.reader(view)),
      };
    },
  };
}

/** The key line, cut at some keys. */
export function rangesBetween(keys: readonly Key[]): KeyRange[] {
  return [...keys, null].map((through, i) => ({ after: keys[i - 1] ?? null, through }));
}

async function digestOf(reader: TableReader, range: KeyRange): Promise<ChunkDigest> {
  let [rows, sum] = [0, 0n];
  for await (const frames of reader.frames(range)) {
    rows += frames.count;
    for (let row = 0; row < frames.count; row++) sum += hashRow(frames, row, hash);
  }
  return { rows, hash: BigInt.asUintN(64, sum) };
}

function hashed(frames: Frames): Frames {
  const writer = new FrameWriter();
  for (let row = 0; row < frames.count; row++) {
    const [key] = frameColumns(frames.bytes, frames.starts[row] ?? 0, frames.ends[row] ?? 0);
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(hashRow(frames, row, hash));
    writer.column(key ?? new Uint8Array());
    writer.column(bytes);
    writer.endRow();
  }
  return writer.take();
}
