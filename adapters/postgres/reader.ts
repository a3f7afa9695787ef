import type { RawBytes, RawForm, TableReader } from '../../src/adapter.ts';
import { CrosstallyError } from '../../src/errors.ts';
import { formText } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';
import { finishJson } from '../sql/finish.ts';
import { canonicalExpression, needsFinish } from './canonical.ts';
import type { Connections } from './driver.ts';
import { framesOf } from './frames.ts';
import type { Finish } from './frames.ts';
import { quoteName, quoteTable } from './quote.ts';
import { isBound, keyOrder, keysCondition, rangeCondition } from './range.ts';
import { hasRawForm } from './types.ts';

/** One table through COPY. */
export function tableReader(connections: Connections, view: TableView): TableReader {
  const select = statements(view);
  const finishes = view.columns.map((column): Finish => (needsFinish(column) ? finishJson : null));
  const raw = rawForm(connections, view);

  return {
    async cutAfter(range, rows) {
      const keyFinishes = finishes.slice(0, view.keyLength);
      let key: Key | null = null;
      // Read to the end, one row as it is: stopping early would cost the connection.
      for await (const frames of framesOf(connections.copy(select.cut(range, rows), true), keyFinishes)) {
        key = keyOf(view, frames);
      }
      return key;
    },
    accepts: (key) => isBound(view, key),
    frames: (range) => framesOf(connections.copy(select.rows(range), isPart(range)), finishes),
    async *rows(keys) {
      const condition = keysCondition(view, keys);
      if (condition === null) return;
      yield* framesOf(connections.copy(select.canonical(condition), view.ordered), finishes);
    },
    ...(raw === null ? {} : { raw }),
    statements: () =>
      view.ordered ? [select.cut(EVERYTHING, 50_000), select.rows(EVERYTHING)] : [select.rows(EVERYTHING)],
  };
}

interface Statements {
  cut(range: KeyRange, rows: number): string;
  rows(range: KeyRange): string;
  canonical(condition: string): string;
}

function statements(view: TableView): Statements {
  const from = `from ${quoteTable(view.table)}`;
  const columns = view.columns.map(canonicalExpression).join(', ');
  const canonical = (condition: string): string => `select ${columns} ${from}${condition}`;
  return {
    canonical,
    rows: (range) => canonical(rangeCondition(view, range)),
    // The inner query walks the index alone; only the row that is wanted is brought into canonical form.
    cut: (range, rows) => {
      const key = keyColumns(view);
      const inner = `select ${keyOrder(view)} ${from}${rangeCondition(view, range)} order by ${keyOrder(view)}`;
      return `select ${key.map(canonicalExpression).join(', ')} from (${inner} offset ${String(rows - 1)} limit 1) cut`;
    },
  };
}

/** An open range on both ends is the whole table: there a sequential scan is the right plan. */
function isPart(range: KeyRange): boolean {
  return range.after !== null || range.through !== null;
}

function keyOf(view: TableView, frames: Frames): Key {
  const values = frameColumns(frames.bytes, frames.starts[0] ?? 0, frames.ends[0] ?? 0);
  return keyColumns(view).map((column, i) => {
    const value = values[i];
    return value == null ? null : formText(column.form, value);
  });
}

/** The columns as PostgreSQL stores them, in key order: nothing is cast on the server and no row is parsed here. */
function rawForm(connections: Connections, view: TableView): RawForm | null {
  if (!view.ordered || !view.columns.every((column) => hasRawForm(column.type))) return null;
  const columns = view.columns.map((column) => quoteName(column.name)).join(', ');
  const select = (range: KeyRange): string =>
    `select ${columns} from ${quoteTable(view.table)}${rangeCondition(view, range)} order by ${keyOrder(view)}`;
  return {
    identity: JSON.stringify(view.columns.map((column) => column.type.identity)),
    read: (range) => rawBytes(connections.copy(select(range), true)),
  };
}

async function* rawBytes(stream: AsyncGenerator<Buffer, number>): AsyncGenerator<RawBytes> {
  let tail: Buffer = Buffer.alloc(0);
  try {
    for (;;) {
      const next = await stream.next();
      if (next.done === true) {
        if (tail.length < 2 || tail.readInt16BE(tail.length - 2) !== -1) {
          throw new CrosstallyError('ADAPTER_CONNECTION_LOST', 'the data stopped before its end mark');
        }
        yield { bytes: Buffer.alloc(0), rows: next.value };
        return;
      }
      tail = next.value.length >= 2 ? next.value : Buffer.concat([tail, next.value]);
      yield { bytes: next.value, rows: 0 };
    }
  } finally {
    await stream.return(0);
  }
}
