import type {
  ColumnDefinition,
  ConstraintDefinition,
  Facts,
  Fed,
  IndexDefinition,
  SequencePosition,
  SequenceDefinition,
} from './definition.ts';
import type { TableRef } from './table.ts';

/** A table of the target, and what an adapter has to know of it besides its name. */
export interface ChangedTable extends TableRef {
  readonly facts?: Facts;
}

/**
 * What would make the target's definition right, in the target's names. An adapter writes it as statements of its
 * engine, or says null when there is no safe one.
 */
export type SchemaChange =
  | { readonly type: 'create index'; readonly table: ChangedTable; readonly index: IndexDefinition }
  | {
      readonly type: 'replace index';
      readonly table: ChangedTable;
      readonly index: IndexDefinition;
      readonly old: string;
    }
  | { readonly type: 'rebuild index'; readonly table: ChangedTable; readonly name: string }
  | {
      readonly type: 'add constraint';
      readonly table: ChangedTable;
      readonly constraint: ConstraintDefinition;
      /** One that stands in its way. */
      readonly old: string | null;
    }
  | { readonly type: 'validate constraint'; readonly table: ChangedTable; readonly constraint: ConstraintDefinition }
  | { readonly type: 'enforce constraint'; readonly table: ChangedTable; readonly constraint: ConstraintDefinition }
  | {
      readonly type: 'set default';
      readonly table: ChangedTable;
      readonly column: string;
      readonly value: string | null;
    }
  | { readonly type: 'set not null'; readonly table: ChangedTable; readonly column: ColumnDefinition }
  | { readonly type: 'drop not null'; readonly table: ChangedTable; readonly column: ColumnDefinition }
  | {
      readonly type: 'alter column';
      readonly table: ChangedTable;
      /** As the column should be. */
      readonly column: ColumnDefinition;
    }
  | {
      readonly type: 'set position';
      readonly sequence: SequenceDefinition;
      readonly next: string;
      readonly fed: Fed | null;
    }
  | {
      readonly type: 'create sequence';
      readonly sequence: SequenceDefinition;
      readonly position: SequencePosition | null;
    }
  | { readonly type: 'number column'; readonly table: ChangedTable; readonly column: ColumnDefinition }
  | {
      readonly type: 'enable trigger';
      readonly object: 'trigger' | 'rule' | 'event trigger';
      /** Null for an event trigger. */
      readonly table: ChangedTable | null;
      readonly name: string;
      /** As the source has it: `yes`, `always`, `replica`. */
      readonly mode: string;
    }
  /** A storage fact, as `TableDefinition.facts` has it; of `inherits`, the parents that it lacks. */
  | { readonly type: 'set fact'; readonly table: ChangedTable; readonly fact: string; readonly value: string }
  | { readonly type: 'inherit'; readonly table: ChangedTable; readonly parents: readonly TableRef[] }
  | { readonly type: 'validate not null'; readonly table: ChangedTable; readonly name: string }
  | { readonly type: 'refresh view'; readonly view: TableRef }
  | { readonly type: 'analyze'; readonly table: TableRef }
  /** Within an engine: the source's own statement. */
  | {
      readonly type: 'run';
      readonly statement: string;
      /** The schema that its names without one are in. */
      readonly schema: string;
    };
