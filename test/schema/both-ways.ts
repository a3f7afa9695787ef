/** What one side has and the other has otherwise: looked at from both sides. */
import { describe, it } from 'vitest';
import { runSituation } from './situation.ts';
import type { Pairing, Situation } from './situation.ts';

export interface TwoWays {
  readonly name: string;
  readonly both?: string;
  readonly right?: string;
  readonly wrong?: string;
  readonly options?: NonNullable<Situation['options']>;
  /** With the right one as the source. */
  readonly found: readonly string[];
  /** With the wrong one as the source. */
  readonly reversed: readonly string[];
  /** Why fixes leave blockers, of either direction. */
  readonly stays?: string;
  readonly staysReversed?: string;
}

export function bothWays(title: string, pairing: Pairing, cases: readonly TwoWays[]): void {
  describe.each(cases)(`${title}: $name`, (one) => {
    const { right = '', wrong = '', found, reversed, stays, staysReversed, ...rest } = one;
    const reason = (text: string | undefined): Pick<Situation, 'stays'> => (text === undefined ? {} : { stays: text });
    it('is found', () => runSituation({ ...rest, source: right, target: wrong, found, ...reason(stays) }, pairing));
    it('is found the other way round', () =>
      runSituation({ ...rest, source: wrong, target: right, found: reversed, ...reason(staysReversed) }, pairing));
  });
}
