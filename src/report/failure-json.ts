import { CrosstallyError, errorLine } from '../errors.ts';
import { jsonText } from './json.ts';

/**
 * What `--format json` prints when there is no report: that nothing can be told, and why. A program that looks at the
 * verdict alone goes right.
 */
export function jsonFailure(error: unknown, toolVersion: string): string {
  const known = error instanceof CrosstallyError;
  return jsonText({
    tool: 'crosstally',
    toolVersion,
    formatVersion: 1,
    verdict: 'incomplete',
    error: {
      code: known ? error.code : 'UNEXPECTED',
      message: known ? error.message : errorLine(error),
      hint: known ? error.hint : null,
    },
  });
}
