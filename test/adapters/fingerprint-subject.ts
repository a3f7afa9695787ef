/**
 * A fingerprint as an engine of the contract. It holds hashes where the contract asks for values: each row that it tells is
 * looked up by its hash among the rows that it was taken of. What it tells wrong, or of no row, is not found there.
 */
import { fingerprint } from '../../adapters/fingerprint/index.ts';
import type { Adapter, Database, OpenOptions, TableReader } from '../../src/adapter.ts';
import { loadHashing } from '../../src/compare/digests/hash.ts';
import type { Hash } from '../../src/compare/digests/hash.ts';
import { takeFingerprint } from '../../src/fingerprint/take.ts';
import { hashColumn, ROW_HASH } from '../../src/model/hashed-view.ts';
import { FrameWriter } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { TableView } from '../../src/model/view.ts';
import { withMembers } from '../../src/run/with-members.ts';
import { temporaryFolder } from '../fingerprint/tables.ts';
import { memorySubject } from './memory-subject.ts';
import type { Subject } from './subject.ts';

export async function fingerprintSubject(): Promise<Subject> {
  const folder = await temporaryFolder();
  const subject = await memorySubject();
  const { hash } = await loadHashing();
  const path = folder.path('subject.fp');
  // One table at least: of none there is no fingerprint.
  await subject.make({ name: 'first', columns: { id: 'integer' }, key: ['id'], rows: [] });
  const held = fingerprint(path);
  const adapter: Adapter = withMembers(held, {
    open: async (options) => {
      // Taken when it is opened: then all tables are there that the test has made.
      if (!options.signal.aborted) await takeFingerprint({ source: subject.adapter, output: path });
      return withValues(await held.open(options), { origin: subject.adapter, hash, options });
    },
  });
  const end = async (): Promise<void> => {
    await subject[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
  return { ...subject, engine: 'fingerprint', adapter, [Symbol.asyncDispose]: end };
}

interface Origin {
  readonly origin: Adapter;
  readonly hash: Hash;
  readonly options: OpenOptions;
}

function withValues(database: Database, { origin, hash, options }: Origin): Database {
  return withMembers(database, {
    reader: (view) => {
      const { keyLength } = view;
      const how = { row: true, hiddenKey: false, columns: false };
      const columns = [...view.columns.slice(0, keyLength), hashColumn(ROW_HASH, 8)];
      const reader = database.reader({ ...view, columns, hashed: { of: view, ...how } });
      const rowsBehind = async function* (batches: AsyncIterable<Frames>): AsyncGenerator<Frames> {
        const rows = await rowsByHash(origin, view, { hash, options });
        for await (const frames of batches) yield behind(frames, rows);
      };
      return withMembers<TableReader>(reader, {
        frames: (range) => rowsBehind(reader.frames(range)),
        rows: (keys) => rowsBehind(reader.rows(keys)),
      });
    },
  });
}

/** The framed rows of a table by their hashes: the last 8 bytes of what a fingerprint tells, framed by 4 bytes. */
async function rowsByHash(
  origin: Adapter,
  view: TableView,
  { hash, options }: Omit<Origin, 'origin'>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = new Map<string, Uint8Array>();
  const opened = await origin.open({ ...options, signal: new AbortController().signal });
  for await (const { bytes, starts, ends, count } of opened.reader(view).frames(EVERYTHING)) {
    for (let i = 0; i < count; i++) {
      const row = bytes.slice(starts[i], ends[i]);
      rows.set(hash(row).toString(16).padStart(16, '0'), row);
    }
  }
  return rows;
}

function behind({ bytes, starts, ends, count }: Frames, rows: ReadonlyMap<string, Uint8Array>): Frames {
  const writer = new FrameWriter();
  for (let i = 0; i < count; i++) {
    const told = Buffer.from(bytes.subarray(starts[i], ends[i]));
    const row = rows.get(told.subarray(-8).toString('hex'));
    if (row === undefined) throw new Error(`row ${String(i)} has a hash that no row has`);
    const key = told.subarray(0, -12);
    if (!key.equals(row.subarray(0, key.length))) throw new Error(`row ${String(i)} has the key of another one`);
    writer.framed(row, 0, row.length);
    writer.endRow();
  }
  return writer.take();
}
