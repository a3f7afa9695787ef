import type { Database, Pushdown, RawForm, TableReader } from '../adapter.ts';
import type { Frames } from '../model/frame.ts';
import type { Pace } from './pace.ts';

/** A database whose rows are read at a pace. */
export function pacedDatabase(database: Database, pace: Pace | null): Database {
  if (pace === null) return database;
  return { ...database, reader: (view) => pacedReader(database.reader(view), pace) };
}

function pacedReader(reader: TableReader, pace: Pace): TableReader {
  const { raw } = reader;
  const inTurn = async <T>(ask: () => Promise<T>): Promise<T> => {
    await pace.turn();
    return ask();
  };
  const repeatedKey = reader.repeatedKey?.bind(reader);
  return {
    ...reader,
    cutAfter: (range, rows) => inTurn(() => reader.cutAfter(range, rows)),
    frames: (range) => pacedFrames(() => reader.frames(range), pace),
    rows: (keys) => pacedFrames(() => reader.rows(keys), pace),
    ...(repeatedKey === undefined ? {} : { repeatedKey: () => inTurn(repeatedKey) }),
    ...(raw === undefined ? {} : { raw: pacedRaw(raw, pace) }),
    pushdowns: reader.pushdowns.map((pushdown) => pacedPushdown(pushdown, pace)),
  };
}

/** Without a survey: one statement for a whole table cannot be held up. */
function pacedPushdown({ survey: _, ...pushdown }: Pushdown, pace: Pace): Pushdown {
  return {
    ...pushdown,
    rowHashes: (range) => pacedFrames(() => pushdown.rowHashes(range), pace),
    digest: async (ranges) => {
      await pace.turn();
      const digests = await pushdown.digest(ranges);
      await pace.read(digests.reduce((sum, { rows }) => sum + rows, 0));
      return digests;
    },
  };
}

function pacedRaw(raw: RawForm, pace: Pace): RawForm {
  return {
    ...raw,
    read: (range) =>
      paced(
        () => raw.read(range),
        (piece) => piece.rows,
        pace,
      ),
  };
}

function pacedFrames(start: () => AsyncIterable<Frames>, pace: Pace): AsyncGenerator<Frames> {
  return paced(start, ({ count }) => count, pace);
}

/** Slow between batches too, since a pass over a table is one statement; what was begun is not held up otherwise. */
async function* paced<T>(start: () => AsyncIterable<T>, rows: (batch: T) => number, pace: Pace): AsyncGenerator<T> {
  await pace.turn();
  for await (const batch of start()) {
    yield batch;
    await pace.read(rows(batch));
  }
}
