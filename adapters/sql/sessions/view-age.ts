import { CrosstallyError } from '../../../src/errors.ts';

/** Says whether a consistent view may still be read. */
export interface ViewAge {
  /** @throws CrosstallyError SNAPSHOT_GONE when the view is older than it may be, or was lost. */
  assertYoung(): void;
  /** Why the view can no longer be read; null while it can. */
  gone(): CrosstallyError | null;
  /** Says that the view is lost, and why. */
  lose(reason: string): void;
  /** Does no longer tell `ended`. */
  release(): void;
}

/** A view from now on. `ended` is called when its time is over, so that the server can let go of it. */
export function viewAge(most: number, label: string, ended: () => void): ViewAge {
  let gone: CrosstallyError | null = null;
  // The longest that a timer can be set for is some 24 days.
  const timer = setTimeout(
    () => {
      gone ??= new CrosstallyError('SNAPSHOT_GONE', `the view of ${label} is as old as it may become`, {
        hint: 'raise --max-snapshot-age, or verify fewer tables at once',
      });
      ended();
    },
    Math.min(most, 0x7fffffff),
  );
  timer.unref();
  return {
    assertYoung() {
      if (gone !== null) throw gone;
    },
    gone: () => gone,
    lose(reason) {
      const hint = 'what was compared so far stands; run again for the rest';
      gone ??= new CrosstallyError('SNAPSHOT_GONE', `the view of ${label} is lost: ${reason}`, { hint });
    },
    release() {
      clearTimeout(timer);
    },
  };
}
