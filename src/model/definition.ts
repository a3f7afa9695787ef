import type { TableRef } from './table.ts';

/**
 * What one side has besides rows. Fields hold the meaning in words that are the same on every engine; where an engine
 * has a text of its own (an expression, a view), it is the server's own deparsed one.
 */
export interface Definitions {
  readonly tables: readonly TableDefinition[];
  readonly sequences: readonly SequenceDefinition[];
  readonly objects: readonly ObjectDefinition[];
  /** Who may do what, besides owners. */
  readonly grants: readonly Grant[];
  /** Roles, or accounts; null when this account may not know them. */
  readonly roles: readonly Role[] | null;
  /** What changes results for an application and lies in no definition. */
  readonly settings: readonly Setting[];
  /** What this account was not shown. */
  readonly hidden: readonly Hidden[];
}

export interface Grant {
  /** `table`, `column`, `sequence`, `schema`, `function`, `type`, `default privileges`. A partition is a table. */
  readonly object: string;
  /** Empty for what is in none. */
  readonly schema: string;
  /** `orders`, `orders.total`, `next(n integer)`. */
  readonly name: string;
  readonly role: string;
  /** Sorted; with a `*` behind one that may be handed on. */
  readonly privileges: readonly string[];
  /** The statement that grants all of it, its names without a schema; null when the server has none. */
  readonly create: string | null;
}

export interface Role {
  readonly name: string;
  /** What it may do whatever was granted: `superuser`, `bypasses row security`, `member of`. */
  readonly facts: Facts;
}

export interface Setting {
  /** `server`, `database`, `role app`. */
  readonly scope: string;
  readonly name: string;
  readonly value: string;
  /** What another value does to an application, in a few words. */
  readonly effect: string;
  readonly severity: 'warning' | 'note';
}

/** A kind of definition, or one of them, that this account may not read. */
export interface Hidden {
  /** As findings call it: `trigger`, `event`, `grant`. */
  readonly object: string;
  readonly schema: string;
  /** A name; null for whatever of the kind there may be. */
  readonly name: string | null;
  /** The grant that would show it, in one sentence. */
  readonly hint: string;
}

export interface TableDefinition extends TableRef {
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  /** Without those that only serve a primary or unique key. */
  readonly indexes: readonly IndexDefinition[];
  /** Storage facts by name, `replica identity`, `engine`: compared within an engine. */
  readonly facts: Facts;
  /** Tables that it inherits from, in order. */
  readonly parents: readonly TableRef[];
  /** At all levels; empty for a table without. */
  readonly partitions: readonly PartitionDefinition[];
  readonly comment: string | null;
  /** What keeps the table from being ready for load. */
  readonly unready: readonly Unready[];
}

export interface PartitionDefinition {
  readonly name: string;
  /** Which rows it holds, as the server spells it, behind the partition that it is a part of. */
  readonly bound: string;
  /** It takes the rows that no other one takes. */
  readonly isDefault: boolean;
  /** It takes all rows from the bound of the one before it up to its own. */
  readonly ranged: boolean;
  readonly facts: Facts;
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
  /** The NOT NULL that the rows that were there first have not been held against, by its name; null without. */
  readonly unchecked: string | null;
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
  /** What else decides on its values: a spatial reference system. */
  readonly facts: Facts;
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
  /** The last column is a period of time, and no two may overlap; a foreign key's has to be covered. */
  readonly period: boolean;
  /** Not enforced because the triggers behind it are switched off, and not by its definition. */
  readonly triggersOff: boolean;
  /** Tables that inherit are not held to it. */
  readonly noInherit: boolean;
  /** Unique: declared by an index alone, and not as a constraint. */
  readonly index?: IndexDefinition;
}

export interface Reference {
  readonly table: TableRef;
  readonly columns: readonly string[];
  readonly onUpdate: string;
  readonly onDelete: string;
  /** The columns that ON DELETE sets; empty for all. */
  readonly deleteColumns: readonly string[];
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
  /** Owner and persistence, where an engine has such. */
  readonly facts?: Facts;
  /** The columns that take their numbers from it. */
  readonly feeds: readonly Fed[];
}

export interface Fed {
  readonly table: TableRef;
  readonly column: string;
  /** The largest value can be looked up in an index. */
  readonly indexed: boolean;
  /** False when this role may not read the column. */
  readonly readable?: boolean;
}

/** Where a sequence stands. */
export interface SequencePosition {
  /** The number that it hands out next; null when this role may not look. */
  readonly next: string | null;
  /** The largest value of the columns it feeds; null without rows, or without an index to look it up in. */
  readonly largest: string | null;
}

export type ObjectKind =
  | 'view'
  | 'materialized view'
  | 'trigger'
  | 'function'
  | 'policy'
  | 'rule'
  | 'aggregate'
  | 'operator'
  | 'operator class'
  | 'cast'
  | 'enum'
  | 'domain'
  | 'composite type'
  | 'range type'
  | 'collation'
  | 'text search configuration'
  | 'text search dictionary'
  | 'foreign table'
  | 'foreign server'
  | 'extension'
  | 'language'
  | 'statistics'
  | 'event'
  | 'event trigger'
  | 'publication'
  | 'subscription'
  /** Of a materialized view. */
  | 'index'
  | 'schema';

/** Whatever else has a name: compared by text within an engine, by name across. */
export interface ObjectDefinition {
  readonly object: ObjectKind;
  readonly schema: string;
  readonly name: string;
  /** Of a trigger, a policy, a rule. */
  readonly table: TableRef | null;
  readonly definition: string;
  readonly facts: Facts;
  /** The statement that makes it; null when the server has none. */
  readonly create: string | null;
  /** Those that put it in the place of another one of its name; null when there is no safe way. */
  readonly replace: string | null;
}
