import type { Severity } from '../model/finding.ts';

/**
 * A table on the source side and the one it became on the target side, each `table` or `schema.table`; `schema.*` on
 * both sides for a schema.
 */
export interface TableMapping {
  readonly source: string;
  readonly target: string;
}

/** A column on the source side and the one it became on the target side. */
export interface ColumnMapping {
  /** `table` or `schema.table` of the source; null for every table that has the source column. */
  readonly table: string | null;
  readonly source: string;
  readonly target: string;
}

/**
 * A condition in SQL for all tables, or for each of some tables its own: by `table` or `schema.table` of the source,
 * `*` for the others. Null for all rows.
 */
export type Where = string | Readonly<Record<string, string>> | null;

/** Something chosen for columns. */
export interface ColumnChoice<T> {
  /** A glob on `column` or `table.column` of the source; null for every column that it can be meant for. */
  readonly columns: string | null;
  readonly value: T;
}

/** Values that may count as NULL: MySQL's `0000-00-00`, and texts without a character. */
export type NullValue = 'zero-dates' | 'empty';

/** Key columns named by the user. */
export interface KeyChoice {
  /** `table` or `schema.table` of the source; null for every table that has all the columns. */
  readonly table: string | null;
  /** The source's names, in key order. */
  readonly columns: readonly string[];
}

/** How serious findings of the schema gate are that match a glob. */
export interface SeverityChoice {
  readonly glob: string;
  readonly severity: Severity;
}

/** A constraint that somebody plans to make in the target, in the target's names. */
export interface PlannedConstraint {
  readonly kind: 'unique' | 'not null' | 'foreign key' | 'check';
  /** As it was written. */
  readonly text: string;
  /** `table` or `schema.table`. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly references: { readonly table: string; readonly columns: readonly string[] } | null;
  readonly expression: string | null;
}

/** How many rows of a table may differ. */
export interface Allowance {
  /** A glob on `table` or `schema.table` of the source. */
  readonly tables: string;
  /** A share of the rows of the larger side, from 0 to 1; null where a number is given. */
  readonly share: number | null;
  readonly rows: number | null;
}
