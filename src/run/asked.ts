/**
 * What every question to a side passes on its way: its turn, so that the side is gone easy on, and another try when it
 * fails for a while. Here and nowhere else, whatever the question is.
 */
import type { Database, IndexCheck, Inspector, Pushdown, RawForm, TableReader } from '../adapter.ts';
import type { Frames } from '../model/frame.ts';
import type { Key, KeyRange } from '../model/key.ts';
import type { Pace } from './pace.ts';
import type { Retry } from './retry.ts';
import { isTooLong } from './smaller.ts';
import { withMembers } from './with-members.ts';

/** Null for a pace where nothing is limited. */
interface Passage {
  readonly pace: Pace | null;
  readonly retry: Retry;
}

/**
 * A database that is asked at a pace, and of which every question with one answer is asked again when it fails for a
 * while. Streams of rows are not: whoever reads one has to begin anew with what was read. Nor are pushed-down digests,
 * which are part of a chunk.
 */
export function askedDatabase(database: Database, passage: Passage): Database {
  const { retry } = passage;
  const { inspector } = database;
  const countTables = database.countTables?.bind(database);
  return withMembers(database, {
    schemas: () => retry(() => database.schemas()),
    countTables: countTables === undefined ? undefined : (schemas) => retry(() => countTables(schemas)),
    describe: (schemas) => retry(() => database.describe(schemas)),
    reader: (view) => askedReader(database.reader(view), passage),
    ...(inspector === undefined ? {} : { inspector: askedInspector(inspector, retry) }),
  });
}

/** Catalogs alone are read, but for violations: definitions are not held up by a pace of rows. */
function askedInspector(inspector: Inspector, retry: Retry): Inspector {
  return withMembers(inspector, {
    definitions: (schemas) => retry(() => inspector.definitions(schemas)),
    positions: (sequences) => retry(() => inspector.positions(sequences)),
    violations: (intended) => retry(() => inspector.violations(intended)),
  });
}

function askedReader(reader: TableReader, passage: Passage): TableReader {
  const { raw, index } = reader;
  const answer = answering(passage);
  const rows = (start: () => AsyncIterable<Frames>): AsyncIterable<Frames> => inTurn(start, framesRows, passage);
  return withMembers(reader, {
    cutAfter: (range, count) => answer(() => cutInTime(reader, range, count)),
    cuts: (range, count) => answer(() => reader.cuts(range, count)),
    lastKey: () => answer(() => reader.lastKey()),
    ...optional(reader.sampleKeys?.bind(reader), (ask) => ({ sampleKeys: () => answer(ask) })),
    ...optional(reader.definition?.bind(reader), (ask) => ({ definition: () => answer(ask) })),
    ...optional(reader.repeatedKey?.bind(reader), (ask) => ({ repeatedKey: () => answer(ask) })),
    ...optional(reader.tryCondition?.bind(reader), (ask) => ({ tryCondition: () => answer(ask) })),
    ...optional(reader.countRows?.bind(reader), (ask) => ({ countRows: () => answer(ask) })),
    frames: (range) => rows(() => reader.frames(range)),
    rows: (keys) => rows(() => reader.rows(keys)),
    pushdowns: reader.pushdowns.map((pushdown) => askedPushdown(pushdown, passage)),
    ...optional(raw, (form) => ({ raw: askedRaw(form, passage) })),
    ...optional(index, (check) => ({ index: askedIndex(check, passage) })),
  });
}

/** A member of its own for what an adapter has; none for what it has not. */
function optional<T, M>(capability: T | undefined, member: (capability: T) => M): M | Record<never, never> {
  return capability === undefined ? {} : member(capability);
}

function askedIndex(index: IndexCheck, passage: Passage): IndexCheck {
  return withMembers(index, { hiddenRows: () => answering(passage)(() => index.hiddenRows()) });
}

function askedPushdown(pushdown: Pushdown, passage: Passage): Pushdown {
  const { pace } = passage;
  return withMembers(pushdown, {
    calibrate: () => answering(passage)(() => pushdown.calibrate()),
    rowHashes: (range) => inTurn(() => pushdown.rowHashes(range), framesRows, passage),
    digest: async (ranges) => {
      await pace?.turn();
      const digests = await timed(pace, pushdown.digest(ranges));
      await pace?.read(digests.reduce((sum, { rows }) => sum + rows, 0));
      return digests;
    },
    // One statement for a whole table cannot be held up.
    ...(pace === null ? {} : { survey: undefined }),
  });
}

function askedRaw(raw: RawForm, passage: Passage): RawForm {
  return withMembers(raw, {
    read: (range) =>
      inTurn(
        () => raw.read(range),
        ({ rows }) => rows,
        passage,
      ),
  });
}

/** A question with one answer: each try in its turn. */
function answering({ pace, retry }: Passage): <T>(ask: () => Promise<T>) => Promise<T> {
  return (ask) =>
    retry(async () => {
      await pace?.turn();
      return timed(pace, ask());
    });
}

function timed<T>(pace: Pace | null, answer: Promise<T>): Promise<T> {
  return pace === null ? answer : pace.timed(answer);
}

function framesRows({ count }: Frames): number {
  return count;
}

/** Slow between batches too, since a pass over a table is one statement; what was begun is not held up otherwise. */
async function* inTurn<T>(
  start: () => AsyncIterable<T>,
  rows: (batch: T) => number,
  { pace }: Passage,
): AsyncGenerator<T> {
  await pace?.turn();
  for await (const batch of timedEach(start(), pace)) {
    yield batch;
    await pace?.read(rows(batch));
  }
}

/** Whoever takes a batch may take his time: the side has nothing to do meanwhile. */
async function* timedEach<T>(batches: AsyncIterable<T>, pace: Pace | null): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await timed(pace, iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A cut that takes too long is made nearer: a smaller chunk is as good as any. */
async function cutInTime(reader: TableReader, range: KeyRange, rows: number): Promise<Key | null> {
  try {
    return await reader.cutAfter(range, rows);
  } catch (error) {
    if (!isTooLong(error) || rows < 2) throw error;
    return cutInTime(reader, range, Math.ceil(rows / 8));
  }
}
