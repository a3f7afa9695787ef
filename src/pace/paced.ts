import type { Database, Pushdown, RawForm, TableReader } from '../adapter.ts';
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
    frames: (range) =>
      paced(
        () => reader.frames(range),
        (frames) => frames.count,
        pace,
      ),
    rows: (keys) =>
      paced(
        () => reader.rows(keys),
        (frames) => frames.count,
        pace,
      ),
    ...(repeatedKey === undefined ? {} : { repeatedKey: () => inTurn(repeatedKey) }),
    ...(raw === undefined ? {} : { raw: pacedRaw(raw, pace) }),
    pushdowns: reader.pushdowns.map((pushdown) => pacedPushdown(pushdown, pace)),
  };
}

function pacedPushdown(pushdown: Pushdown, pace: Pace): Pushdown {
  return {
    ...pushdown,
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

/** Slow between batches too, since a pass over a table is one statement; what was begun is not held up otherwise. */
async function* paced<T>(start: () => AsyncIterable<T>, rows: (batch: T) => number, pace: Pace): AsyncGenerator<T> {
  await pace.turn();
  for await (const batch of start()) {
    yield batch;
    await pace.read(rows(batch));
  }
}
