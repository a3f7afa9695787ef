import type { ColumnShape } from './column.ts';

/** Where a table is. `schema` is the database's name on MySQL. */
export interface TableRef {
  readonly schema: string;
  readonly name: string;
  /** PostgreSQL inheritance: the rows of the table itself, without those of its children. */
  readonly only?: boolean;
  /** MariaDB's system versioning: the rows of its history, without those of today. */
  readonly history?: boolean;
}

/** `table` and `materialized view` hold rows of their own; a partitioned table is one table. */
export type TableKind = 'table' | 'view' | 'materialized view' | 'foreign table';

/** Columns that identify a row, as declared on one side. */
export interface CandidateKey {
  readonly name: string;
  /** In index order. */
  readonly columns: readonly string[];
  readonly primary: boolean;
  /** At least one column can be NULL: several rows may then share a key. */
  readonly nullable: boolean;
  /** The index delivers its columns ascending, so that a range of keys is read without a sort. */
  readonly ordered: boolean;
  /** It holds for some of the rows only: no index covers those of all children of a table, or of a MERGE table. */
  readonly partial?: boolean;
}

/** A table whose rows another one's name reaches too: a child in PostgreSQL's inheritance, at any depth. */
export interface Member extends TableRef {
  readonly kind: TableKind;
  /** The names of its columns. */
  readonly columns: readonly string[];
  /** Rows by the server's statistics; null when it has none. */
  readonly estimatedRows: number | null;
}

/** What one side says of a table before any row is read. */
export interface TableShape extends TableRef {
  readonly kind: TableKind;
  /** In declared order. */
  readonly columns: readonly ColumnShape[];
  readonly keys: readonly CandidateKey[];
  /** Rows by the server's statistics; null when it has none. */
  readonly estimatedRows: number | null;
  /** Bytes of a row by the server's statistics; null when it has none. */
  readonly rowBytes: number | null;
  /** Why what is read would not be all rows (row-level security), or not those of the one view asked for; null when it is. */
  readonly hiddenRows: string | null;
  /** A token that changes when columns come, go or change, and when the table is truncated or another takes its name. */
  readonly definition?: string;
  /**
   * The tables below it, whose rows its name reaches unless it is read with `only`; absent when there are none. A
   * partition is no such table: it is part of the one table.
   */
  readonly members?: readonly Member[];
  /** The rows that a bare SELECT does not show, those of its history; absent for none. */
  readonly rowsAside?: RowsAside;
  /** In the side's own SQL: which rows belong to it at all; absent for all of them. */
  readonly condition?: string;
  /** Of a materialized view: how old its rows may be, in words. */
  readonly stale?: string;
  /** It is stored in parts, of which a look-up by key reads only the one where the key belongs. */
  readonly partitioned?: boolean;
}

/** Rows that a table's name reaches when it is asked for them. */
export interface RowsAside {
  /** These rows as a table of their own; null where they cannot be compared with those of another server. */
  readonly table: TableShape | null;
  /** What they are, and why they cannot be compared where that is so. */
  readonly reason: string;
}

/** `schema.table`, unquoted: for people and for the report. */
export function tableName(table: TableRef): string {
  return `${table.schema}.${table.name}${table.history === true ? ' (history)' : ''}`;
}
