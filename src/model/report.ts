import type { DifferenceKind, RowCounts, ShownValues } from './difference.ts';
import type { Finding } from './finding.ts';
import type { Walk } from './walk.ts';
import type { Sides } from './side.ts';
import type { Usage } from './usage.ts';

/** `match` only with a proof of coverage; `incomplete` when something could not be told. */
export type Verdict = 'match' | 'mismatch' | 'incomplete';

/** One side, as the report names it. */
export interface SideInfo {
  /** Host, port and database; never a password. */
  readonly label: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** It is a fingerprint: the side as it was. Absent for a side that is there. */
  readonly fingerprint?: FingerprintInfo;
}

/** What a fingerprint says of its moment. */
export interface FingerprintInfo {
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** Where the server stood then, in its own words; null where it does not tell. */
  readonly position: string | null;
  /** All of it is of one moment. */
  readonly consistent: boolean;
  /** It tells which columns of a row have changed. */
  readonly columns: boolean;
}

/** Something that was seen and not compared. */
export interface NotCompared {
  readonly kind: 'table' | 'column' | 'range' | 'rows' | 'view' | 'foreign table';
  readonly name: string;
  readonly reason: string;
  /** It should have been compared: the verdict cannot be `match`. */
  readonly affectsVerdict: boolean;
}

/** A schema of the source that was not selected, and how many tables with rows of their own are in it. */
export interface UnselectedSchema {
  readonly name: string;
  readonly tables: number;
}

/** Two names that were taken for one: equal but for letter case and `_`. */
export interface PairedNames extends Sides<string> {
  readonly kind: 'table' | 'column';
}

/** A difference as the report lists it. */
export interface ReportedDifference {
  readonly kind: DifferenceKind;
  readonly key: Readonly<Record<string, string | null>>;
  readonly columns?: readonly string[];
  readonly values?: ShownValues;
  readonly count?: number;
}

/** From one key through another, each key column to its value. */
export interface KeySpan {
  readonly first: Readonly<Record<string, string | null>>;
  readonly last: Readonly<Record<string, string | null>>;
}

/**
 * Differences of one kind (for `changed`: in the same columns) whose integer keys follow one another without a gap.
 * Runs are collected beyond the cap of listed differences: a transfer cut short is one run, however long.
 */
export interface KeyRun extends KeySpan {
  readonly kind: DifferenceKind;
  readonly rows: number;
  readonly columns?: readonly string[];
}

export interface TableReport {
  readonly source: string | null;
  readonly target: string | null;
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly key: readonly string[];
  readonly strategy: string;
  readonly strategyReason?: string;
  readonly walk: Walk | null;
  readonly columns: readonly string[];
  /** Column (the source's name) to the rule it was compared by. */
  readonly rules: Readonly<Record<string, string>>;
  readonly rows: RowCounts;
  /**
   * The tables below each of them whose rows were compared with its own: PostgreSQL's inheritance. Absent where none
   * were.
   */
  readonly family?: Sides<readonly string[]>;
  /** How many of its rows were allowed to differ, in words, and whether no more do. Absent when none were. */
  readonly allowed?: { readonly limit: string; readonly within: boolean };
  readonly differences: readonly ReportedDifference[];
  readonly differencesTruncated: boolean;
  /** Missing rows behind the last key of the target. */
  readonly cutShort?: { readonly after: Readonly<Record<string, string | null>>; readonly rows: number };
  readonly runs?: readonly KeyRun[];
  /** Rows that differ and that the live side calls newer than the fingerprint; in no count, and not among the differences. */
  readonly newer?: { readonly rows: number; readonly differences: readonly ReportedDifference[] };
  /** The first and the last key of each kind of difference, listed or not. */
  readonly spans?: Readonly<Partial<Record<DifferenceKind, KeySpan>>>;
  readonly seconds: number;
}

/** When a run, or a part of one, compared rows: ISO 8601, UTC. */
export interface RunPart {
  readonly startedAt: string;
  readonly endedAt: string;
}

/** What a run goes on from. */
export interface ResumedFrom {
  /** The parts before, in order. */
  readonly parts: readonly RunPart[];
  /** When all of it was done; null when something is left. */
  readonly finishedAt: string | null;
  /** What a crash left at the journal's end, and was cut off. */
  readonly damagedBytes: number;
  /** Tables, `public.orders of the target`, that are no longer the ones that were compared: they are compared anew. */
  readonly replaced?: readonly string[];
  /** Tables that had ended in doubt, and are looked at again. */
  readonly again?: readonly string[];
}

/** What `--format json` prints: `report.schema.json` is its contract. */
export interface Report extends Sides<SideInfo> {
  readonly tool: 'crosstally';
  readonly toolVersion: string;
  readonly formatVersion: 1;
  readonly verdict: Verdict;
  /** All that differs is within what was allowed. The verdict is `match` then only where that was asked for. */
  readonly withinAllowed?: true;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The parts of the run before this one: what they compared was not compared again. Absent when there were none. */
  readonly resumed?: readonly RunPart[];
  /** The journal with which a run that did not come to its end can be gone on with. */
  readonly checkpoint?: string;
  /** Empty when only definitions were compared. */
  readonly tables: readonly TableReport[];
  /** What the definitions say differently, in the order in which the fixes work; absent when they were not compared. */
  readonly schema?: readonly Finding[];
  /** Why definitions could not be compared, all or some; the verdict is then not `match`. */
  readonly schemaFailure?: string;
  /** Warnings and notes of `schema` count like blockers, as asked. */
  readonly strict?: true;
  readonly notCompared: readonly NotCompared[];
  /** Schemas of the source that nobody selected and that hold tables; absent when there are none. */
  readonly unselectedSchemas?: readonly UnselectedSchema[];
  /** Names that differ by more than letter case and were paired all the same; absent when there are none. */
  readonly pairedNames?: readonly PairedNames[];
  readonly warnings: readonly string[];
  /** What the user asked for that makes the comparison looser or smaller. */
  readonly loosened: readonly string[];
  /**
   * Options that decide what was compared and were not said on the command line, each with its place: `crosstally.yaml:7`,
   * `CROSSTALLY_WHERE`. Absent when there were none.
   */
  readonly optionsFrom?: Readonly<Record<string, string>>;
  /** What was asked of each side; null for one that does not say. Absent for a run that broke off. */
  readonly usage?: Sides<Usage | null>;
  /** What there is to know of the run that is neither a finding nor a fault; absent when there is nothing. No effect on the verdict. */
  readonly notices?: readonly string[];
  /** Questions that failed for a while and were asked again; absent when there were none. No effect on the verdict. */
  readonly retries?: readonly { readonly reason: string; readonly times: number }[];
}
