/** A blocker makes the verdict `mismatch`; warnings and notes do not, unless the user is strict. */
export type Severity = 'blocker' | 'warning' | 'note';

export const SEVERITIES: readonly Severity[] = ['blocker', 'warning', 'note'];

export type FindingKind = 'missing' | 'extra' | 'changed' | 'invalid' | 'behind' | 'violated' | 'stale' | 'hidden';

/** Something that the definitions of the two sides say differently, as the report lists it. */
export interface Finding {
  readonly kind: FindingKind;
  /** `table`, `column`, `index`, `primary key`, `unique`, `foreign key`, `check`, `sequence`, `view`, … */
  readonly object: string;
  /** `schema.table` of the source; of the target when only that has it. Null for what belongs to no table. */
  readonly table: string | null;
  readonly name: string;
  /** What of it: `nullable`, `columns`, `position`; null for all of it. */
  readonly aspect: string | null;
  readonly severity: Severity;
  readonly source: string | null;
  readonly target: string | null;
  readonly message: string;
  /** Statements in the target's dialect that are safe on a live system; null when there is none. */
  readonly fix: string | null;
}
