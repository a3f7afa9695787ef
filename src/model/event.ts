import type { Difference, RowCounts } from './difference.ts';
import type { Key } from './key.ts';
import type { Finding } from './finding.ts';
import type { Plan } from './plan.ts';
import type { ResumedFrom, SideInfo, Verdict } from './report.ts';
import type { Side, Sides } from './side.ts';
import type { Usage } from './usage.ts';

/** Rows of the source that lie behind the last key of the target: what an import that ended early leaves out. */
export interface CutShort {
  readonly after: Key;
  readonly rows: number;
}

/** How a table ended. */
export interface TableOutcome {
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly rows: RowCounts;
  /** `pushdown` or `stream`. */
  readonly strategy: string;
  /** Why this one. */
  readonly strategyReason: string;
  readonly cutShort: CutShort | null;
  readonly seconds: number;
}

/** What the schema gate found. */
export interface DefinitionsOutcome {
  readonly findings: readonly Finding[];
  /** Why the definitions could not be compared; null when they were. */
  readonly failure: string | null;
  /** Warnings and notes count like blockers. */
  readonly strict: boolean;
}

/**
 * What a run tells while it goes on. The report is a fold over these. Plain JSON; a table is told by its `TablePlan.id`.
 */
export type Event =
  | {
      readonly type: 'planned';
      /** ISO 8601, as all times of events. */
      readonly at: string;
      readonly sides: Sides<SideInfo>;
      readonly plan: Plan;
      /** No row will be looked at. */
      readonly definitionsOnly?: boolean;
      /** The journal that the run keeps. */
      readonly checkpoint?: string;
      /** What it goes on from: the events of that follow first. */
      readonly resumed?: ResumedFrom;
    }
  | { readonly type: 'definitions'; readonly definitions: DefinitionsOutcome }
  | { readonly type: 'table-started'; readonly table: string }
  | { readonly type: 'compared'; readonly table: string; readonly rows: Sides<number> }
  | { readonly type: 'differences'; readonly table: string; readonly differences: readonly Difference[] }
  /** Rows that differ and that the live side calls newer than the fingerprint: they are in no count. */
  | { readonly type: 'newer'; readonly table: string; readonly differences: readonly Difference[] }
  | { readonly type: 'table-finished'; readonly table: string; readonly outcome: TableOutcome }
  /** A question failed for a while, and is asked again. */
  | { readonly type: 'retried'; readonly reason: string; readonly attempt: number; readonly waitSeconds: number }
  /** Why nothing is asked of a side; null when it goes on. */
  | { readonly type: 'held'; readonly reason: string | null }
  /** Something to know of that is neither a finding nor a fault: a side gives fewer connections than were asked for. */
  | { readonly type: 'noticed'; readonly notice: string }
  /** A statement is sent, where somebody wants to see them. It may hold keys. */
  | { readonly type: 'asked'; readonly side: Side; readonly statement: string }
  /** All of a table is being read at once: of its rows nothing is told until that is done. */
  | { readonly type: 'reading'; readonly table: string }
  /** So many rows more that differ are being looked at again; fewer where it is negative. */
  | { readonly type: 'rechecking'; readonly table: string; readonly rows: number }
  /** With what was asked of each side, where it says so. */
  | { readonly type: 'finished'; readonly at: string; readonly usage?: Sides<Usage | null> };
