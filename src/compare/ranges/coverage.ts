import { CrosstallyError } from '../../errors.ts';
import { keyIdentity } from '../../model/key.ts';
import type { Key, KeyRange } from '../../model/key.ts';

/** The proof that every key range was compared: without it there is no `match`. */
export interface Coverage {
  /** @throws CrosstallyError COVERAGE_BROKEN when the range does not begin where the one before ended. */
  add(range: KeyRange): void;
  /** Where the next range has to begin; `end` when nothing is left, null for minus infinity. */
  reached(): Key | null | 'end';
  /** @throws CrosstallyError COVERAGE_BROKEN unless the ranges reach from minus to plus infinity. */
  assertComplete(): void;
}

export function trackCoverage(): Coverage {
  let reached: Key | null | 'start' | 'end' = 'start';
  return {
    add(range) {
      const begins = reached === 'start' ? range.after === null : isSame(reached, range.after);
      if (!begins) {
        throw new CrosstallyError('COVERAGE_BROKEN', `no chunk covers the keys before ${JSON.stringify(range.after)}`);
      }
      reached = range.through ?? 'end';
    },
    reached: () => (reached === 'start' ? null : reached),
    assertComplete() {
      if (reached !== 'end') throw new CrosstallyError('COVERAGE_BROKEN', 'the chunks end before the last key');
    },
  };
}

function isSame(reached: Key | 'end' | null, after: Key | null): boolean {
  return reached !== null && reached !== 'end' && after !== null && keyIdentity(reached) === keyIdentity(after);
}
