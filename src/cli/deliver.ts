import { prepareOutput } from '../config/output-file.ts';
import type { Config } from '../config/config.ts';
import { print } from './print.ts';
import type { Io, Output } from './command.ts';
import { fixScript } from '../report/fix-script.ts';
import type { Report } from '../model/report.ts';

/** Where the finished text goes. */
export type Deliver = (text: string) => Promise<void>;

/**
 * To the file that was asked for, else to stdout. A file that cannot be written is found out before the run begins.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`.
 */
export async function prepareDelivery({ output }: Pick<Config, 'output'>, io: Io): Promise<Deliver> {
  if (output === null) return (text) => print(io.stdout, text);
  return prepareText(output, io);
}

/**
 * The script of fixes, where one was asked for. Like the report's, its file is found out to be of no use before the run.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`.
 */
export async function prepareFixes(
  { fixes }: Pick<Config, 'fixes'>,
  io: Io,
): Promise<(report: Report) => Promise<void>> {
  if (fixes === null) return () => Promise.resolve();
  const write = await prepareText(fixes, io);
  return (report) => write(fixScript(report));
}

/** Whether the report is printed, and its verdict is not to be told besides. */
export function isPrinted({ output }: Pick<Config, 'output'>, io: Io): boolean {
  return output === null || streamOf(output, io) === io.stdout;
}

async function prepareText(path: string, io: Io): Promise<Deliver> {
  const stream = streamOf(path, io);
  return stream === null ? prepareOutput(path) : (text) => print(stream, text);
}

/** What is open already: a file beside it, moved to its place, would not be what was asked for. */
function streamOf(path: string, { stdout, stderr }: Io): Output | null {
  if (['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'].includes(path)) return stdout;
  return ['/dev/stderr', '/dev/fd/2', '/proc/self/fd/2'].includes(path) ? stderr : null;
}
