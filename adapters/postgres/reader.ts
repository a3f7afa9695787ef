import type { RawBytes, RawForm, TableReader } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { Key } from '../../src/model/key.ts';
import { readsInTimeZone } from '../../src/model/view.ts';
import type { TableView, ViewColumn } from '../../src/model/view.ts';
import { finishOf, finishOfKey } from './canonical.ts';
import { MESSAGE_HEADER } from './copy.ts';
import { assertSameUnderOwnPath } from './conditions.ts';
import { definitionOf } from './describe.ts';
import type { Connections } from './connections.ts';
import { assertAll, eachBatch, endsWithMark, framesOf, stoppedEarly } from './frames.ts';
import type { CopyStream } from './frames.ts';
import { countRows, indexCheckOf } from './index-check.ts';
import { copyRange, wholePass } from './passes.ts';
import { pushdownsOf } from './pushdown.ts';
import { isBound } from './range.ts';
import { sampleKeysOf } from './sample.ts';
import { keyOf, statementsOf } from './statements.ts';
import type { Statements } from './statements.ts';
import type { ServerFacts } from './types.ts';
import { hasRawForm } from './values.ts';

/** One table through COPY. */
export function tableReader(connections: Connections, view: TableView, server: ServerFacts): TableReader {
  const statements = statementsOf(view);
  const finishes = view.columns.map(finishOf);
  const keyFinishes = finishes.slice(0, view.keyLength);
  const rowFinishes = view.columns.map((column, i) => (i < view.keyLength ? finishOfKey(column) : finishOf(column)));
  const ordered = view.index !== null;
  const raw = rawForm(connections, view, statements);

  const whole = wholePass(view);
  const index = indexCheckOf(connections, view);
  const sampleKeys = sampleKeysOf(connections, view);

  async function oneKey(statement: string, byIndex: boolean = ordered): Promise<Key | null> {
    let key: Key | null = null;
    // Read to the end, one row as it is: stopping early would cost the connection.
    const batches = framesOf(connections.copy(statement, byIndex, byIndex ? {} : whole), keyFinishes);
    for await (const frames of batches) key = keyOf(view, frames, 0);
    return key;
  }

  return {
    cutAfter: (range, rows) => oneKey(statements.cut(range, rows)),
    cuts: async (range, rows) => {
      const keys: Key[] = [];
      const batches = framesOf(connections.copy(statements.cuts(range, rows), ordered), keyFinishes);
      for await (const frames of batches) {
        for (let row = 0; row < frames.count; row++) keys.push(keyOf(view, frames, row));
      }
      return keys;
    },
    lastKey: () => oneKey(statements.last()),
    accepts: (key) => isBound(view, key),
    definition: () => definitionOf(connections, view.table),
    frames: (range) => framesOf(copyRange(connections, view, range, statements.rows(range)), rowFinishes),
    async *rows(keys) {
      const statement = statements.byKey(keys);
      if (statement !== null) yield* framesOf(connections.copy(statement, ordered), rowFinishes);
    },
    tryCondition: async () => {
      await connections.ask(statements.tried());
      await assertSameUnderOwnPath(connections, statements.tried());
    },
    countRows: () => countRows(connections, view),
    repeatedKey: () => oneKey(statements.repeated(), false),
    ...(sampleKeys === null ? {} : { sampleKeys }),
    pushdowns: pushdownsOf(connections, view, server),
    ...(raw === null ? {} : { raw }),
    ...(index === null ? {} : { index }),
    statements: () => [...(ordered ? [statements.cut(EVERYTHING, 50_000)] : []), statements.rows(EVERYTHING)],
  };
}

/** Nothing is cast on the server and no row is parsed here. */
function rawForm(connections: Connections, view: TableView, statements: Statements): RawForm | null {
  if (view.index === null || !view.columns.every(hasRawForm)) return null;
  return {
    identity: JSON.stringify(view.columns.map(rawIdentity)),
    // The whole of a small table is sorted rather than read by its index.
    read: (range) => rawBytes(copyRange(connections, view, range, statements.raw(range))),
    statement: () => statements.raw(EVERYTHING),
  };
}

/** The bytes of a zone-less reading say nothing of the time zone it is read in. */
function rawIdentity(column: ViewColumn): string {
  return readsInTimeZone(column) ? `${column.type.identity} in ${column.timeZone}` : column.type.identity;
}

/** The messages as they came: the server sends one a row, so that they say no more than the rows do. */
async function* rawBytes(stream: CopyStream): AsyncGenerator<RawBytes> {
  const seen = { messages: 0, ended: false };
  const rows = yield* eachBatch(stream, function* (batch) {
    const { bytes, starts, ends, count } = batch;
    seen.messages += count;
    seen.ended = endsWithMark(batch);
    yield { bytes: bytes.subarray((starts[0] ?? 0) - MESSAGE_HEADER, ends[count - 1]), rows: 0 };
  });
  if (!seen.ended) throw stoppedEarly();
  // The end mark has a message of its own.
  assertAll(seen.messages - 1, rows);
  yield { bytes: new Uint8Array(), rows };
}
