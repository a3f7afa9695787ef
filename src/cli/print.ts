import { CrosstallyError, errorLine } from '../errors.ts';
import { printable } from '../report/printable.ts';
import type { Io, Output } from './command.ts';

/**
 * Writes all of it. A reader that went away (`| head`) is no error: it has what it wanted.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`.
 */
export async function print(output: Output, text: string): Promise<void> {
  const error = await new Promise<Error | null>((resolve) => {
    output.write(text, (failed) => {
      resolve(failed ?? null);
    });
  });
  if (error === null || ('code' in error && error.code === 'EPIPE')) return;
  throw new CrosstallyError('OUTPUT_FAILED', `the report cannot be printed: ${error.message}`, { cause: error });
}

/** `crosstally: CODE: message` and the hint below it; the stack only for who asked for it. */
export function errorText(error: unknown, debug: boolean): string {
  const hint = error instanceof CrosstallyError && error.hint !== null ? `hint: ${error.hint}\n` : '';
  // Indented, so that no line of a server's message stands where a verdict would.
  const stack = debug ? `${stackOf(error).replace(/^/gm, '  ')}\n` : '';
  return withoutPasswords(
    `crosstally: ${bare(error)}\n${printable(hint.trim())}${hint === '' ? '' : '\n'}${lines(stack)}`,
  );
}

/** On one line, but for the list of what is wrong with the options: that one is ours, and indented. */
function bare(error: unknown): string {
  if (!(error instanceof CrosstallyError)) return printable(`unexpected error: ${errorLine(error)}`);
  const message = `${error.code}: ${error.message}`;
  return error.code === 'CONFIG_INVALID' ? lines(message).replace(/\n(?! )/g, '\n  ') : printable(message);
}

/** With all that caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Safe for a terminal, line by line. */
function lines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** Text without the passwords of URLs in it, whoever wrote them there. */
export function withoutPasswords(text: string): string {
  return text
    .replace(/([a-z][\w+.-]*:\/\/[^\s:@/?#'"]*):[^\s]*@/gi, '$1:***@')
    .replace(/([?&;](?:password|sslpassword)=)[^&\s]+/gi, '$1***')
    .replace(/(^|[\s<"])((?:ssl)?password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|\S+)/gi, '$1$2***');
}

/** Whether to colour what is printed there. */
export function hasColor(output: Output, env: Io['env']): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

/** Columns of the terminal; some say that they have none. 100 for a file or a pipe. */
export function columnsOf(output: Output): number {
  const { columns = 100 } = output;
  return columns === 0 ? 80 : columns;
}

/** Columns that a report fills: wider lines are hard to read, and narrower ones too. */
export function widthOf(output: Output): number {
  return Math.max(60, Math.min(columnsOf(output), 120));
}
