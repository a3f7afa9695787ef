import type { Database, Inspector, Pushdown, TableReader } from '../adapter.ts';
import { CrosstallyError } from '../errors.ts';
import type { Key, KeyRange } from '../model/key.ts';
import type { Retry } from './retry.ts';

/**
 * A database of which every question with one answer is asked again when it fails for a while. Streams of rows are not:
 * whoever reads one has to begin anew with what was read. Nor are pushed-down digests, which are part of a chunk.
 */
export function patientDatabase(database: Database, retry: Retry): Database {
  const { inspector } = database;
  return {
    ...database,
    schemas: () => retry(() => database.schemas()),
    describe: (schemas) => retry(() => database.describe(schemas)),
    reader: (view) => patientReader(database.reader(view), retry),
    ...(inspector === undefined ? {} : { inspector: patientInspector(inspector, retry) }),
  };
}

function patientInspector(inspector: Inspector, retry: Retry): Inspector {
  return {
    ...inspector,
    definitions: (schemas) => retry(() => inspector.definitions(schemas)),
    positions: (sequences) => retry(() => inspector.positions(sequences)),
    violations: (intended) => retry(() => inspector.violations(intended)),
  };
}

function patientReader(reader: TableReader, retry: Retry): TableReader {
  const sampleKeys = reader.sampleKeys?.bind(reader);
  const repeatedKey = reader.repeatedKey?.bind(reader);
  const definition = reader.definition?.bind(reader);
  return {
    ...reader,
    cutAfter: (range, rows) => retry(() => cutInTime(reader, range, rows)),
    lastKey: () => retry(() => reader.lastKey()),
    ...(sampleKeys === undefined ? {} : { sampleKeys: () => retry(sampleKeys) }),
    ...(definition === undefined ? {} : { definition: () => retry(definition) }),
    ...(repeatedKey === undefined ? {} : { repeatedKey: () => retry(repeatedKey) }),
    pushdowns: reader.pushdowns.map((pushdown) => patientPushdown(pushdown, retry)),
  };
}

function patientPushdown(pushdown: Pushdown, retry: Retry): Pushdown {
  return { ...pushdown, calibrate: () => retry(() => pushdown.calibrate()) };
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

/** Whether a question was given up for its length: a smaller one may be answered in time. */
export function isTooLong(error: unknown): boolean {
  return error instanceof CrosstallyError && error.remedy === 'smaller';
}
