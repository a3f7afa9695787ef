/**
 * Rows that lie in a partition where they do not belong, as EXCHANGE PARTITION … WITHOUT VALIDATION leaves them: a scan
 * reads every partition and sees them, a look-up by key reads the one where the key belongs and does not.
 */
import type { HiddenRows, IndexCheck } from '../../src/adapter.ts';
import { keyColumns } from '../../src/model/view.ts';
import type { TableView } from '../../src/model/view.ts';
import type { Connections } from './connections.ts';
import { framesOf, numberedFrameExpression, numberOf } from './frames.ts';
import { quoteName, quoteTable } from './quote.ts';
import { keyOf } from './row-key.ts';

/** For a partitioned table whose key has an index; undefined for any other. */
export function misplacedRows(connections: Connections, view: TableView): IndexCheck | undefined {
  const { partedIndex } = view;
  if (partedIndex === undefined) return undefined;
  return {
    always: true,
    hiddenRows: () => count(connections, view, misplacedStatement(view, partedIndex)),
    remedy:
      'CHECK TABLE names the rows that lie in a wrong partition, and ALTER TABLE … REPAIR PARTITION ALL moves them',
  };
}

async function count(connections: Connections, view: TableView, statement: string): Promise<HiddenRows> {
  const what = { table: view.table, columns: keyColumns(view), hashed: true, limited: false };
  let hidden: HiddenRows = { rows: 0, example: null };
  for await (const frames of framesOf(connections, statement, what)) {
    for (let row = 0; row < frames.count; row++) {
      const rows = hidden.rows + numberOf(frames, row);
      hidden = { rows, example: hidden.example ?? keyOf(view, frames, row) };
    }
  }
  return hidden;
}

const [SEEN, FOUND, KEPT] = ['`rows that a scan sees`', '`rows that a look-up finds`', '`rows that are compared`'];

/**
 * A row for each key under which a scan sees more rows than a look-up finds: for a key that lies in two partitions, one
 * of the two. The look-up is a subquery for each key, which no optimizer turns into a join.
 */
function misplacedStatement(view: TableView, index: string): string {
  const [table, columns] = [quoteTable(view.table), keyColumns(view).map(({ name }) => quoteName(name))];
  const lookUp = columns.map((column) => `y.${column} <=> ${table}.${column}`).join(' AND ');
  const byKey = `FORCE INDEX (${quoteName(index)})`;
  const found = `(SELECT COUNT(*) FROM ${table} y ${byKey} WHERE ${lookUp})`;
  const kept = view.where === null ? 'COUNT(*)' : `SUM(IF((${view.where}\n), 1, 0))`;
  const seen = `SELECT ${columns.join(', ')}, COUNT(*) AS ${SEEN}, ${found} AS ${FOUND}, ${kept} AS ${KEPT}`;
  const grouped = `${seen} FROM ${table} ${byKey} GROUP BY ${columns.join(', ')} HAVING ${SEEN} > ${FOUND} AND ${KEPT} > 0`;
  const rows = `LEAST(${SEEN} - ${FOUND}, ${KEPT})`;
  return `SELECT ${numberedFrameExpression(keyColumns(view), rows)} FROM (${grouped}) k`;
}
