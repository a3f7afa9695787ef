import type { Database } from '../../adapter.ts';
import type { Sides } from '../../model/side.ts';
import { watchStillness } from './stillness.ts';
import type { Stillness } from './stillness.ts';

/** What a run's rechecks share. */
export interface Recheck {
  /** The longest that a write may take to arrive on the other side, in milliseconds. */
  readonly settle: number;
  readonly stillness: Stillness;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
}

/**
 * Where nobody writes, a fifth of the time that a write may take to arrive is enough to know that none is on its way; but
 * who says that it may take longer than an application needs has something in between that rests meanwhile, a job or a queue.
 */
const REST = 1 / 5;
const BY_APPLICATIONS = 5_000;

/** Watches both sides from now on. */
export function watchBoth(databases: Sides<Database>, settle: number, signal: AbortSignal): Recheck {
  return { settle, signal, stillness: watchStillness(databases, restFor(settle), signal) };
}

function restFor(settle: number): number {
  return Math.max(settle * REST, settle - BY_APPLICATIONS);
}
