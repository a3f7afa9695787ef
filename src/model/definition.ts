import type { TableRef } from './table.ts';

/**
 * What one side has besides rows. Fields hold the meaning in words that are the same on every engine; where an engine
 * has a text of its own (an expression, a view), it is the server's own deparsed one.
 */
export interface Definitions {
  readonly tables: readonly TableDefinition[];
  readonly sequences: readonly SequenceDefinition[];
  readonly objects: readonly ObjectDefinition[];
}

export interface TableDefinition extends TableRef {
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  /** Without those that only serve a primary or unique key. */
  readonly indexes: readonly IndexDefinition[];
  /** Storage facts by name, `replica identity`, `engine`: compared within an engine. */
  readonly facts: Facts;
  readonly comment: string | null;
  /** What keeps the table from being ready for load. */
  readonly unready: readonly Unready[];
}

/** Named facts; each is an aspect of its own. */
export type Facts = Readonly<Record<string, string>>;

/** Something that slows queries down although the definition is right. */
export interface Unready {
  readonly aspect: 'statistics' | 'autovacuum' | 'collation version' | 'statistics target';
  readonly message: string;
  /** An index or a column; the table itself when null. */
  readonly name: string | null;
}

/** How a column gets a number of its own. */
export type Numbering = 'identity always' | 'identity by default' | 'sequence' | 'auto increment';

export interface ColumnDefinition {
  readonly name: string;
  /** As the engine spells the type. */
  readonly native: string;
  /** An integer's smallest and largest value; null for other types. */
  readonly range: { readonly least: string; readonly most: string } | null;
  /** Of an enum, in order; null for other types. */
  readonly labels: readonly string[] | null;
  /** A decimal's digits in all; null when free, and for other types. */
  readonly digits: number | null;
  readonly nullable: boolean;
  /** As SQL; null without one, and for a numbered column. */
  readonly default: string | null;
  readonly generated: { readonly expression: string; readonly stored: boolean } | null;
  readonly numbering: Numbering | null;
  readonly collation: string | null;
  /** Values that differ in case alone are the same to a unique key. */
  readonly foldsCase: boolean;
  readonly characterSet: string | null;
  readonly onUpdate: string | null;
  readonly invisible: boolean;
  readonly comment: string | null;
}

export type ConstraintKind = 'primary key' | 'unique' | 'foreign key' | 'check' | 'exclusion';

export interface ConstraintDefinition {
  readonly kind: ConstraintKind;
  readonly name: string;
  /** In order; of a check those that it reads, where the engine says. */
  readonly columns: readonly string[];
  readonly references: Reference | null;
  /** Of a check: the condition. Of an exclusion: the whole definition. */
  readonly expression: string | null;
  readonly deferrable: 'no' | 'deferrable' | 'initially deferred';
  /** Unique: two NULLs do not collide. */
  readonly nullsDistinct: boolean;
  /** The rows that were there first have been checked. */
  readonly validated: boolean;
  /** New rows are checked. */
  readonly enforced: boolean;
  /** A check by which the engine makes a type that others have: it says nothing besides. */
  readonly ofType: boolean;
  /** Unique: declared by an index alone, and not as a constraint. */
  readonly index?: IndexDefinition;
}

export interface Reference {
  readonly table: TableRef;
  readonly columns: readonly string[];
  readonly onUpdate: string;
  readonly onDelete: string;
  readonly match: string;
}

export interface IndexPart {
  readonly column: string | null;
  /** Instead of a column. */
  readonly expression: string | null;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
  /** Null for the type's default one. */
  readonly operatorClass: string | null;
  /** Null for the column's own. */
  readonly collation: string | null;
  /** Characters or bytes at the beginning of the value; null for all of it. */
  readonly prefix: number | null;
}

export interface IndexDefinition {
  readonly name: string;
  readonly unique: boolean;
  /** btree, hash, gin, gist, brin, fulltext, spatial, … */
  readonly method: string;
  readonly parts: readonly IndexPart[];
  readonly include: readonly string[];
  readonly predicate: string | null;
  readonly nullsDistinct: boolean;
  /** Why queries cannot use it: half built, invisible; null when they can. */
  readonly unusable: string | null;
}

/** What hands out numbers: a sequence, or a table's AUTO_INCREMENT, which has no name of its own. */
export interface SequenceDefinition {
  readonly schema: string;
  readonly name: string | null;
  readonly type: string;
  readonly increment: string;
  readonly least: string;
  readonly most: string;
  readonly cycle: boolean;
  /** This role may see where it stands. */
  readonly readable: boolean;
  /** The columns that take their numbers from it. */
  readonly feeds: readonly Fed[];
}

export interface Fed {
  readonly table: TableRef;
  readonly column: string;
  /** The largest value can be looked up in an index. */
  readonly indexed: boolean;
}

/** Where a sequence stands. */
export interface Position {
  /** The number that it hands out next; null when this role may not look. */
  readonly next: string | null;
  /** The largest value of the columns it feeds; null without rows, or without an index to look it up in. */
  readonly largest: string | null;
}

export type ObjectKind =
  'view' | 'materialized view' | 'trigger' | 'function' | 'enum' | 'domain' | 'extension' | 'statistics' | 'event';

/** Whatever else has a name: compared by text within an engine, by name across. */
export interface ObjectDefinition {
  readonly object: ObjectKind;
  readonly schema: string;
  readonly name: string;
  /** Of a trigger. */
  readonly table: TableRef | null;
  readonly definition: string;
  readonly facts: Facts;
  /** The statement that makes it; null when the server has none. */
  readonly create: string | null;
}
