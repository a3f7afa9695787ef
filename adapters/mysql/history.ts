/** The rows that a table of MariaDB with system versioning keeps of what its rows were, as a table of their own. */
import type { ColumnShape } from '../../src/model/column.ts';
import type { CandidateKey, RowsAside, TableShape } from '../../src/model/table.ts';
import type { TextRow } from './driver.ts';
import { quoteName } from './quote.ts';
import { columnType } from './types.ts';

const REASON = 'the rows of its history (FOR SYSTEM_TIME ALL) are not compared, those of today are';

/** The rows of today end at the end of all time, which is another one in each version: all of them are behind this. */
const TODAY = "TIMESTAMP'2038-01-19 03:14:07'";

/** @param columns rows of `describe.ts`, with what generates each at the end */
export function historyOf(shape: TableShape, columns: readonly TextRow[]): RowsAside {
  const declared = (how: string): TextRow | undefined => columns.find((row) => row[11]?.toUpperCase() === how);
  const [start, end] = [declared('ROW START'), declared('ROW END')];
  if (end !== undefined && end[4] !== 'timestamp') {
    const reason = `${REASON}: it goes by numbers of transactions, which are others on another server`;
    return { table: null, reason };
  }
  const { rowsAside: _, partitioned: __, ...plain } = shape;
  const [from, to] = [start?.[2] ?? 'ROW_START', end?.[2] ?? 'ROW_END'];
  const more = [from, to].filter((name) => shape.columns.every((column) => column.name !== name));
  const table: TableShape = {
    ...plain,
    history: true,
    columns: [...shape.columns, ...more.map(periodEnd)],
    keys: shape.keys.map((key) => withEnd(key, to)),
    estimatedRows: null,
    condition: `${quoteName(to)} < ${TODAY}`,
  };
  return { table, reason: REASON };
}

/** A pseudo-column, of which no catalog tells. */
function periodEnd(name: string): ColumnShape {
  const type = columnType({
    ...{ base: 'timestamp', native: 'timestamp(6)', length: null, precision: null, scale: null, fraction: 6 },
    ...{ collation: null, checkedJson: false },
  });
  return { name, type, nullable: false };
}

/** The server adds it to every unique index, whether the catalog says so or not. */
function withEnd(key: CandidateKey, end: string): CandidateKey {
  return key.columns.includes(end) ? key : { ...key, columns: [...key.columns, end] };
}
