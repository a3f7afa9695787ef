import { prepareOutput } from '../config/output-file.ts';
import type { Settings } from '../config/load.ts';
import { print } from './print.ts';
import type { Io } from './command.ts';
import { fixScript } from '../report/fix-script.ts';
import type { Report } from '../model/report.ts';

/** Where the finished text goes. */
export type Deliver = (text: string) => Promise<void>;

/**
 * To the file that was asked for, else to stdout. A file that cannot be written is found out before the run begins.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`.
 */
export async function prepareDelivery(settings: Settings, io: Io): Promise<Deliver> {
  if (settings.config.output === null) return (text) => print(io.stdout, text);
  return prepareOutput(settings.config.output);
}

/**
 * The script of fixes, where one was asked for. Like the report's, its file is found out to be of no use before the run.
 *
 * @throws CrosstallyError `OUTPUT_FAILED`.
 */
export async function prepareFixes({ config }: Settings): Promise<(report: Report) => Promise<void>> {
  if (config.fixes === null) return () => Promise.resolve();
  const write = await prepareOutput(config.fixes);
  return (report) => write(fixScript(report));
}
