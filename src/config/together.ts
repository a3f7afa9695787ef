/** What options say together: what cannot be, and what has no effect. */
import type { OptionName, Said } from './options.ts';

/**
 * What cannot be.
 *
 * @param call what an option is called where it was said
 */
export function joinedProblems(said: Said, call: (name: OptionName) => string): string[] {
  if (said.resume === true && said.checkpoint === undefined) {
    return [`${call('resume')} needs ${call('checkpoint')}: the file of the run to go on with`];
  }
  return [];
}
