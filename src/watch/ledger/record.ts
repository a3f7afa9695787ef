/** What a ledger's file holds: one record a line, in the order in which things happened. */
import type { Difference } from '../../model/difference.ts';
import type { SideInfo } from '../../model/report.ts';
import type { Sides } from '../../model/side.ts';
import type { Drift, DriftCounts } from '../../model/watch.ts';

/** Two tables by their names, `schema.table`; the source's is the id. */
export type PairName = Sides<string>;

export type LedgerRecord =
  /** A watch began, or made its plan anew. What was known of tables that are not in it is forgotten. */
  | {
      readonly type: 'watch';
      readonly at: string;
      readonly sides: Sides<SideInfo>;
      readonly tables: readonly PairName[];
      /** For each table what its passes depend on: where it is another, the table begins anew. */
      readonly facts: readonly string[];
      /** Whether something can have been written that nobody saw: then no earlier pass counts. */
      readonly unseen: boolean;
    }
  /** Differences that were confirmed: new ones, and those that are other ones by now. */
  | { readonly type: 'seen'; readonly at: string; readonly table: string; readonly differences: readonly Difference[] }
  /** Drift that is gone, by its identities. */
  | {
      readonly type: 'gone';
      readonly at: string;
      readonly table: string;
      readonly keys: readonly string[];
      readonly by: 'pass' | 'look';
    }
  | {
      readonly type: 'accepted';
      readonly at: string;
      readonly table: string;
      readonly keys: readonly string[];
      readonly why: string;
    }
  | { readonly type: 'began'; readonly at: string; readonly table: string }
  /** A pass that covered the whole table. */
  | { readonly type: 'ended'; readonly at: string; readonly table: string; readonly pass: PassEnd }
  /** A pass that did not: it counts for nothing, and this is why. */
  | { readonly type: 'broken'; readonly at: string; readonly table: string; readonly reason: string }
  | { readonly type: 'dirty'; readonly at: string; readonly table: string; readonly reason: string }
  | {
      readonly type: 'definitions';
      readonly at: string;
      readonly blockers: number | null;
      readonly failure: string | null;
    }
  /** What the gate says: whenever that is another thing, and from time to time to show that somebody still looks. */
  | { readonly type: 'gate'; readonly at: string; readonly ready: boolean; readonly reasons: readonly string[] }
  /** In place of all that came before, when the file is written anew: a table as it is known … */
  | { readonly type: 'table'; readonly clock: number; readonly table: string; readonly kept: KeptTable }
  /** … and its drift. */
  | { readonly type: 'drift'; readonly drift: readonly Drift[] };

/** How a pass over a whole table ended. */
export interface PassEnd {
  readonly rows: Sides<number>;
  /** Why it could not tell of some rows; null when it could. */
  readonly incomplete: string | null;
  /** Whether it found nothing that differs and is not accepted. */
  readonly clean: boolean;
  /** Rows that differ beyond those that are kept one by one. */
  readonly beyond: DriftCounts;
  /** The first and the last key of these, for people. */
  readonly beyondFrom?: string;
  readonly beyondThrough?: string;
}

/** A table's state without its drift, as a file that is written anew has it. */
export interface KeptTable {
  readonly target: string;
  readonly facts: string;
  readonly passBegan: Moment | null;
  readonly clean: CleanPass | null;
  readonly whole: boolean;
  readonly incomplete: string | null;
  readonly dirty: string | null;
  readonly dirtied: number;
  readonly changed: number;
  readonly beyond: DriftCounts;
  readonly rowsCompared: number;
  readonly notBefore: number;
}

/** A moment by the ledger's own clock, the number of its records: what came first does not depend on any clock's time. */
export interface Moment {
  readonly clock: number;
  readonly at: string;
}

export interface CleanPass {
  readonly began: Moment;
  readonly ended: Moment;
}
