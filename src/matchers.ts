import type { Report } from './model/report.ts';
import { mismatchMessage } from './report/assert-match.ts';
import { headline } from './report/text/headline.ts';

/** What `expect(report)` learns from `matchers`: for the declaration that joins it to vitest's or jest's own. */
export interface CrosstallyMatchers<R = unknown> {
  /** The verdict of a report is `match`; else the message names the tables and their first keys. */
  toBeAMatch(): R;
}

interface Outcome {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * For `expect.extend` of vitest and of jest.
 *
 * @example
 * import { expect } from 'vitest';
 * import { matchers } from 'crosstally/matchers';
 * import type { CrosstallyMatchers } from 'crosstally/matchers';
 *
 * declare module 'vitest' {
 *   interface Matchers<T> extends CrosstallyMatchers<T> {}
 * }
 * expect.extend(matchers);
 * expect(await verify({ source: postgres(oldUrl), target: postgres(newUrl) }).report()).toBeAMatch();
 */
export const matchers: { readonly toBeAMatch: (this: void, received: Report) => Outcome } = {
  toBeAMatch: (received) => {
    if (!isReport(received)) {
      const message = 'this is no report of crosstally: write expect(await verify({ … }).report()).toBeAMatch()';
      return { pass: false, message: () => message };
    }
    const pass = received.verdict === 'match';
    return { pass, message: () => (pass ? headline(received) : mismatchMessage(received)) };
  },
};

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'tool' in value && value.tool === 'crosstally';
}
