/** The nouns of a watch. Plain JSON, as all of the model: a ledger, a page and another process carry them. */
import type { Difference } from './difference.ts';
import { keyIdentity } from './key.ts';
import type { SideInfo } from './report.ts';
import type { Sides } from './side.ts';

/** `open` until it is gone (`resolved`) or somebody takes it for right (`accepted`). */
export type DriftState = 'open' | 'resolved' | 'accepted';

/** A difference that a watch confirmed, and its life. */
export interface Drift extends Difference {
  /** `TablePlan.id`. */
  readonly table: string;
  readonly state: DriftState;
  /** ISO 8601, as all times here. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** When it was resolved or accepted; absent while it is open. */
  readonly endedAt?: string;
  /** What found it gone, a `pass` or a `look`; or why it was accepted. */
  readonly by?: string;
}

/** A string that two differences of a table share exactly when they are the same one: of one kind, in one row. */
export function driftIdentity({ kind, key }: Difference): string {
  return `${kind} ${keyIdentity(key)}`;
}

/** How many rows of each kind. */
export interface DriftCounts {
  readonly missing: number;
  readonly extra: number;
  readonly changed: number;
}

export const NO_DRIFT: DriftCounts = { missing: 0, extra: 0, changed: 0 };

/** What is known of a table that is watched. */
export interface WatchedTable {
  /** `schema.table`; the source's is its id. */
  readonly source: string;
  readonly target: string;
  /** When the last pass ended that found nothing, and when it had begun; null before the first. */
  readonly lastCleanPass: string | null;
  readonly lastCleanPassBegan: string | null;
  /** When the pass that is under way began; null when none is. */
  readonly passBegan: string | null;
  /** Rows of both sides that this watch has looked at in passes. */
  readonly rowsCompared: number;
  /** Rows that differ and are neither resolved nor accepted. */
  readonly openDrift: number;
  readonly drift: DriftCounts;
  readonly acceptedDrift: number;
  /** Rows that were written to and are not looked at yet, or are being looked at. */
  readonly suspects: number;
  /** Why no hint can be relied on until the next pass has ended; null when nothing is in its way. */
  readonly dirty: string | null;
  /** Why the last pass could not tell; null when it could. */
  readonly incomplete: string | null;
}

/** How the feed of a side does. `off`: it was not asked for; `none`: it cannot be had. */
export interface FeedStatus {
  readonly state: 'on' | 'off' | 'none';
  /** Why it cannot be had, or what was last amiss; null when nothing is. */
  readonly reason: string | null;
  /** Seconds between a change and the moment that it was told; null when it is not known. */
  readonly lagSeconds: number | null;
  readonly gaps: number;
}

/** What a watch knows at a moment: what `/status` answers, what the page shows and the gate goes by. */
export interface WatchStatus {
  readonly at: string;
  /** When this watch began. */
  readonly since: string;
  readonly sides: Sides<SideInfo>;
  /** Whether it is safe to cut over. */
  readonly ready: boolean;
  /** Since when; null when it is not. */
  readonly readySince: string | null;
  /** Why it is not, the most important one first; empty when it is. */
  readonly reasons: readonly string[];
  readonly openDrift: number;
  readonly acceptedDrift: number;
  readonly suspects: number;
  /** Of the suspect that has waited longest; null without one. */
  readonly oldestSuspectSeconds: number | null;
  /** Blockers among the definitions; null when they have not been compared. */
  readonly blockers: number | null;
  /** Why nothing is asked of a side; null when it is. */
  readonly held: string | null;
  /** The share of its time that each side may be kept busy, 0 to 1; null for no limit. */
  readonly budget: number | null;
  /** Seconds of statements so far. */
  readonly busySeconds: Sides<number>;
  readonly feeds: Sides<FeedStatus>;
  readonly tables: readonly WatchedTable[];
  /** Open drift first, then what was resolved or accepted last; at most `DRIFT_LISTED`. */
  readonly drift: readonly Drift[];
  /** Drift that there is beyond the list. */
  readonly driftNotListed: number;
}

/** Drift that a status lists. */
export const DRIFT_LISTED = 500;

/** What a watch tells while it goes on. A table is told by its `TablePlan.id`. */
export type WatchEvent =
  /** The plan was made, or made anew since the definitions changed. */
  | {
      readonly type: 'planned';
      readonly at: string;
      readonly sides: Sides<SideInfo>;
      readonly tables: readonly string[];
      /** Why it was made anew; null the first time. */
      readonly why: string | null;
    }
  | { readonly type: 'definitions'; readonly at: string; readonly blockers: number; readonly failure: string | null }
  | { readonly type: 'pass-began'; readonly at: string; readonly table: string }
  | { readonly type: 'compared'; readonly table: string; readonly rows: Sides<number> }
  | {
      readonly type: 'pass-ended';
      readonly at: string;
      readonly table: string;
      readonly seconds: number;
      readonly rows: Sides<number>;
      readonly drift: DriftCounts;
      /** Why it could not tell; null when it could. */
      readonly incomplete: string | null;
    }
  | { readonly type: 'drift-opened'; readonly at: string; readonly drift: readonly Drift[] }
  | { readonly type: 'drift-resolved'; readonly at: string; readonly drift: readonly Drift[] }
  | { readonly type: 'drift-accepted'; readonly at: string; readonly drift: readonly Drift[] }
  | { readonly type: 'dirty'; readonly at: string; readonly table: string; readonly reason: string }
  | { readonly type: 'feed'; readonly at: string; readonly feeds: Sides<FeedStatus> }
  | { readonly type: 'ready'; readonly at: string; readonly ready: boolean; readonly reasons: readonly string[] }
  | { readonly type: 'held'; readonly at: string; readonly reason: string | null }
  | { readonly type: 'retried'; readonly at: string; readonly reason: string; readonly waitSeconds: number }
  /** The tables are others than those of the plan, which is made anew. */
  | { readonly type: 'replanned'; readonly at: string }
  /** The ledger could not be written: what is found from now on is known to this process alone. */
  | { readonly type: 'ledger-failed'; readonly at: string; readonly reason: string };
