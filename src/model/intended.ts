import type { Reference } from './definition.ts';
import type { TableRef } from './table.ts';

/** A constraint that is not there, or was never checked: what rows of a table would have to hold. */
export interface Intended {
  readonly kind: 'not null' | 'unique' | 'foreign key' | 'check';
  readonly table: TableRef;
  readonly columns: readonly string[];
  readonly references: Pick<Reference, 'table' | 'columns'> | null;
  /** Of a check, in the dialect of the side. */
  readonly expression: string | null;
  /** Columns that name a row; empty without a key. */
  readonly key: readonly string[];
}

/** The rows that stand in its way. */
export interface Violations {
  readonly rows: number;
  /** The first of them, each as the values of its key. */
  readonly sample: readonly (readonly (string | null)[])[];
}
