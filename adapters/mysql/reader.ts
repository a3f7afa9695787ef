import type { TableReader } from '../../src/adapter.ts';
import { formText } from '../../src/model/form.ts';
import { frameColumns } from '../../src/model/frame.ts';
import type { Frames } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';
import type { Connections } from './connections.ts';
import { definitionOf } from './describe.ts';
import { frameExpression, framesOf } from './frames.ts';
import { pushdownsOf } from './pushdown.ts';
import { quoteName, quoteTable } from './quote.ts';
import { isBound, keyOrder, keysCondition, rangeCondition, wholeKeyCondition } from './range.ts';

/** One table through streamed frames. */
export function tableReader(connections: Connections, view: TableView): TableReader {
  const ordered = view.index !== null;
  const whole = { table: view.table, columns: view.columns };
  const key = { table: view.table, columns: keyColumns(view) };

  async function oneKey(statement: string, limited = ordered): Promise<Key | null> {
    let found: Key | null = null;
    // Read to the end, one row as it is: stopping early would cost the connection.
    for await (const frames of framesOf(connections, statement, { ...key, limited })) found = keyOf(view, frames);
    return found;
  }

  return {
    cutAfter: (range, rows) => oneKey(cutStatement(view, range, rows)),
    lastKey: () => oneKey(lastStatement(view)),
    accepts: (bound) => isBound(view, bound),
    definition: () => definitionOf(connections, view.table),
    frames: (range) => framesOf(connections, rowsStatement(view, range), { ...whole, limited: isPart(range) }),
    async *rows(keys) {
      for (const batch of batchesOf(keys)) {
        const condition = keysCondition(view, batch);
        if (condition !== null)
          yield* framesOf(connections, `${selectRows(view)}${condition}`, { ...whole, limited: ordered });
      }
    },
    repeatedKey: () => oneKey(repeatedStatement(view), false),
    pushdowns: pushdownsOf(connections, view),
    statements: () => [
      ...(view.index !== null ? [cutStatement(view, EVERYTHING, 50_000)] : []),
      rowsStatement(view, EVERYTHING),
    ],
  };
}

/** Servers plan a list of some hundred keys as so many look-ups in the index; a longer one may become a scan. */
const KEYS_A_STATEMENT = 500;
/** In the hexadecimal digits of a literal they are twice as many, and `max_allowed_packet` may be 1 MB. */
const KEY_CHARACTERS_A_STATEMENT = 128 * 1024;

function cutStatement(view: TableView, range: KeyRange, rows: number): string {
  return `${selectKeys(view)}${rangeCondition(view, range)} ORDER BY ${keyOrder(view)} LIMIT 1 OFFSET ${String(rows - 1)}`;
}

function lastStatement(view: TableView): string {
  return `${selectKeys(view)}${rangeCondition(view, EVERYTHING)} ORDER BY ${keyOrder(view, ' DESC')} LIMIT 1`;
}

/** Grouped by the frame, which is binary: a collation would group keys that are not equal. */
function repeatedStatement(view: TableView): string {
  const grouped = `${wholeKeyCondition(view)} GROUP BY 1 HAVING COUNT(*) > 1 LIMIT 1`;
  return `SELECT ${frameExpression(keyColumns(view))} FROM ${quoteTable(view.table)}${grouped}`;
}

function rowsStatement(view: TableView, range: KeyRange): string {
  return `SELECT ${frameExpression(view.columns)} FROM ${isPart(range) ? byIndex(view) : quoteTable(view.table)}${rangeCondition(view, range)}`;
}

/** An open range on both ends is the whole table. */
function isPart(range: KeyRange): boolean {
  return range.after !== null || range.through !== null;
}

function selectRows(view: TableView): string {
  return `SELECT ${frameExpression(view.columns)} FROM ${quoteTable(view.table)}`;
}

function selectKeys(view: TableView): string {
  return `SELECT ${frameExpression(keyColumns(view))} FROM ${byIndex(view)}`;
}

/** Named, since by its costs the optimizer would rather read the whole table for one key range of a secondary index. */
function byIndex(view: TableView): string {
  const table = quoteTable(view.table);
  return view.index === null ? table : `${table} FORCE INDEX (${quoteName(view.index)})`;
}

function keyOf(view: TableView, frames: Frames): Key {
  const values = frameColumns(frames.bytes, frames.starts[0] ?? 0, frames.ends[0] ?? 0);
  return keyColumns(view).map((column, i) => {
    const value = values[i];
    return value == null ? null : formText(column.form, value);
  });
}

function* batchesOf(keys: readonly Key[]): Generator<readonly Key[]> {
  let batch: Key[] = [];
  let characters = 0;
  for (const key of keys) {
    batch.push(key);
    for (const part of key) characters += part?.length ?? 0;
    if (batch.length < KEYS_A_STATEMENT && characters < KEY_CHARACTERS_A_STATEMENT) continue;
    yield batch;
    [batch, characters] = [[], 0];
  }
  yield batch;
}
