import { prepareOutput } from '../config/output-file.ts';
import type { Settings } from '../config/load.ts';
import { print } from './print.ts';
import type { Io } from './command.ts';

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
