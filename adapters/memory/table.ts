import type { TableRef, TableShape } from '../../src/model/table.ts';

/** A value in the canonical form of its column's kind: as text, or as bytes for a kind whose form is bytes. */
export type MemoryValue = string | Uint8Array | null;

/** A table and its rows, which may be changed while it is open. */
export interface MemoryTable extends TableRef, Partial<Omit<TableShape, keyof TableRef>> {
  readonly columns: TableShape['columns'];
  /** In the order of the columns, each value in the canonical form of its column's kind. */
  readonly rows: readonly (readonly MemoryValue[])[];
}
