import type { TableReader } from '../../src/adapter.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import type { Key, KeyRange } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';
import type { Connections } from './connections.ts';
import { definitionOf } from './describe.ts';
import { frameExpression, framesOf } from './frames.ts';
import { misplacedRows } from './misplaced-rows.ts';
import { pushdownsOf } from './pushdown.ts';
import { quoteTable } from './quote.ts';
import { byIndex, isBound, keyOrder, keysCondition, rangeCondition, wholeKeyCondition } from './range.ts';
import { keyOf } from './row-key.ts';

/** One table through streamed frames. */
export function tableReader(connections: Connections, view: TableView, mariadb: boolean): TableReader {
  const ordered = view.index !== null;
  const whole = { table: view.table, columns: view.columns };
  const key = { table: view.table, columns: keyColumns(view) };
  const index = misplacedRows(connections, view);

  async function oneKey(statement: string, limited = ordered): Promise<Key | null> {
    let found: Key | null = null;
    // Read to the end, one row as it is: stopping early would cost the connection.
    for await (const frames of framesOf(connections, statement, { ...key, limited })) found = keyOf(view, frames, 0);
    return found;
  }

  return {
    cutAfter: (range, rows) => oneKey(cutStatement(view, range, rows)),
    cuts: async (range, rows) => {
      const keys: Key[] = [];
      for await (const frames of framesOf(connections, cutsStatement(view, range, rows), {
        ...key,
        limited: ordered,
      })) {
        for (let row = 0; row < frames.count; row++) keys.push(keyOf(view, frames, row));
      }
      return keys;
    },
    lastKey: () => oneKey(lastStatement(view)),
    accepts: (bound) => isBound(view, bound),
    definition: () => definitionOf(connections, view.table, mariadb),
    frames: (range) => framesOf(connections, rowsStatement(view, range), { ...whole, limited: isPart(range) }),
    async *rows(keys) {
      for (const batch of batchesOf(keys)) {
        const condition = keysCondition(view, batch);
        if (condition !== null)
          yield* framesOf(connections, `${selectRows(view)}${condition}`, { ...whole, limited: ordered });
      }
    },
    tryCondition: async () => {
      await connections.ask(triedStatement(view));
    },
    countRows: async () => {
      const [[rows = null] = []] = await connections.ask(countStatement(view));
      return Number(rows ?? NaN);
    },
    repeatedKey: () => oneKey(repeatedStatement(view), false),
    pushdowns: pushdownsOf(connections, view),
    ...(index === undefined ? {} : { index }),
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

function cutsStatement(view: TableView, range: KeyRange, rows: number): string {
  const numbered = `SELECT ${keyOrder(view)}, ROW_NUMBER() OVER (ORDER BY ${keyOrder(view)}) AS ${ROW_NUMBER}`;
  const inner = `${numbered} FROM ${byIndex(view)}${rangeCondition(view, range)}`;
  return `SELECT ${frameExpression(keyColumns(view))} FROM (${inner}) k WHERE ${ROW_NUMBER} % ${String(rows)} = 0 ORDER BY ${ROW_NUMBER}`;
}

/** Quoted, so that no column of a table is likely to be called that. */
const ROW_NUMBER = '`number of the row`';

function lastStatement(view: TableView): string {
  return `${selectKeys(view)}${rangeCondition(view, EVERYTHING)} ORDER BY ${keyOrder(view, ' DESC')} LIMIT 1`;
}

function triedStatement(view: TableView): string {
  return `SELECT 1 FROM ${quoteTable(view.table)}${rangeCondition(view, EVERYTHING)} LIMIT 0`;
}

function countStatement(view: TableView): string {
  return `SELECT COUNT(*) FROM ${quoteTable(view.table)}${rangeCondition(view, EVERYTHING)}`;
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
