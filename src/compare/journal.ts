import type { TableOutcome } from '../model/event.ts';
import type { RangeResult } from '../model/range-result.ts';

/** Keeps what a table's comparison has found, and tells what an earlier run had. */
export interface TableJournal {
  /** How the table ended in an earlier run; null when it did not come to its end. */
  readonly outcome: TableOutcome | null;
  /** What an earlier run found, in order; up to the end of a range. */
  earlier(): AsyncIterable<RangeResult>;
  add(result: RangeResult): Promise<void>;
  /** The table came to its end. */
  end(outcome: TableOutcome): Promise<void>;
  /** What was added cannot be relied on. */
  forget(): Promise<void>;
}

async function* nothing(): AsyncGenerator<RangeResult> {
  // an earlier run that was not
}

/** For a run that nobody will resume. */
export const NO_JOURNAL: TableJournal = {
  outcome: null,
  earlier: nothing,
  add: async () => {},
  end: async () => {},
  forget: async () => {},
};
