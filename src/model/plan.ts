import type { ColumnShape } from './column.ts';
import type { KeyOrders } from './key.ts';
import type { NotCompared, PairedNames, UnselectedSchema } from './report.ts';
import type { Loosening } from './loosening.ts';
import type { Form } from './form.ts';
import type { Side, Sides } from './side.ts';
import type { TableShape } from './table.ts';
import type { TableView } from './view.ts';
import type { Walk } from './walk.ts';

export type { Walk } from './walk.ts';

/** Two columns and the rule they are compared by. */
export interface ColumnPair extends Sides<ColumnShape> {
  /** The name of an entry of the type table. */
  readonly rule: string;
  /** The canonical form that the rule compares in. */
  readonly form: Form;
  /** What the user lets pass in it; see `isStrict`. */
  readonly loosening: Loosening;
}

/** A pair of tables and all that is decided about comparing them. Plain JSON: another machine can go by it. */
export interface TablePlan extends Sides<TableShape> {
  /** The source's `schema.table`: unique among the tables of a plan. */
  readonly id: string;
  readonly columns: readonly ColumnPair[];
  /** The source's names, in key order; empty for a table without a key. */
  readonly key: readonly string[];
  /** Whether two rows of a side can share the key (nullable or unproved). */
  readonly keyRepeats: boolean;
  /** The sides on which only the user says that the key is unique: they are asked before rows are compared. */
  readonly keyUnproved: readonly Side[];
  readonly keyOrders: KeyOrders;
  readonly walk: Walk;
  /** Why this walk, when it is not `key order`. */
  readonly walkReason: string | null;
  readonly views: Sides<TableView>;
  /** What of this table is not compared. */
  readonly notCompared: readonly NotCompared[];
  /** Columns of the source that the target lacks and nobody excluded. */
  readonly lostColumns: readonly string[];
  /** The tables below each of them that it is read with, `schema.table`; absent where it is read alone. */
  readonly family?: Sides<readonly string[]>;
  /** How rows of a live side are known to be newer than a fingerprint; absent where nobody asked. */
  readonly newerBy?: NewerBy;
  readonly chunkRows: number;
  /** Chunks keep that size; else they are steered by the time they take, within bounds that go by it. */
  readonly chunkRowsAsked: boolean;
}

/** By what rows of a live side are held against the moment of a fingerprint. */
export interface NewerBy {
  readonly side: Side;
  /** The key, and behind it the column, as a point in time. */
  readonly view: TableView;
  /** The fingerprint's moment in the form `instant`. */
  readonly since: string;
}

/** A table that exists on one side only. */
export interface UnpairedTable {
  readonly source: TableShape | null;
  readonly target: TableShape | null;
}

/** Rows that may differ. */
export interface AllowedRows {
  /** Of the rows of the larger side, from 0 to 1; null where a number is given. */
  readonly share: number | null;
  readonly rows: number | null;
}

export interface Allowed {
  readonly tables: Readonly<Record<string, AllowedRows>>;
  /** What differs within it is a match. */
  readonly isMatch: boolean;
}

/** What will be compared and how. */
export interface Plan {
  /** The schemas that were looked at. */
  readonly schemas: Sides<readonly string[]>;
  readonly tables: readonly TablePlan[];
  readonly unpaired: readonly UnpairedTable[];
  readonly notCompared: readonly NotCompared[];
  /** Schemas of the source that nobody selected and that hold tables. */
  readonly unselected?: readonly UnselectedSchema[];
  /** Names that differ by more than letter case and were paired all the same. */
  readonly pairedNames?: readonly PairedNames[];
  /** How many rows of a table may differ, by its id; absent when none may. */
  readonly allowed?: Allowed;
  readonly warnings: readonly string[];
  /** What the user asked for that makes the comparison looser or smaller. */
  readonly loosened: readonly string[];
}
