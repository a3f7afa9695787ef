import type { ColumnType } from './column.ts';
import type { Form } from './form.ts';
import type { TableRef } from './table.ts';

/** A column as one side is asked for it. */
export interface ViewColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly form: Form;
  /** For a zone-less column in the form `instant`: the time zone its readings are in. */
  readonly timeZone: string;
  /** Declared alike on both sides, modifiers and all: equal values are then stored alike, but for a zero's sign. */
  readonly alike?: boolean;
}

/** One side of a planned table: what its rows are made of. */
export interface TableView {
  readonly table: TableRef;
  /** The key columns first, in key order; then the others, in the same order on both sides. */
  readonly columns: readonly ViewColumn[];
  /** How many of the columns are the key; 0 for a table without one. */
  readonly keyLength: number;
  /** The index that delivers the rows in key order, so that key ranges are cheap; null when none does. */
  readonly index: string | null;
  /** The user's condition in the side's own SQL; null for all rows. */
  readonly where: string | null;
  /** The key's index in a table that is stored in parts: a look-up by it reads only the part where the key belongs. */
  readonly partedIndex?: string;
  /** Its columns are hashes of other columns: what a side that holds no values can be compared by. */
  readonly hashed?: HashedRows;
}

/** How the rows of a view are told by hashes. */
export interface HashedRows {
  /** The columns that are hashed, in the order in which they are. */
  readonly of: TableView;
  /** A hash of the whole row comes last; without it only keys can be compared. */
  readonly row: boolean;
  /** In the place of the key there is its hash under a secret. */
  readonly hiddenKey: boolean;
  /** Behind the key there is a short hash of each other column. */
  readonly columns: boolean;
}

export function keyColumns(view: TableView): readonly ViewColumn[] {
  return view.columns.slice(0, view.keyLength);
}

/** Whether the column's time zone plays a part: its zone-less readings are turned into points in time. */
export function readsInTimeZone({ type, form }: ViewColumn): boolean {
  return form === 'instant' && type.kind === 'timestamp';
}
