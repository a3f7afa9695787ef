/**
 * Whether the index of a table's key leads to every row: after an operating system sorts text in another way, or a page
 * was torn, it may not, and then what is looked up by key is not what a scan sees. One statement, so one snapshot: a scan
 * of the table against a walk of the index, each row by its place.
 */
import type { HiddenRows, IndexCheck } from '../../src/adapter.ts';
import { frameColumns } from '../../src/model/frame.ts';
import { EVERYTHING } from '../../src/model/key.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';
import { finishOf } from './canonical.ts';
import type { Connections } from './connections.ts';
import { framesOf } from './frames.ts';
import { quoteName, quoteTable } from './quote.ts';
import { keyOrder, rangeCondition } from './range.ts';
import { wholePass } from './passes.ts';
import type { ServerSettings } from './session.ts';
import { keyExpressions, keyOf } from './statements.ts';

/**
 * What has no condition that an index could serve, and no order, can only be read by a scan. What has the order of the
 * key, and may not be sorted, is read by the key's index. To look places up, one by one or in the table, is ruled out.
 */
export const BOTH_WAYS: ServerSettings = {
  enable_seqscan: 'off',
  enable_sort: 'off',
  enable_indexscan: 'on',
  enable_indexonlyscan: 'off',
  enable_bitmapscan: 'off',
  enable_tidscan: 'off',
  enable_nestloop: 'off',
  enable_hashjoin: 'on',
};

/** Null for a table without a key. */
export function indexCheckOf(connections: Connections, view: TableView): IndexCheck | null {
  if (view.keyLength === 0) return null;
  return {
    always: false,
    hiddenRows: async () => {
      const finishes = [...keyColumns(view).map(finishOf), null];
      let hidden: HiddenRows = { rows: 0, example: null };
      for await (const frames of framesOf(connections.copy(hiddenRows(view), false, BOTH_WAYS), finishes)) {
        const count = frameColumns(frames.bytes, frames.starts[0] ?? 0, frames.ends[0] ?? 0).at(-1);
        hidden = { rows: Number(Buffer.from(count ?? []).readBigInt64BE()), example: keyOf(view, frames, 0) };
      }
      return hidden;
    },
    remedy: REMEDY,
  };
}

/** What a scan counts, whatever an index would say. */
export async function countRows(connections: Connections, view: TableView): Promise<number> {
  const sql = `select count(*) from ${quoteTable(view.table)}${rangeCondition(view, EVERYTHING)}`;
  const [[rows = null] = []] = await connections.ask(sql, [], wholePass(view));
  return Number(rows ?? NaN);
}

const REMEDY =
  'the index is damaged: look at it by bt_index_check(index, heapallindexed => true) of the extension amcheck, and rebuild it by REINDEX';

const LED = '"by the index"';

/** The key of a row that the index does not lead to, and how many there are. */
export function hiddenRows(view: TableView): string {
  const [table, name] = [quoteTable(view.table), quoteName(view.table.name)];
  // Under a limit the order is kept, which nothing else asks for.
  const led = `(select ctid, tableoid from ${table} order by ${keyOrder(view)} offset 0) as ${LED} ("place", "part")`;
  const same = `${LED}."place" = ${name}.ctid and ${LED}."part" = ${name}.tableoid`;
  // Wrapped up, the condition is none that an index could serve.
  const kept = view.where === null ? '' : ` and coalesce((${view.where}\n), false)`;
  return `select ${keyExpressions(view)}, count(*) over () from ${table} where not exists (select from ${led} where ${same})${kept} limit 1`;
}
