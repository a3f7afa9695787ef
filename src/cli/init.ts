import { isFile } from '../config/lookup.ts';
import { CrosstallyError } from '../errors.ts';
import { plan } from '../explain.ts';
import type { Command, Given, Io } from './command.ts';
import { prepareDelivery } from './deliver.ts';
import { onInterrupt } from './interrupt.ts';
import { flagsOf, onlySettingsOf, SIDES_HELP } from './options.ts';
import { adaptersOf } from './sides.ts';

const ERROR = 2;
const FILE = 'crosstally.yaml';

const { schema, tables, exclude, output, quiet } = flagsOf('plan');

export const initCommand: Command = {
  usage: 'init [source] [target]',
  summary: `write a ${FILE} with comments, from what both sides have; reads no row`,
  about: SIDES_HELP,
  options: Object.fromEntries(
    Object.entries({ schema, tables, exclude, output, quiet }).flatMap(([name, flag]) =>
      flag === undefined ? [] : [[name, name === 'output' ? { ...flag, describe: `the file [${FILE}]` } : flag]],
    ),
  ),
  examples: [
    ['crosstally init $OLD $NEW', `then edit ${FILE}, and: crosstally verify`],
    ['crosstally init $OLD $NEW --output -', 'print it'],
  ],
  run: runInit,
};

async function runInit(given: Given, io: Io): Promise<number> {
  const path = given['output'] ?? FILE;
  const settings = await onlySettingsOf('plan', { ...given, output: path, 'no-config': true }, io);
  await assertNew(settings.config.output ?? FILE);
  const deliver = await prepareDelivery(settings.config, io);
  const interrupt = onInterrupt(io, ERROR);
  try {
    const adapters = await adaptersOf(settings, io);
    const made = await plan({ ...settings.said, ...adapters, signal: interrupt.signal });
    const { output: _, quiet, ...said } = settings.said;
    const { starterFile } = await import('../config/starter-file.ts');
    await deliver(starterFile({ sides: { source: settings.source, target: settings.target }, said, plan: made.plan }));
    if (settings.config.output !== '-' && quiet !== true)
      io.stderr.write(`crosstally: written: ${settings.config.output ?? FILE}\n`);
    return 0;
  } catch (error) {
    throw interrupt.error() ?? error;
  } finally {
    interrupt.release();
  }
}

/** What somebody wrote is not written over. */
async function assertNew(path: string): Promise<void> {
  if (!(await isFile(path))) return;
  const hint = 'name another with --output, or move it away';
  throw new CrosstallyError('OUTPUT_FAILED', `${path} is there already`, { hint });
}
